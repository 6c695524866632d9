//! `GET /v1/admin/orders/{code}`
fn main() -> std::process::ExitCode {
    runtime::serve(orders::get_order::handle)
}
