//! Where a request comes from, as sessions and the audit log keep it.

use domain::identity::Origin;
use runtime::Request;

const MAX_USER_AGENT: usize = 300;

pub(crate) fn origin(request: &Request) -> Origin {
    let user_agent = request.header("user-agent").unwrap_or_default();
    Origin {
        ip: request.source_ip().to_owned(),
        user_agent: user_agent.chars().take(MAX_USER_AGENT).collect(),
        request_id: request.id().to_owned(),
    }
}
