//! Every minute.
fn main() -> std::process::ExitCode {
    runtime::run(platform::relay_outbox::handle)
}
