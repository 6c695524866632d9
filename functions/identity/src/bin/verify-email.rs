//! `POST /v1/auth/verify-email`
fn main() -> std::process::ExitCode {
    runtime::serve(identity::verify_email::handle)
}
