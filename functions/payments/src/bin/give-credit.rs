//! `POST /v1/admin/users/{id}/credit`
fn main() -> std::process::ExitCode {
    runtime::serve(payments::give_credit::handle)
}
