//! `POST /v1/admin/webhooks/{id}/deliveries/{delivery_id}/resend`.
fn main() -> std::process::ExitCode {
    runtime::serve(notifications::resend_webhook_delivery::handle)
}
