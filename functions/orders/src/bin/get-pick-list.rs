//! `GET /v1/admin/pick-list`
fn main() -> std::process::ExitCode {
    runtime::serve(orders::get_pick_list::handle)
}
