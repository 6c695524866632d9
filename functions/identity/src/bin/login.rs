//! `POST /v1/auth/login`
fn main() -> std::process::ExitCode {
    runtime::serve(identity::login::handle)
}
