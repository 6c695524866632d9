//! `GET /v1/admin/claims`
fn main() -> std::process::ExitCode {
    runtime::serve(orders::list_claims::handle)
}
