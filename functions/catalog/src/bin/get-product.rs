//! `GET /v1/products/{slug}`
fn main() -> std::process::ExitCode {
    runtime::serve(catalog::get_product::handle)
}
