-- What staff do to the catalogue: categories have a version, products have pictures.

alter table catalog.categories add column version bigint not null default 1;

-- No path is longer than this: it is read aloud in a page's head.
create function catalog.bound_tree() returns trigger language plpgsql as $$
begin
    -- The tree is locked by now: catalog.build_shelves has been here.
    if exists (select from catalog.shelves group by category_id having count(*) > 6) then
        raise exception using errcode = 'check_violation', constraint = 'categories_depth',
            schema = 'catalog', table = 'categories', message = 'a category would lie too deep';
    end if;
    return null;
end $$;
-- Named to come after categories_build_shelves, which is fired first by the alphabet.
create trigger categories_depth after insert or update of parent_id on catalog.categories
    for each statement execute function catalog.bound_tree();

-- The object's key in the bucket of images; its address is the stage's business. No picture was ever attached.
alter table catalog.product_images drop column url;
alter table catalog.product_images
    add column key text not null constraint product_images_key_key unique,
    -- What it shows, for those who do not see it.
    add column alt_id text not null default '',
    add column alt_en text not null default '';

-- Pictures that nobody shows any more, whoever's they were: noted in the transaction that lets go of them, and
-- forgotten once the object is gone from the bucket.
alter table identity.discarded_photos set schema platform;
alter table platform.discarded_photos rename to discarded_images;
alter table platform.discarded_images rename column photo_key to key;
alter index platform.discarded_photos_age rename to discarded_images_age;

-- Staff list products newest first, of one status or all, and look for a part of a name, a slug or a SKU.
create index products_newest on catalog.products (created_at desc, id desc);
create index products_status on catalog.products (status, created_at desc, id desc);
create index products_fragments on catalog.products
    using gin (lower(name_id || ' ' || name_en || ' ' || slug) gin_trgm_ops);
create index variants_sku_fragments on catalog.variants using gin (lower(sku) gin_trgm_ops);
