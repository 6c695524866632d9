//! `GET /v1/openapi.json`
fn main() -> std::process::ExitCode {
    runtime::serve(platform::api_description::handle)
}
