//! Queue `catalog`
fn main() -> std::process::ExitCode {
    runtime::consume::<_, messaging::Retries, _, _>(catalog::index_sales::handle)
}
