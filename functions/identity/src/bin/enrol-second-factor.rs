//! `POST /v1/me/second-factor`
fn main() -> std::process::ExitCode {
    runtime::serve(identity::enrol_second_factor::handle)
}
