//! `GET /v1/admin/search/synonyms`
fn main() -> std::process::ExitCode {
    runtime::serve(catalog::get_synonyms::handle)
}
