//! `PUT /v1/me/email`
fn main() -> std::process::ExitCode {
    runtime::serve(identity::change_email::handle)
}
