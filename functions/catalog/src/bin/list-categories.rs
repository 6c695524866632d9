//! `GET /v1/categories`
fn main() -> std::process::ExitCode {
    runtime::serve(catalog::list_categories::handle)
}
