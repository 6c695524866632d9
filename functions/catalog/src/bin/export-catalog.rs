//! `GET /v1/admin/catalog/export`
fn main() -> std::process::ExitCode {
    runtime::serve(catalog::export_catalog::handle)
}
