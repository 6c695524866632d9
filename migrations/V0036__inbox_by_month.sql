-- The inbox by month. It takes a row for each event and consumer and forgets them a month later: a month that is over is
-- dropped at once, instead of a thousand rows at a time that leave their index and vacuum behind. An event's id is a
-- UUIDv7, which begins with its time, so that the months are ranges of the key itself and it stays one.

-- The least UUIDv7 of a moment.
create function platform.least_id(at timestamptz) returns uuid language sql immutable parallel safe as $$
    select rpad(lpad(to_hex(floor(extract(epoch from at) * 1000)::bigint), 12, '0'), 32, '0')::uuid
$$;

alter table platform.inbox rename to inbox_before;
alter table platform.inbox_before rename constraint inbox_pkey to inbox_before_pkey;
alter index platform.inbox_age rename to inbox_before_age;

create table platform.inbox (
    consumer text not null,
    event_id uuid not null,
    received_at timestamptz not null,
    primary key (consumer, event_id)
) partition by range (event_id);
create index inbox_age on platform.inbox (received_at);
-- What has an id of another kind, or of a month that there is no table for.
create table platform.inbox_others partition of platform.inbox default;

-- Makes the tables of this month and the two after it, as far as they are not there, and drops those of months that
-- are over and of which nothing was received since `before`. Answers how many it dropped. By its owner's right: those
-- who work with rows change no table. Whoever holds the inbox for long is not waited for; the next hour comes.
create function platform.roll_inbox(before timestamptz) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set lock_timeout = '2s' as $$
declare
    month timestamptz;
    name text;
    made text;
    is_used boolean;
    dropped bigint := 0;
begin
    -- Two that clean up at once: the second finds everything done.
    perform pg_advisory_xact_lock(hashtextextended('platform.roll_inbox', 0));
    for month in select generate_series(
        date_trunc('month', now(), 'UTC'), date_trunc('month', now(), 'UTC') + interval '2 months', interval '1 month'
    ) loop
        name := 'inbox_' || to_char(month at time zone 'UTC', 'YYYY_MM');
        continue when to_regclass('platform.' || name) is not null;
        execute format('create table platform.%I (like platform.inbox including defaults including indexes)', name);
        -- Attached only afterwards, which lets others go on reading and writing.
        execute format(
            'with moved as (delete from platform.inbox_others where event_id >= $1 and event_id < $2 returning *)
             insert into platform.%I select * from moved', name
        ) using platform.least_id(month), platform.least_id(month + interval '1 month');
        execute format(
            'alter table platform.inbox attach partition platform.%I for values from (%L) to (%L)',
            name, platform.least_id(month), platform.least_id(month + interval '1 month')
        );
    end loop;
    for made in
        select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'platform.inbox'::regclass
            and c.relname ~ '^inbox_[0-9]{4}_[0-9]{2}$'
            and c.relname < 'inbox_' || to_char(before at time zone 'UTC', 'YYYY_MM')
        order by c.relname
    loop
        execute format('select exists (select from platform.%I where received_at >= $1)', made) using before into is_used;
        continue when is_used;
        execute format('drop table platform.%I', made);
        dropped := dropped + 1;
    end loop;
    return dropped;
end $$;

do $$
declare
    month timestamptz;
    may record;
begin
    -- What is kept now reaches back this far.
    for month in select generate_series(
        date_trunc('month', now(), 'UTC') - interval '2 months', date_trunc('month', now(), 'UTC') - interval '1 month',
        interval '1 month'
    ) loop
        execute format(
            'create table platform.%I partition of platform.inbox for values from (%L) to (%L)',
            'inbox_' || to_char(month at time zone 'UTC', 'YYYY_MM'),
            platform.least_id(month), platform.least_id(month + interval '1 month')
        );
    end loop;
    perform platform.roll_inbox('-infinity');
    insert into platform.inbox select consumer, event_id, received_at from platform.inbox_before;
    -- Who may work with the one may work with the other, from this transaction's end on.
    for may in
        select g.grantee, string_agg(g.privilege_type, ', ') as what
        from information_schema.role_table_grants g
        where g.table_schema = 'platform' and g.table_name = 'inbox_before' and g.grantee <> current_user
        group by g.grantee
    loop
        execute format('grant %s on platform.inbox, platform.inbox_others to %I', may.what, may.grantee);
    end loop;
end $$;
drop table platform.inbox_before;
