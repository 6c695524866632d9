//! The queue `notifications`.
fn main() -> std::process::ExitCode {
    runtime::consume(notifications::notify::handle)
}
