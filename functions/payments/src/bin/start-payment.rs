//! `POST /v1/orders/{code}/payments`
fn main() -> std::process::ExitCode {
    runtime::serve(payments::start_payment::handle)
}
