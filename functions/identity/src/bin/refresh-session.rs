//! `POST /v1/auth/refresh`
fn main() -> std::process::ExitCode {
    runtime::serve(identity::refresh_session::handle)
}
