//! `POST /v1/checkout/quote`
fn main() -> std::process::ExitCode {
    runtime::serve(orders::quote_checkout::handle)
}
