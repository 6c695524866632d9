//! `GET /v1/orders/{code}/payments`
fn main() -> std::process::ExitCode {
    runtime::serve(payments::list_payments::handle)
}
