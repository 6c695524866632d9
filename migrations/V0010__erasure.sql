-- What is left of a user who goes, and when the last of it follows.

-- Stands where an e-mail address stood: nobody's, and of each erased user another.
create function platform.erased_address(id uuid) returns text language sql immutable
return 'erased-' || id || '@erased.invalid';

-- Users of whom something is left that was still needed when they went, such as the way to their door for an
-- order under way. The row goes with the last of it.
create table platform.erasures (
    user_id uuid primary key,
    erased_at timestamptz not null
);
create index erasures_age on platform.erasures (erased_at);

-- Since when an order tells no longer who it was for. Its amounts, lines, code, dates and region stay.
alter table orders.orders add column contact_erased_at timestamptz;

-- Whom a mail was to, if they have an account: by that it is found when they ask for their data, or go.
alter table notifications.emails add column user_id uuid;
create index emails_of_user on notifications.emails (user_id, created_at desc) where user_id is not null;
-- Until now the address alone told.
update notifications.emails mail set user_id = u.id from identity.users u where u.email = mail.recipient;

-- Every session of a user, ended ones too.
create index sessions_of_user on identity.sessions (user_id, created_at desc);

-- Pictures that nobody shows any more: noted in the transaction that lets go of them, and forgotten once the
-- object is gone from the bucket.
create table identity.discarded_photos (
    photo_key text primary key,
    discarded_at timestamptz not null
);
create index discarded_photos_age on identity.discarded_photos (discarded_at);
