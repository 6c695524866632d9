//! `GET /v1/products`
fn main() -> std::process::ExitCode {
    runtime::serve(catalog::list_products::handle)
}
