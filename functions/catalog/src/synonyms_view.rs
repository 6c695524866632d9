//! What staff see of the synonyms.

use domain::catalog::VersionedSynonyms;
use runtime::Reply;
use serde::Serialize;

#[derive(Serialize)]
struct SynonymsView<'a> {
    groups: &'a [Vec<String>],
}

pub(crate) fn reply(synonyms: &VersionedSynonyms) -> Reply {
    let groups = synonyms.groups.groups();
    Reply::ok(&SynonymsView { groups }).version(synonyms.version)
}
