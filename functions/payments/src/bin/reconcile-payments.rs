//! Every five minutes
fn main() -> std::process::ExitCode {
    runtime::run(payments::reconcile_payments::handle)
}
