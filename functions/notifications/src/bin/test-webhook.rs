//! `POST /v1/admin/webhooks/{id}/test`.
fn main() -> std::process::ExitCode {
    runtime::serve(notifications::test_webhook::handle)
}
