--! replay (kind?)
-- What was sent is to be sent again: the relay takes it as it takes what never left.
update platform.outbox set sent_at = null, claimed_until = null
where sent_at is not null and created_at >= :since and created_at < :until
    and (:kind::text is null or event ->> 'type' = :kind);
