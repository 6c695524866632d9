//! `POST /v1/carts`
fn main() -> std::process::ExitCode {
    runtime::serve(cart::create_cart::handle)
}
