//! `GET /v1/me/export`
fn main() -> std::process::ExitCode {
    runtime::serve(identity::export_account::handle)
}
