//! `GET /v1/admin/locations`
fn main() -> std::process::ExitCode {
    runtime::serve(catalog::list_locations::handle)
}
