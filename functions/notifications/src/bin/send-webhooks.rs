//! Every minute.
fn main() -> std::process::ExitCode {
    runtime::run(notifications::send_webhooks::handle)
}
