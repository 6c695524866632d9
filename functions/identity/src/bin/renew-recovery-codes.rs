//! `POST /v1/me/second-factor/recovery-codes`
fn main() -> std::process::ExitCode {
    runtime::serve(identity::renew_recovery_codes::handle)
}
