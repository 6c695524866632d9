//! `GET /.well-known/jwks.json`
fn main() -> std::process::ExitCode {
    runtime::serve(identity::jwks::handle)
}
