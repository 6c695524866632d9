//! `GET /v1/health`
fn main() -> std::process::ExitCode {
    runtime::serve(platform::health::handle)
}
