//! `GET /v1/admin/payments`
fn main() -> std::process::ExitCode {
    runtime::serve(payments::list_all_payments::handle)
}
