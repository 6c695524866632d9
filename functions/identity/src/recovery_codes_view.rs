//! The answer with recovery codes: the only one that ever shows them.

use domain::identity::one_time_code::RecoveryCode;
use runtime::Reply;
use serde::Serialize;

#[derive(Serialize)]
struct RecoveryCodesView {
    recovery_codes: Vec<String>,
}

/// 200 with the codes, for their owner to keep.
pub(crate) fn reply(codes: &[RecoveryCode]) -> Reply {
    Reply::ok(&RecoveryCodesView {
        recovery_codes: codes.iter().map(RecoveryCode::reveal).collect(),
    })
}
