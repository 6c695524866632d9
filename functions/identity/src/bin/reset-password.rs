//! `POST /v1/auth/reset-password`
fn main() -> std::process::ExitCode {
    runtime::serve(identity::reset_password::handle)
}
