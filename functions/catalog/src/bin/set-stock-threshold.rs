//! `PUT /v1/admin/inventory/{sku}/threshold`
fn main() -> std::process::ExitCode {
    runtime::serve(catalog::set_stock_threshold::handle)
}
