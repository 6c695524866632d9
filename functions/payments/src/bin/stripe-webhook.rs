//! `POST /v1/webhooks/stripe`
fn main() -> std::process::ExitCode {
    runtime::serve(payments::stripe_webhook::handle)
}
