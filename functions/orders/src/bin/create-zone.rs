//! `POST /v1/admin/delivery/zones`
fn main() -> std::process::ExitCode {
    runtime::serve(orders::create_zone::handle)
}
