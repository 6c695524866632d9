//! `PUT /v1/admin/settlements/{date}`
fn main() -> std::process::ExitCode {
    runtime::serve(payments::store_settlement::handle)
}
