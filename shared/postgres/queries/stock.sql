--! receive_lots (actor_id?, harvested_ons[?])
-- Lots, their receipts in the ledger and the audit log, all or none: one name that is not known stops the others.
-- A lot is received once, so the movement bears its id. What the shop does by itself is not logged.
with receipt as (
    select r.*, v.id as variant_id, l.id as location_id
    from unnest(
        :lot_ids::uuid[], :skus::text[], :locations::text[], :quantities::bigint[],
        :best_befores::date[], :harvested_ons::date[], :unit_costs::bigint[], :reasons::text[]
    ) as r (lot_id, sku, location, quantity, best_before, harvested_on, unit_cost, reason)
    left join catalog.variants v on v.sku = r.sku
    left join catalog.locations l on l.code = r.location
), lot as (
    insert into catalog.lots
        (id, variant_id, location_id, received_at, harvested_on, best_before, unit_cost, on_hand)
    select lot_id, variant_id, location_id, :now::timestamptz, harvested_on, best_before, unit_cost, quantity
    from receipt
    where not exists (select from receipt where variant_id is null or location_id is null)
    returning id
), movement as (
    insert into catalog.stock_movements
        (id, lot_id, kind, on_hand_delta, reserved_delta, actor_id, reason, moved_at)
    select lot.id, lot.id, 'receipt', r.quantity, 0, :actor_id, r.reason, :now
    from lot
    join receipt r on r.lot_id = lot.id
), noted as (
    insert into identity.audit_log (at, actor_id, action, ip, user_agent, request_id, details)
    select :now, :actor_id, 'stock_received', :ip, :user_agent, :request_id,
        jsonb_build_object('lot_id', lot.id, 'sku', r.sku, 'location', r.location)
    from lot
    join receipt r on r.lot_id = lot.id
    where :actor_id is not null
)
select coalesce(bool_or(variant_id is null), false) as sku_unknown,
    coalesce(bool_or(location_id is null), false) as location_unknown
from receipt;

--! add_location
insert into catalog.locations (id, code, name) values (:id, :code, :name)
on conflict (code) do nothing
returning id;

--! skus_without_good_lots
-- A lot that is sold out but still good counts: what sold well is not restocked by a command.
select v.sku
from catalog.variants v
where not exists (select from catalog.lots l where l.variant_id = v.id and l.best_before > :today::date);
