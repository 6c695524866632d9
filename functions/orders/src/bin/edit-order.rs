//! `PATCH /v1/admin/orders/{code}`
fn main() -> std::process::ExitCode {
    runtime::serve(orders::edit_order::handle)
}
