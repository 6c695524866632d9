//! `GET /v1/admin/roles`
fn main() -> std::process::ExitCode {
    runtime::serve(identity::list_roles::handle)
}
