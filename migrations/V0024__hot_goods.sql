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

-- Looked at when an order commits, which has taken its seat by then: looked at before, many orders would hold on to the
-- row that one of them is changing.
alter table orders.orders alter constraint orders_slot_id_fkey deferrable initially deferred;

-- Takes a seat and its weight. It fails when either does not fit, or when staff closed, moved or took away the window since
-- the checkout was read; the table's checks guard the capacities too. Which of these it was is looked for anew: a statement
-- that waited still sees what was there before.
create function orders.take_slot(slot uuid, weight bigint, begins timestamptz, ends timestamptz, at timestamptz)
returns boolean language plpgsql as $$
begin
    update orders.slots
    set taken = taken + 1, taken_grams = taken_grams + weight
    where id = slot and (starts_at, ends_at) = (begins, ends) and cutoff_at > at
        and taken < capacity
        and coalesce(taken_grams < capacity_grams and taken_grams + weight <= capacity_grams, true);
    if found then
        return true;
    end if;
    return platform.require(false,
        case when exists (select from orders.slots where id = slot) then 'slot_has_room' else 'slot_is_there' end);
end $$;
