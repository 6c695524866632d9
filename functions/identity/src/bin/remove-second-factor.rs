//! `DELETE /v1/me/second-factor`
fn main() -> std::process::ExitCode {
    runtime::serve(identity::remove_second_factor::handle)
}
