//! `POST /v1/admin/orders/{code}/transitions`
fn main() -> std::process::ExitCode {
    runtime::serve(orders::transition_order::handle)
}
