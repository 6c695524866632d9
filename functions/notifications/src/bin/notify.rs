//! The queue `notifications`.
fn main() -> std::process::ExitCode {
    runtime::consume_together::<_, messaging::Retries, _, _>(notifications::notify::handle)
}
