//! `POST /v1/auth/openid/google`
fn main() -> std::process::ExitCode {
    runtime::serve(identity::start_openid::handle)
}
