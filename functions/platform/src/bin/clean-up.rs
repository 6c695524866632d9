//! Every hour.
fn main() -> std::process::ExitCode {
    runtime::run(platform::clean_up::handle)
}
