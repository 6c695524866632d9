//! Every minute
fn main() -> std::process::ExitCode {
    runtime::run(catalog::watch_stock::handle)
}
