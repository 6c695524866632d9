//! `DELETE /v1/admin/webhooks/{id}`.
fn main() -> std::process::ExitCode {
    runtime::serve(notifications::delete_webhook::handle)
}
