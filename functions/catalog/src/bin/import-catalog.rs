//! `POST /v1/admin/catalog/import`
fn main() -> std::process::ExitCode {
    runtime::serve(catalog::import_catalog::handle)
}
