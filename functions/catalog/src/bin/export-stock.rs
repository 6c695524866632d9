//! `GET /v1/admin/inventory/export`
fn main() -> std::process::ExitCode {
    runtime::serve(catalog::export_stock::handle)
}
