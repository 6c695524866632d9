//! `DELETE /v1/me`
fn main() -> std::process::ExitCode {
    runtime::serve(identity::erase_account::handle)
}
