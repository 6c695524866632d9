//! `POST /v1/admin/couriers/{id}/remittances`
fn main() -> std::process::ExitCode {
    runtime::serve(payments::record_remittance::handle)
}
