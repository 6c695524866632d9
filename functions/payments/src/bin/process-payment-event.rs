//! Queue `payments`
fn main() -> std::process::ExitCode {
    runtime::consume::<_, messaging::Retries, _, _>(payments::process_payment_event::handle)
}
