//! `POST /v1/admin/products`
fn main() -> std::process::ExitCode {
    runtime::serve(catalog::admin_list_categories::handle)
}
