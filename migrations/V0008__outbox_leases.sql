-- A relay takes events for a time instead of holding their rows locked while it sends them: no transaction
-- waits for the network, and what a relay had that died is free again when the time is over.
alter table platform.outbox add column claimed_until timestamptz;
