//! Every minute
fn main() -> std::process::ExitCode {
    runtime::run(orders::expire_orders::handle)
}
