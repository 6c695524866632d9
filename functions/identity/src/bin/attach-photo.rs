//! `PUT /v1/me/photo`
fn main() -> std::process::ExitCode {
    runtime::serve(identity::attach_photo::handle)
}
