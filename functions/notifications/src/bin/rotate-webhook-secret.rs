//! `POST /v1/admin/webhooks/{id}/secret`.
fn main() -> std::process::ExitCode {
    runtime::serve(notifications::rotate_webhook_secret::handle)
}
