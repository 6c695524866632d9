//! `PUT /v1/me/addresses/{id}`
fn main() -> std::process::ExitCode {
    runtime::serve(identity::update_address::handle)
}
