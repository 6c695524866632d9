//! `GET /v1/cart`
fn main() -> std::process::ExitCode {
    runtime::serve(cart::get_cart::handle)
}
