//! `GET /v1/me/notifications`
fn main() -> std::process::ExitCode {
    runtime::serve(notifications::list_notifications::handle)
}
