//! `POST /v1/admin/products/{id}/variants`
fn main() -> std::process::ExitCode {
    runtime::serve(catalog::add_variant::handle)
}
