-- Each context signs in as a user of its own, who may touch its context's tables and no others than its use cases must
-- (rights.sql). What a change of one context's rows makes of another's is the database's own doing: these triggers work by
-- their owner's right, so that nobody need be allowed what only they should do.

-- Whoever moves stock changes what browsing reads of it.
alter function catalog.lots_changed() security definer set search_path = pg_catalog, pg_temp;

-- Whoever proves an address gets the orders and mails of a guest with it, and nothing else is done to these.
alter function orders.adopt_guest_orders() security definer set search_path = pg_catalog, pg_temp;

-- Balances are what the entries make of them: nobody writes one.
alter function payments.settle_credit() security definer set search_path = pg_catalog, pg_temp;
alter function payments.settle_courier_cash() security definer set search_path = pg_catalog, pg_temp;

-- Nor may anybody have them for a table of their own, where they would do the same to whatever rows that has.
revoke execute on function catalog.lots_changed(), orders.adopt_guest_orders(), payments.settle_credit(),
    payments.settle_courier_cash(), platform.roll_inbox(timestamptz) from public;
