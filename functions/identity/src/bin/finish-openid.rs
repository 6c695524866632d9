//! `POST /v1/auth/openid/google/callback`
fn main() -> std::process::ExitCode {
    runtime::serve(identity::finish_openid::handle)
}
