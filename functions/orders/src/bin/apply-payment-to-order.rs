//! Queue `orders`
fn main() -> std::process::ExitCode {
    runtime::consume::<_, messaging::Retries, _, _>(orders::apply_payment_to_order::handle)
}
