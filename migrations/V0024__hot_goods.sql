-- A rule that a statement keeps by itself. Where it does not hold, the statement fails as by a constraint of that name,
-- and with it everything that was sent behind it, the commit included.
create function platform.require(holds boolean, rule text) returns boolean language plpgsql as $$
begin
    if not holds then
        raise exception using errcode = 'check_violation', constraint = rule, message = 'not so: ' || rule;
    end if;
    return true;
end $$;

-- Counts over the whole catalogue read indexes alone, as long as the pages behind them are known to be visible to
-- all: which vacuum notes, and each change undoes for its page. A few hundred changes are worth its coming.
alter table catalog.listings set (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 200,
    autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 500,
    autovacuum_analyze_scale_factor = 0.02
);

-- Rows that every order changes: what changes finds room beside what it was, and no index is written.
alter table catalog.lots set (fillfactor = 70);
alter table catalog.availability set (fillfactor = 70);
alter table orders.slots set (fillfactor = 50);
