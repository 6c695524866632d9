//! `GET /v1/products/suggest`
fn main() -> std::process::ExitCode {
    runtime::serve(catalog::suggest_products::handle)
}
