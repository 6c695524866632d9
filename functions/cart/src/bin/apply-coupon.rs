//! `PUT /v1/cart/coupon`
fn main() -> std::process::ExitCode {
    runtime::serve(cart::apply_coupon::handle)
}
