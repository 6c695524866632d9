//! The queue `webhooks`.
fn main() -> std::process::ExitCode {
    runtime::consume_together::<_, messaging::Retries, _, _>(notifications::queue_webhooks::handle)
}
