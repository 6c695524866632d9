//! `DELETE /v1/me/addresses/{id}`
fn main() -> std::process::ExitCode {
    runtime::serve(identity::delete_address::handle)
}
