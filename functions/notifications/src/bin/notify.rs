//! The queue `notifications`.
fn main() -> std::process::ExitCode {
    runtime::consume::<_, messaging::Retries, _, _>(notifications::notify::handle)
}
