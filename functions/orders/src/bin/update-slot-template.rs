//! `PUT /v1/admin/delivery/slot-templates/{id}`
fn main() -> std::process::ExitCode {
    runtime::serve(orders::update_slot_template::handle)
}
