//! `GET /v1/admin/payouts`
fn main() -> std::process::ExitCode {
    runtime::serve(payments::list_payouts::handle)
}
