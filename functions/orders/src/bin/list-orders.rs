//! `GET /v1/admin/orders`
fn main() -> std::process::ExitCode {
    runtime::serve(orders::list_orders::handle)
}
