//! `PUT /v1/me/notifications/{id}/read`
fn main() -> std::process::ExitCode {
    runtime::serve(notifications::read_notification::handle)
}
