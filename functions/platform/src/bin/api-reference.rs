//! `GET /docs`
fn main() -> std::process::ExitCode {
    runtime::serve(platform::api_reference::handle)
}
