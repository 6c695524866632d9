//! `DELETE /v1/admin/emails/{id}/suppression`
fn main() -> std::process::ExitCode {
    runtime::serve(notifications::lift_suppression::handle)
}
