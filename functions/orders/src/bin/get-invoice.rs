//! `GET /v1/orders/{code}/invoice`
fn main() -> std::process::ExitCode {
    runtime::serve(orders::get_invoice::handle)
}
