//! `GET /v1/admin/webhooks/{id}/deliveries`.
fn main() -> std::process::ExitCode {
    runtime::serve(notifications::list_webhook_deliveries::handle)
}
