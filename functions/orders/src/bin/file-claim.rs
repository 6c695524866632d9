//! `POST /v1/orders/{code}/claims`
fn main() -> std::process::ExitCode {
    runtime::serve(orders::file_claim::handle)
}
