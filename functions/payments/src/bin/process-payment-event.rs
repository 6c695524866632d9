//! Queue `payments`
fn main() -> std::process::ExitCode {
    runtime::consume(payments::process_payment_event::handle)
}
