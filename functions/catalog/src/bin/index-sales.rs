//! Queue `catalog`
fn main() -> std::process::ExitCode {
    runtime::consume(catalog::index_sales::handle)
}
