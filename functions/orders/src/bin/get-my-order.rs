//! `GET /v1/orders/{code}`
fn main() -> std::process::ExitCode {
    runtime::serve(orders::get_my_order::handle)
}
