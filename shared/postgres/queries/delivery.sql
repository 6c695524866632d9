-- Zones, windows that come again, and the slots that are made of them.
--
-- Who changes a zone locks the map of postcodes, then the zone, then its templates; who changes a template locks its
-- zone, then the template, then its slots; who makes slots locks the templates. Nobody waits in a circle.
--: Zone(free_above?, cod_maximum?)
--: Template(capacity_grams?)

--! list_zones (after_name?) : Zone
select z.id, z.name, z.fee, z.free_above, z.minimum_order, z.cod_maximum, z.active, z.version,
    array(select p.prefix from orders.zone_prefixes p where p.zone_id = z.id order by p.prefix) as prefixes
from orders.zones z
where :after_name::text is null or z.name > :after_name
order by z.name
limit :limit::bigint;

--! lock_zone_prefixes
-- Whoever changes the map of postcodes waits for whoever is changing it: two zones could take each other's. Readers
-- do not wait.
lock table orders.zone_prefixes in share row exclusive mode;

--! lock_zone : Zone
select z.id, z.name, z.fee, z.free_above, z.minimum_order, z.cod_maximum, z.active, z.version,
    array(select p.prefix from orders.zone_prefixes p where p.zone_id = z.id order by p.prefix) as prefixes
from orders.zones z
where z.id = :id
for no key update;

--! zone_conflicts (name?)
-- What may stand in the way of a zone with this name and these postcodes, or of its end.
select exists (select from orders.zones where name = :name and id <> :id) as "name_taken",
    exists (select from orders.slots where zone_id = :id)
        or exists (select from orders.slot_templates where zone_id = :id) as "in_use",
    array(
        select prefix from orders.zone_prefixes where prefix = any (:prefixes::text[]) and zone_id <> :id
    ) as "taken_prefixes";

--! insert_zone (free_above?, cod_maximum?)
insert into orders.zones (id, name, fee, free_above, minimum_order, cod_maximum, active)
values (:id, :name, :fee, :free_above, :minimum_order, :cod_maximum, :active);

--! update_zone (free_above?, cod_maximum?)
update orders.zones
set name = :name, fee = :fee, free_above = :free_above, minimum_order = :minimum_order,
    cod_maximum = :cod_maximum, active = :active, version = version + 1
where id = :id;

--! set_prefixes
-- The zone has these from now on. They are free: who changes zones holds the map.
with gone as (
    delete from orders.zone_prefixes where zone_id = :zone_id and prefix <> all (:prefixes::text[])
)
insert into orders.zone_prefixes (prefix, zone_id)
select prefix, :zone_id from unnest(:prefixes::text[]) prefix
on conflict (prefix) do nothing;

--! delete_zone
-- Its postcodes go with it.
delete from orders.zones where id = :id;

--! add_zone (free_above?, cod_maximum?, capacities_grams[?])
-- A zone with its postcodes and windows, or nothing when the name is taken; a postcode stays with the zone that
-- has it.
with zone as (
    insert into orders.zones (id, name, fee, free_above, minimum_order, cod_maximum)
    values (:id, :name, :fee, :free_above, :minimum_order, :cod_maximum)
    on conflict (name) do nothing
    returning id
), prefixes as (
    insert into orders.zone_prefixes (prefix, zone_id)
    select prefix, zone.id from zone cross join unnest(:prefixes::text[]) prefix
    on conflict (prefix) do nothing
)
insert into orders.slot_templates
    (id, zone_id, weekday, starts, ends, capacity, capacity_grams, cutoff_minutes, active)
select t.id, zone.id, t.weekday, t.starts, t.ends, t.capacity, t.capacity_grams, t.cutoff_minutes, t.active
from zone cross join unnest(:template_ids::uuid[], :weekdays::smallint[], :starts::time[], :ends::time[],
                            :capacities::integer[], :capacities_grams::bigint[], :cutoffs::integer[],
                            :actives::boolean[])
    as t (id, weekday, starts, ends, capacity, capacity_grams, cutoff_minutes, active);

--! list_templates (zone_id?, after_zone?, after_weekday?, after_starts?, after_id?) : Template
select id, zone_id, weekday, starts, ends, capacity, capacity_grams, cutoff_minutes, active, version
from orders.slot_templates
where (:zone_id::uuid is null or zone_id = :zone_id)
    and (:after_id::uuid is null or (zone_id, weekday, starts, id)
        > (:after_zone::uuid, :after_weekday::smallint, :after_starts::time, :after_id))
order by zone_id, weekday, starts, id
limit :limit::bigint;

--! lock_templates (zone_id?) : Template
-- Those that slots are made from: of one zone, or of all that are delivered to.
select t.id, t.zone_id, t.weekday, t.starts, t.ends, t.capacity, t.capacity_grams, t.cutoff_minutes, t.active,
    t.version
