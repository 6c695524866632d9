-- Who somebody is, what they may do, and where their goods go.
create schema identity;

-- A role is a named set of permissions (domain::identity::Permission). The built-in ones cannot be deleted.
create table identity.roles (
    name text primary key check (name ~ '^[a-z][a-z0-9_]{1,39}$'),
    permissions text[] not null,
    built_in boolean not null default false
);

insert into identity.roles (name, permissions, built_in) values
    ('customer', '{}', true),
    ('support', '{orders.read,orders.fulfil,payments.refund}', true),
    ('warehouse', '{orders.read,orders.fulfil,inventory.write}', true),
    ('courier', '{orders.deliver}', true),
    ('catalog_manager', '{catalog.write,inventory.write,promotions.write,reports.read}', true),
    ('super_admin', '{catalog.write,inventory.write,orders.read,orders.fulfil,orders.deliver,payments.refund,users.manage,roles.manage,promotions.write,reports.read}', true);

-- An erased user keeps the row, for what accounting needs: the address is made unusable and the password goes.
create table identity.users (
    id uuid primary key,
    -- Lower case: two spellings of one address are one account.
    email text not null constraint users_email_key unique check (email = lower(email)),
    name text not null,
    -- E.164.
    phone text check (phone ~ '^\+[1-9][0-9]{7,14}$'),
    language text not null check (language in ('id', 'en')),
    photo_url text,
    status text not null check (status in ('pending', 'active', 'suspended', 'erased')),
    email_verified_at timestamptz,
    -- A PHC string, argon2id.
    password_hash text,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    version bigint not null default 1,
    constraint users_active_is_verified check (status <> 'active' or email_verified_at is not null),
    constraint users_have_a_password check ((status = 'erased') = (password_hash is null))
);
-- The list of users, newest first.
create index users_newest on identity.users (created_at desc, id desc);

create table identity.user_roles (
    user_id uuid not null references identity.users on delete cascade,
    role text not null references identity.roles,
    granted_at timestamptz not null,
    -- None means the shop itself, or a command.
    granted_by uuid references identity.users,
    primary key (user_id, role)
);
create index user_roles_role on identity.user_roles (role);

-- A user with what their roles allow, together.
create view identity.accounts as
select u.id, u.email, u.name, u.phone, u.language, u.status,
    array(select r.role from identity.user_roles r where r.user_id = u.id order by r.role) as roles,
    array(
        select distinct p.permission
        from identity.user_roles g
        join identity.roles r on r.name = g.role
        cross join unnest(r.permissions) as p (permission)
        where g.user_id = u.id
        order by p.permission
    ) as permissions
from identity.users u;

-- A login on one device; the family of its refresh tokens.
create table identity.sessions (
    id uuid primary key,
    user_id uuid not null references identity.users,
    user_agent text not null,
    ip text not null,
    created_at timestamptz not null,
    last_seen_at timestamptz not null,
    revoked_at timestamptz
);
create index sessions_open on identity.sessions (user_id) where revoked_at is null;

-- Each refresh token is good once; one that comes again ends its family.
create table identity.refresh_tokens (
    token_hash bytea primary key check (octet_length(token_hash) = 32),
    session_id uuid not null references identity.sessions on delete cascade,
    issued_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz
);
create index refresh_tokens_session on identity.refresh_tokens (session_id);
create index refresh_tokens_expiry on identity.refresh_tokens (expires_at);

-- Tokens sent by mail, each good once. The token derives from the id (domain::links); its SHA-256 is kept.
create table identity.one_time_tokens (
    id uuid primary key,
    token_hash bytea not null constraint one_time_tokens_hash_key unique check (octet_length(token_hash) = 32),
    user_id uuid not null references identity.users on delete cascade,
    purpose text not null check (purpose in ('verify_email', 'reset_password', 'change_email')),
    -- The address that is to become the user's.
    email text check (email = lower(email)),
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz,
    constraint one_time_tokens_email_to_change check ((purpose = 'change_email') = (email is not null))
);
create index one_time_tokens_user on identity.one_time_tokens (user_id);
create index one_time_tokens_expiry on identity.one_time_tokens (expires_at);

create table identity.addresses (
    id uuid primary key,
    user_id uuid not null references identity.users,
    label text not null,
    recipient text not null,
    phone text not null check (phone ~ '^\+[1-9][0-9]{7,14}$'),
    street text not null,
    village text not null,
    district text not null,
    city text not null,
    province text not null,
    postcode text not null check (postcode ~ '^[0-9]{5}$'),
    latitude double precision check (latitude between -90 and 90),
    longitude double precision check (longitude between -180 and 180),
    courier_note text,
    is_default boolean not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint addresses_whole_position check ((latitude is null) = (longitude is null))
);
create index addresses_user on identity.addresses (user_id, created_at);
create unique index addresses_one_default on identity.addresses (user_id) where is_default;

-- Security events and every act of staff. Ids have no foreign key: the log outlives what it tells of.
create table identity.audit_log (
    id bigint generated always as identity primary key,
    at timestamptz not null,
    -- Who did it; none means somebody not signed in, or the shop itself.
    actor_id uuid,
    -- Such as `logged_in`.
    action text not null,
    -- Whom it was done to.
    user_id uuid,
    ip text not null default '',
    user_agent text not null default '',
    request_id text not null default '',
    details jsonb not null default '{}'
);
create index audit_log_actor on identity.audit_log (actor_id, id desc);
create index audit_log_user on identity.audit_log (user_id, id desc);
create index audit_log_action on identity.audit_log (action, id desc);

create function identity.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'the audit log is append-only';
end $$;
create trigger audit_log_append_only before update or delete or truncate on identity.audit_log
    for each statement execute function identity.refuse_change();
