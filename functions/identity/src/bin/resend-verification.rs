//! `POST /v1/auth/resend-verification`
fn main() -> std::process::ExitCode {
    runtime::serve(identity::resend_verification::handle)
}
