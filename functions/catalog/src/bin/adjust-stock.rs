//! `POST /v1/admin/inventory/adjustments`
fn main() -> std::process::ExitCode {
    runtime::serve(catalog::adjust_stock::handle)
}
