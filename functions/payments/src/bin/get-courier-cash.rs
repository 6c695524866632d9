//! `GET /v1/admin/couriers/{id}/cash`
fn main() -> std::process::ExitCode {
    runtime::serve(payments::get_courier_cash::handle)
}
