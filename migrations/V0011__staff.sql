-- What staff look things up by.

-- The users of a status, newest first.
create index users_status on identity.users (status, created_at desc, id desc);

-- The audit log is read by time, whole or by who, whom and what: each index gives the order too.
drop index identity.audit_log_actor;
drop index identity.audit_log_user;
drop index identity.audit_log_action;
create index audit_log_newest on identity.audit_log (at desc, id desc);
create index audit_log_actor on identity.audit_log (actor_id, at desc, id desc);
create index audit_log_user on identity.audit_log (user_id, at desc, id desc);
create index audit_log_action on identity.audit_log (action, at desc, id desc);
