//! `GET /v1/admin/imports/{id}`
fn main() -> std::process::ExitCode {
    runtime::serve(catalog::get_import::handle)
}
