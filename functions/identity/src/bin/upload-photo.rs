//! `POST /v1/me/photo`
fn main() -> std::process::ExitCode {
    runtime::serve(identity::upload_photo::handle)
}
