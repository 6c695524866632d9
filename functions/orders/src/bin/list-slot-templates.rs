//! `GET /v1/admin/delivery/slot-templates`
fn main() -> std::process::ExitCode {
    runtime::serve(orders::list_slot_templates::handle)
}
