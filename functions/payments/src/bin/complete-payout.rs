//! `POST /v1/admin/payouts/{id}/completion`
fn main() -> std::process::ExitCode {
    runtime::serve(payments::complete_payout::handle)
}
