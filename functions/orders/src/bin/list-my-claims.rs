//! `GET /v1/orders/{code}/claims`
fn main() -> std::process::ExitCode {
    runtime::serve(orders::list_my_claims::handle)
}
