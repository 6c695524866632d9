//! `GET /v1/admin/audit-log`
fn main() -> std::process::ExitCode {
    runtime::serve(identity::list_audit_log::handle)
}
