//! `GET /v1/orders/{code}/tracking`
fn main() -> std::process::ExitCode {
    runtime::serve(orders::track_order::handle)
}
