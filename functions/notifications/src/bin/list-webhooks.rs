//! `GET /v1/admin/webhooks`.
fn main() -> std::process::ExitCode {
    runtime::serve(notifications::list_webhooks::handle)
}
