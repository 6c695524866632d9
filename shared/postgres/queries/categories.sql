--! category_tree : (parent_id?)
-- A category shows when every category above it does, too.
with recursive shown as (
    select id, parent_id, slug, name_id, name_en, icon, position
    from catalog.categories
    where parent_id is null and active
    union all
    select c.id, c.parent_id, c.slug, c.name_id, c.name_en, c.icon, c.position
    from shown s
    join catalog.categories c on c.parent_id = s.id
    where c.active
)
select id, parent_id, slug, name_id, name_en, icon from shown order by position, slug;
