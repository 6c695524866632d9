//! `POST /v1/auth/logout`
fn main() -> std::process::ExitCode {
    runtime::serve(identity::logout::handle)
}
