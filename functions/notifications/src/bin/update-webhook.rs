//! `PATCH /v1/admin/webhooks/{id}`.
fn main() -> std::process::ExitCode {
    runtime::serve(notifications::update_webhook::handle)
}
