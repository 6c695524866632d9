//! `PUT /v1/admin/orders/{code}/courier`
fn main() -> std::process::ExitCode {
    runtime::serve(orders::assign_courier::handle)
}
