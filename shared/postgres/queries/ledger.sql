--! move_stock (order_id?, actor_id?)
-- Changes lots and writes the ledger in one statement: there is no way to do one without the other. The caller
-- has locked the lots; a change that the lots' checks refuse fails the statement. A lot stands once at most.
with moves as (
    select * from unnest(:ids::uuid[], :lot_ids::uuid[], :on_hand_deltas::bigint[], :reserved_deltas::bigint[])
        as m (id, lot_id, on_hand_delta, reserved_delta)
), moved as (
    update catalog.lots t
    set on_hand = t.on_hand + m.on_hand_delta, reserved = t.reserved + m.reserved_delta
    from moves m where t.id = m.lot_id
    returning m.id, t.id as lot_id, m.on_hand_delta, m.reserved_delta
)
insert into catalog.stock_movements
    (id, lot_id, kind, on_hand_delta, reserved_delta, order_id, actor_id, reason, moved_at)
select id, lot_id, :kind, on_hand_delta, reserved_delta, :order_id, :actor_id, :reason, :now
from moved;
