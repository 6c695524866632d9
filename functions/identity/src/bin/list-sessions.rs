//! `GET /v1/me/sessions`
fn main() -> std::process::ExitCode {
    runtime::serve(identity::list_sessions::handle)
}
