//! `GET /v1/delivery/slots`
fn main() -> std::process::ExitCode {
    runtime::serve(orders::list_slots::handle)
}
