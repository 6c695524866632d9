//! `DELETE /v1/cart/coupon`
fn main() -> std::process::ExitCode {
    runtime::serve(cart::remove_coupon::handle)
}
