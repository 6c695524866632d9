//! `POST /v1/auth/forgot-password`
fn main() -> std::process::ExitCode {
    runtime::serve(identity::forgot_password::handle)
}
