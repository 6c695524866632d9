//! `POST /v1/me/addresses`
fn main() -> std::process::ExitCode {
    runtime::serve(identity::add_address::handle)
}
