//! `POST /v1/admin/emails/{id}/resend`
fn main() -> std::process::ExitCode {
    runtime::serve(notifications::resend_email::handle)
}
