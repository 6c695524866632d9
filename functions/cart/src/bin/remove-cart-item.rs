//! `DELETE /v1/cart/items/{sku}`
fn main() -> std::process::ExitCode {
    runtime::serve(cart::remove_cart_item::handle)
}
