//! Every day
fn main() -> std::process::ExitCode {
    runtime::run(orders::generate_slots::handle)
}
