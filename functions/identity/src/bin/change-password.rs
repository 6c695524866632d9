//! `PUT /v1/me/password`
fn main() -> std::process::ExitCode {
    runtime::serve(identity::change_password::handle)
}
