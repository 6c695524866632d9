//! `POST /v1/admin/payments/{id}/refunds`
fn main() -> std::process::ExitCode {
    runtime::serve(payments::refund_payment::handle)
}
