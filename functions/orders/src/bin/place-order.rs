//! `POST /v1/orders`
fn main() -> std::process::ExitCode {
    runtime::serve(orders::place_order::handle)
}
