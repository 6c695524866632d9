//! `PUT /v1/cart/items/{sku}`
fn main() -> std::process::ExitCode {
    runtime::serve(cart::put_cart_item::handle)
}
