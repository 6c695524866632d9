//! `GET /v1/me/addresses`
fn main() -> std::process::ExitCode {
    runtime::serve(identity::list_addresses::handle)
}
