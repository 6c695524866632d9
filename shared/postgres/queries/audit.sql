--! note (actor_id?, user_id?)
-- A line of the audit log.
insert into identity.audit_log (at, actor_id, action, user_id, target, details, ip, user_agent, request_id)
values (:now, :actor_id, :action, :user_id, :target, :details, :ip, :user_agent, :request_id);

--! list_entries (actor_id?, action?, user_id?, since?, until?, after_at?, after_id?) : (actor_id?, actor_name?, user_id?, user_name?)
with page as (
    select * from identity.audit_log
    where (:actor_id::uuid is null or actor_id = :actor_id)
        and (:action::text is null or action = :action)
        and (:user_id::uuid is null or user_id = :user_id)
        and (:since::timestamptz is null or at >= :since)
        and (:until::timestamptz is null or at < :until)
        and (:after_at::timestamptz is null or (at, id) < (:after_at, :after_id::bigint))
    order by at desc, id desc
    limit :limit::bigint
)
select page.id, page.at, page.actor_id, a.name as actor_name, page.action, page.user_id, u.name as user_name,
    page.target, page.ip, page.user_agent, page.request_id, page.details
from page
left join identity.users a on a.id = page.actor_id
left join identity.users u on u.id = page.user_id
order by page.at desc, page.id desc;
