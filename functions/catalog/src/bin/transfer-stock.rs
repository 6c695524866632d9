//! `POST /v1/admin/inventory/transfers`
fn main() -> std::process::ExitCode {
    runtime::serve(catalog::transfer_stock::handle)
}
