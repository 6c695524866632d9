//! `POST /v1/orders/{code}/cancel`
fn main() -> std::process::ExitCode {
    runtime::serve(orders::cancel_order::handle)
}
