//! `DELETE /v1/me/sessions/{id}`
fn main() -> std::process::ExitCode {
    runtime::serve(identity::end_session::handle)
}
