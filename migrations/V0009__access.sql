-- Identity, complete: access that changes at once, second factors, logins by other providers, photos, and limits
-- that hold without Redis.

-- Counts what changes what a user may do: roles, suspension, the password, the end of all sessions. An access
-- token says at which count it was issued; a lower one than today's is refused (runtime::Auth).
alter table identity.users add column access_version bigint not null default 1;

-- Whoever comes by another provider has no password until they set one.
alter table identity.users drop constraint users_have_a_password;
alter table identity.users add constraint users_erased_have_no_password
    check (status <> 'erased' or password_hash is null);

-- The object's key in the bucket of images; its address is the stage's business.
alter table identity.users rename column photo_url to photo_key;

-- Staff look for users by a part of the name or the address.
create index users_search on identity.users using gin (lower(name || ' ' || email) gin_trgm_ops);

-- Such a role's permissions are held only by those who have a second factor.
alter table identity.roles add column requires_second_factor boolean not null default false;

-- Time-based one-time passwords (RFC 6238), one a user. The secret derives from the id: none is stored.
create table identity.second_factors (
    user_id uuid primary key references identity.users on delete cascade,
    id uuid not null unique,
    created_at timestamptz not null,
    -- Until the first right code it is asked of nobody.
    confirmed_at timestamptz,
    -- The time step of the last code taken: no code is good twice.
    last_step bigint not null default 0
);

-- Each good once, in place of a code, when the device is lost.
create table identity.recovery_codes (
    user_id uuid not null references identity.second_factors on delete cascade,
    code_hash bytea not null check (octet_length(code_hash) = 32),
    used_at timestamptz,
    primary key (user_id, code_hash)
);

-- Who somebody is at an OpenID provider: the pair of issuer and subject is theirs for ever, the address is not.
create table identity.external_identities (
    issuer text not null,
    subject text not null,
    user_id uuid not null references identity.users on delete cascade,
    linked_at timestamptz not null,
    primary key (issuer, subject),
    constraint external_identities_one_each unique (user_id, issuer)
);

-- Calls counted in fixed windows while Redis is away. Keys are hashes, or the caller's network.
create table identity.rate_windows (
    key text not null,
    window_start timestamptz not null,
    calls integer not null check (calls > 0),
    primary key (key, window_start)
);
create index rate_windows_age on identity.rate_windows (window_start);

-- What was acted on when it is no user, such as a role's name.
alter table identity.audit_log add column target text not null default '';

-- A user with what their roles allow, together.
drop view identity.accounts;
create view identity.accounts as
select u.id, u.email, u.name, u.phone, u.language, u.status, u.photo_key, u.created_at, u.version, u.access_version,
    f.confirmed_at is not null as has_second_factor,
    exists (
        select from identity.user_roles g join identity.roles r on r.name = g.role
        where g.user_id = u.id and r.requires_second_factor
    ) as needs_second_factor,
    array(select r.role from identity.user_roles r where r.user_id = u.id order by r.role) as roles,
    array(
        select distinct p.permission
        from identity.user_roles g
        join identity.roles r on r.name = g.role
        cross join unnest(r.permissions) as p (permission)
        where g.user_id = u.id and (not r.requires_second_factor or f.confirmed_at is not null)
        order by p.permission
    ) as permissions
from identity.users u
left join identity.second_factors f on f.user_id = u.id;
