//! `GET /v1/admin/webhooks/{id}`.
fn main() -> std::process::ExitCode {
    runtime::serve(notifications::get_webhook::handle)
}
