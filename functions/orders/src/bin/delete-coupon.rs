//! `DELETE /v1/admin/coupons/{code}`
fn main() -> std::process::ExitCode {
    runtime::serve(orders::delete_coupon::handle)
}
