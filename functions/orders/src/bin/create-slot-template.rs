//! `POST /v1/admin/delivery/slot-templates`
fn main() -> std::process::ExitCode {
    runtime::serve(orders::create_slot_template::handle)
}
