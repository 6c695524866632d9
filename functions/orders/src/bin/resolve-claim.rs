//! `POST /v1/admin/claims/{id}/resolution`
fn main() -> std::process::ExitCode {
    runtime::serve(orders::resolve_claim::handle)
}
