//! `GET /v1/me/credit`
fn main() -> std::process::ExitCode {
    runtime::serve(payments::get_credit::handle)
}
