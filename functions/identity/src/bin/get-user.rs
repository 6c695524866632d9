//! `GET /v1/admin/users/{id}`
fn main() -> std::process::ExitCode {
    runtime::serve(identity::get_user::handle)
}
