//! `PUT /v1/admin/roles/{name}`
fn main() -> std::process::ExitCode {
    runtime::serve(identity::update_role::handle)
}
