//! `PUT /v1/admin/delivery/zones/{id}`
fn main() -> std::process::ExitCode {
    runtime::serve(orders::update_zone::handle)
}
