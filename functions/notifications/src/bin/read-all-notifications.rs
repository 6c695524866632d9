//! `PUT /v1/me/notifications/read`
fn main() -> std::process::ExitCode {
    runtime::serve(notifications::read_all_notifications::handle)
}
