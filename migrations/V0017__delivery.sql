-- Delivery as staff run it: zones and weekly windows that are edited, and windows that hold so many kilograms
-- beside so many orders.
create extension if not exists btree_gist;

alter table orders.zones add column version bigint not null default 1;
create index zone_prefixes_zone on orders.zone_prefixes (zone_id);

create type orders.times as range (subtype = time);

alter table orders.slot_templates
    -- None: no bound on weight.
    add column capacity_grams bigint check (capacity_grams > 0),
    add column active boolean not null default true,
    add column version bigint not null default 1,
    drop constraint slot_templates_key,
    add constraint slot_templates_apart exclude using gist
        (zone_id with =, weekday with =, orders.times(starts, ends) with &&) where (active);
create index slot_templates_zone on orders.slot_templates (zone_id, weekday, starts, id);

-- A slot follows its template as long as it has one. Without one it is history, or kept for the orders in it and
-- closed for others.
alter table orders.slots
    add column template_id uuid references orders.slot_templates on delete set null,
    add column capacity_grams bigint check (capacity_grams > 0),
    add column taken_grams bigint not null default 0,
    add constraint slots_capacity_grams check (taken_grams >= 0 and taken_grams <= capacity_grams),
    add constraint slots_one_a_date unique (template_id, date);
update orders.slots s set template_id = t.id
from orders.slot_templates t
where t.zone_id = s.zone_id and t.weekday = extract(isodow from s.date)
    and t.starts = (s.starts_at at time zone interval '7 hours')::time;

-- What the order took of its slot's weight, so that exactly that is given back.
alter table orders.orders add column weight_grams bigint not null default 0 check (weight_grams >= 0);

-- What one unit weighs. None: nobody has weighed it, and it counts nothing.
alter table catalog.variants add column unit_weight_grams bigint;

create function catalog.weigh_unit() returns trigger language plpgsql as $$
begin
    new.unit_weight_grams := case
        when new.unit = 'kg' then 1000
        when new.unit = 'g' then 1
        -- What was true of a kilogram says nothing of a bunch.
        when tg_op = 'UPDATE' and old.unit in ('kg', 'g') and new.unit_weight_grams = old.unit_weight_grams then null
        else new.unit_weight_grams
    end;
    return new;
end $$;
create trigger variants_weigh_unit before insert or update of unit, unit_weight_grams on catalog.variants
    for each row execute function catalog.weigh_unit();

-- Browsing reads nothing of this: no listing has to be settled.
set local catalog.settling = 'later';
update catalog.variants set unit_weight_grams = case unit when 'kg' then 1000 else 1 end where unit in ('kg', 'g');
set local catalog.settling = '';
alter table catalog.variants add constraint variants_unit_weight check (
    case unit
        when 'kg' then coalesce(unit_weight_grams, 0) = 1000
        when 'g' then coalesce(unit_weight_grams, 0) = 1
        else unit_weight_grams between 1 and 1000000
    end);
