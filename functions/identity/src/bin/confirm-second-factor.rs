//! `PUT /v1/me/second-factor`
fn main() -> std::process::ExitCode {
    runtime::serve(identity::confirm_second_factor::handle)
}
