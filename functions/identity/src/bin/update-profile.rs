//! `PATCH /v1/me`
fn main() -> std::process::ExitCode {
    runtime::serve(identity::update_profile::handle)
}
