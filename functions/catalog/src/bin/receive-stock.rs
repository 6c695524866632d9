//! `POST /v1/admin/inventory/receipts`
fn main() -> std::process::ExitCode {
    runtime::serve(catalog::receive_stock::handle)
}
