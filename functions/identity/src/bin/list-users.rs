//! `GET /v1/admin/users`
fn main() -> std::process::ExitCode {
    runtime::serve(identity::list_users::handle)
}