from orders.slot_templates t
join orders.zones z on z.id = t.zone_id
where t.active and case when :zone_id::uuid is null then z.active else z.id = :zone_id end
order by t.id
for update of t;

--! lock_template_zone (zone_id?, template_id?)
-- A zone's windows are changed by one at a time.
select z.id from orders.zones z
where z.id = coalesce(:zone_id, (select t.zone_id from orders.slot_templates t where t.id = :template_id))
for no key update;

--! lock_template (id?) : Template
select id, zone_id, weekday, starts, ends, capacity, capacity_grams, cutoff_minutes, active, version
from orders.slot_templates
where id = :id
for update;

--! insert_template (capacity_grams?)
insert into orders.slot_templates
    (id, zone_id, weekday, starts, ends, capacity, capacity_grams, cutoff_minutes, active)
values (:id, :zone_id, :weekday, :starts, :ends, :capacity, :capacity_grams, :cutoff_minutes, :active);

--! update_template (capacity_grams?)
update orders.slot_templates
set weekday = :weekday, starts = :starts, ends = :ends, capacity = :capacity, capacity_grams = :capacity_grams,
    cutoff_minutes = :cutoff_minutes, active = :active, version = version + 1
where id = :id;

--! delete_template
delete from orders.slot_templates where id = :id;

--! lock_slots
-- The template's slots to come, so that the next statements see all that was taken of them.
select id from orders.slots where template_id = :template_id and starts_at > :now order by id for update;

--! drop_slots
-- Those of other dates go when no order, not even a cancelled one, tells of them.
delete from orders.slots s
where s.template_id = :template_id and s.starts_at > :now and s.date <> all (:dates::date[])
    and s.taken = 0 and not exists (select from orders.orders o where o.slot_id = s.id);

--! close_slots
-- Those of other dates that stay are for the orders in them alone.
update orders.slots
set template_id = null, cutoff_at = least(cutoff_at, :now)
where template_id = :template_id and starts_at > :now and date <> all (:dates::date[]);

--! reshape_slots (capacities_grams[?])
-- A slot in which nobody has a seat gets the window, unless another slot of the zone is in its way; one with orders
-- keeps the window they were promised. Capacities never fall below what is taken.
update orders.slots s
set starts_at = w.starts_at, ends_at = w.ends_at, cutoff_at = w.starts_at - w.cutoff,
    capacity = greatest(w.capacity, s.taken),
    capacity_grams = case when w.capacity_grams is not null then greatest(w.capacity_grams, s.taken_grams) end
from (
    select o.id, n.starts_at - n.cutoff_at as cutoff, n.capacity, n.capacity_grams,
        case when moves then n.starts_at else o.starts_at end as starts_at,
        case when moves then n.ends_at else o.ends_at end as ends_at
    from unnest(:template_ids::uuid[], :dates::date[], :starts::timestamptz[], :ends::timestamptz[],
                :cutoffs::timestamptz[], :capacities::integer[], :capacities_grams::bigint[])
        as n (template_id, date, starts_at, ends_at, cutoff_at, capacity, capacity_grams)
    join orders.slots o on o.template_id = n.template_id and o.date = n.date and o.starts_at > :now
    cross join lateral (
        select o.taken = 0 and not exists (
            select from orders.slots other
            where other.zone_id = o.zone_id and other.id <> o.id
                and other.starts_at < n.ends_at and other.ends_at > n.starts_at
        ) as moves
    ) as free
) as w
where s.id = w.id;

--! add_slots (capacities_grams[?])
-- One a template and date, where no slot of another template is in its way. A slot that exists keeps its id and what
-- is taken of it; one that was left by its template goes on with this one.
insert into orders.slots as s
    (id, template_id, zone_id, date, starts_at, ends_at, cutoff_at, capacity, capacity_grams)
select n.*
from unnest(:ids::uuid[], :template_ids::uuid[], :zone_ids::uuid[], :dates::date[], :starts::timestamptz[],
            :ends::timestamptz[], :cutoffs::timestamptz[], :capacities::integer[], :capacities_grams::bigint[])
    as n (id, template_id, zone_id, date, starts_at, ends_at, cutoff_at, capacity, capacity_grams)
where not exists (select from orders.slots o where o.template_id = n.template_id and o.date = n.date)
    and not exists (
        select from orders.slots o
        where o.zone_id = n.zone_id and o.template_id <> n.template_id
            and o.starts_at < n.ends_at and o.ends_at > n.starts_at)
on conflict (zone_id, starts_at) do update
set template_id = excluded.template_id,
    ends_at = case when s.taken = 0 then excluded.ends_at else s.ends_at end,
    cutoff_at = excluded.cutoff_at,
    capacity = greatest(excluded.capacity, s.taken),
    capacity_grams = case
        when excluded.capacity_grams is not null then greatest(excluded.capacity_grams, s.taken_grams) end
where s.template_id is null;
