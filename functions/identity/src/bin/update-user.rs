//! `PATCH /v1/admin/users/{id}`
fn main() -> std::process::ExitCode {
    runtime::serve(identity::update_user::handle)
}
