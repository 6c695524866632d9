//! `GET /v1/admin/coupons`
fn main() -> std::process::ExitCode {
    runtime::serve(orders::list_coupons::handle)
}
