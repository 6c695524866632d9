//! The queue `mail-feedback`.
fn main() -> std::process::ExitCode {
    runtime::consume_text(notifications::handle_mail_feedback::handle)
}
