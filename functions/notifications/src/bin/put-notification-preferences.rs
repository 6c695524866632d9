//! `PUT /v1/me/notification-preferences`
fn main() -> std::process::ExitCode {
    runtime::serve(notifications::put_notification_preferences::handle)
}
