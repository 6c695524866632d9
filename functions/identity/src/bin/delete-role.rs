//! `DELETE /v1/admin/roles/{name}`
fn main() -> std::process::ExitCode {
    runtime::serve(identity::delete_role::handle)
}
