//! `PUT /v1/admin/locations/{code}`
fn main() -> std::process::ExitCode {
    runtime::serve(catalog::put_location::handle)
}
