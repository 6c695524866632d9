//! `POST /v1/auth/register`
fn main() -> std::process::ExitCode {
    runtime::serve(identity::register::handle)
}
