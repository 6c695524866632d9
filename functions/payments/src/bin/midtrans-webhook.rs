//! `POST /v1/webhooks/midtrans`
fn main() -> std::process::ExitCode {
    runtime::serve(payments::midtrans_webhook::handle)
}
