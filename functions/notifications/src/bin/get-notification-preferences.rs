//! `GET /v1/me/notification-preferences`
fn main() -> std::process::ExitCode {
    runtime::serve(notifications::get_notification_preferences::handle)
}
