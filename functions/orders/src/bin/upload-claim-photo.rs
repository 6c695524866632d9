//! `POST /v1/orders/{code}/claims/photos`
fn main() -> std::process::ExitCode {
    runtime::serve(orders::upload_claim_photo::handle)
}
