//! `POST /v1/admin/roles`
fn main() -> std::process::ExitCode {
    runtime::serve(identity::create_role::handle)
}
