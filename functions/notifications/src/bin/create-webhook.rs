//! `POST /v1/admin/webhooks`.
fn main() -> std::process::ExitCode {
    runtime::serve(notifications::create_webhook::handle)
}
