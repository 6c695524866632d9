//! `DELETE /v1/me/photo`
fn main() -> std::process::ExitCode {
    runtime::serve(identity::remove_photo::handle)
}
