//! `GET /v1/admin/emails`
fn main() -> std::process::ExitCode {
    runtime::serve(notifications::list_emails::handle)
}
