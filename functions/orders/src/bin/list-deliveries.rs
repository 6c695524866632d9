//! `GET /v1/courier/deliveries`
fn main() -> std::process::ExitCode {
    runtime::serve(orders::list_deliveries::handle)
}
