//! `POST /v1/orders/{code}/reorder`
fn main() -> std::process::ExitCode {
    runtime::serve(cart::reorder::handle)
}
