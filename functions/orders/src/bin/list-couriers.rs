//! `GET /v1/admin/couriers`
fn main() -> std::process::ExitCode {
    runtime::serve(orders::list_couriers::handle)
}
