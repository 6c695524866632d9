//! `PUT /v1/admin/coupons/{code}`
fn main() -> std::process::ExitCode {
    runtime::serve(orders::update_coupon::handle)
}
