//! `GET /v1/admin/inventory`
fn main() -> std::process::ExitCode {
    runtime::serve(catalog::list_inventory::handle)
}
