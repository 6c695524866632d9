//! `GET /v1/me`
fn main() -> std::process::ExitCode {
    runtime::serve(identity::get_profile::handle)
}
