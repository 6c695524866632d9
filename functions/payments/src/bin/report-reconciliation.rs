//! `GET /v1/admin/reports/reconciliation`
fn main() -> std::process::ExitCode {
    runtime::serve(payments::report_reconciliation::handle)
}
