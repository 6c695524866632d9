//! `GET /v1/admin/lots/{id}/trace`
fn main() -> std::process::ExitCode {
    runtime::serve(catalog::trace_lot::handle)
}
