//! `PUT /v1/admin/search/synonyms`
fn main() -> std::process::ExitCode {
    runtime::serve(catalog::put_synonyms::handle)
}
