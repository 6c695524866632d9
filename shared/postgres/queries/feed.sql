--: Entry(order_code?, read_at?)

--! list_feed (after_at?, after_id?) : Entry
select id, kind, title, text, order_code, created_at, read_at from notifications.feed
where user_id = :user_id
    and (:unread_only::boolean is false or read_at is null)
    and (:after_at::timestamptz is null or (created_at, id) < (:after_at, :after_id::uuid))
order by created_at desc, id desc
limit :limit::bigint;

--! count_unread
select count(*) as unread from notifications.feed where user_id = :user_id and read_at is null;

--! read_entry
-- One that was read stays as it was: when it was read is when it was first.
with found as (
    select id from notifications.feed where id = :id and user_id = :user_id
), marked as (
    update notifications.feed set read_at = :now
    where id = :id and user_id = :user_id and read_at is null
)
select id from found;

--! read_entries
update notifications.feed set read_at = :now
where user_id = :user_id and read_at is null;

--! muted_kinds
select kind from notifications.muted where user_id = :user_id order by kind;

--! replace_muted
-- Only of the kinds that were asked about: the others stay as they are.
with wanted as (
    delete from notifications.muted
    where user_id = :user_id and kind = any(:asked::text[]) and not kind = any(:off::text[])
)
insert into notifications.muted (user_id, kind, muted_at)
select :user_id, kind, :now from unnest(:off::text[]) kind
on conflict do nothing;

--! erase_feed (user_id?)
-- Of one erased user or of all; a bounded number.
with late as (
    select f.id from platform.erasures e join notifications.feed f on f.user_id = e.user_id
    where :user_id::uuid is null or e.user_id = :user_id
    limit :limit::bigint
    for update of f skip locked
), unmuted as (
    delete from notifications.muted m using platform.erasures e
    where m.user_id = e.user_id and (:user_id::uuid is null or e.user_id = :user_id)
)
delete from notifications.feed f using late where f.id = late.id;

--! delete_feed_entries
delete from notifications.feed where id in (
    select id from notifications.feed
    where created_at < :before order by created_at limit :limit::bigint for update skip locked
);
