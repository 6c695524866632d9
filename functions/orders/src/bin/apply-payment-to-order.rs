//! Queue `orders`
fn main() -> std::process::ExitCode {
    runtime::consume(orders::apply_payment_to_order::handle)
}
