//! `GET /v1/admin/email-templates/{name}/preview`
fn main() -> std::process::ExitCode {
    runtime::serve(notifications::preview_email::handle)
}
