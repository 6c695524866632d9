//! `POST /v1/admin/coupons`
fn main() -> std::process::ExitCode {
    runtime::serve(orders::create_coupon::handle)
}
