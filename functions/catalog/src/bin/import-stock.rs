//! `POST /v1/admin/inventory/import`
fn main() -> std::process::ExitCode {
    runtime::serve(catalog::import_stock::handle)
}
