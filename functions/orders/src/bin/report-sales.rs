//! `GET /v1/admin/reports/sales`
fn main() -> std::process::ExitCode {
    runtime::serve(orders::report_sales::handle)
}
