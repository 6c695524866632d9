//! `GET /v1/orders`
fn main() -> std::process::ExitCode {
    runtime::serve(orders::list_my_orders::handle)
}
