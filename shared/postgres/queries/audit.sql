--! note (actor_id?, user_id?)
-- A line of the audit log.
insert into identity.audit_log (at, actor_id, action, user_id, target, details, ip, user_agent, request_id)
values (:now, :actor_id, :action, :user_id, :target, :details, :ip, :user_agent, :request_id);
