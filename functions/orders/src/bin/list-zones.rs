//! `GET /v1/admin/delivery/zones`
fn main() -> std::process::ExitCode {
    runtime::serve(orders::list_zones::handle)
}
