//! `POST /v1/admin/products`
fn main() -> std::process::ExitCode {
    runtime::serve(catalog::update_product::handle)
}
