//! `GET /v1/admin/inventory/movements`
fn main() -> std::process::ExitCode {
    runtime::serve(catalog::list_movements::handle)
}
