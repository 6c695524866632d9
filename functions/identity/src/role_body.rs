//! What the requests that define a role have in common.

use domain::Invalid;
use domain::identity::{Permission, Permissions};
use runtime::Fields;

/// The permissions, if all are some; each that is none is noted.
pub(crate) fn permissions(fields: &mut Fields, names: &[String]) -> Option<Permissions> {
    let parsed: Vec<Option<Permission>> = names
        .iter()
        .enumerate()
        .map(|(place, name)| {
            let permission = Permission::parse(name).ok_or(Invalid("unknown_permission"));
            fields.take(format!("/permissions/{place}"), permission)
        })
        .collect();
    parsed.into_iter().collect()
}
