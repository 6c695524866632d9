-- Facets of the whole catalogue were counted from every listing, twice. Listings that look alike to the facets are few:
-- they are counted as they change, and what changed is added up each minute (catalog.count_listings). Nobody who
-- changes a listing waits for anybody else's count.

create table catalog.counts_by_category (
    category_id uuid,
    traits bigint,
    n bigint not null,
    primary key (category_id, traits)
);
create table catalog.counts_by_origin (
    origin text collate "C",
    traits bigint,
    n bigint not null,
    primary key (origin, traits)
);
-- Shown listings that came (n above 0) or went since: what is true is the counts and these together, in any snapshot.
create table catalog.uncounted (
    category_id uuid not null,
    traits bigint not null,
    origin text collate "C" not null,
    n bigint not null
);

create function catalog.listings_changed() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        insert into catalog.uncounted
        select category_id, traits, origin, count(*) from changed where shown group by category_id, traits, origin;
    elsif tg_op = 'TRUNCATE' then
        delete from catalog.uncounted;
        delete from catalog.counts_by_category;
        delete from catalog.counts_by_origin;
    elsif tg_op = 'DELETE' then
        insert into catalog.uncounted
        select category_id, traits, origin, -count(*) from was where shown group by category_id, traits, origin;
    else
        insert into catalog.uncounted
        select category_id, traits, origin, sum(n)
        from (
            select category_id, traits, origin, -1 as n from was where shown
            union all
            select category_id, traits, origin, 1 from changed where shown
        ) as moved
        group by category_id, traits, origin
        having sum(n) <> 0;
    end if;
    return null;
end $$;
create trigger listings_added after insert on catalog.listings
    referencing new table as changed for each statement execute function catalog.listings_changed();
create trigger listings_moved after update on catalog.listings
    referencing old table as was new table as changed for each statement execute function catalog.listings_changed();
create trigger listings_removed after delete on catalog.listings
    referencing old table as was for each statement execute function catalog.listings_changed();
create trigger listings_emptied after truncate on catalog.listings
    for each statement execute function catalog.listings_changed();

-- Adds up what has changed; answers how many rows that were. One at a time: whoever comes second leaves it to the first.
create function catalog.count_listings() returns bigint language plpgsql as $$
declare
    added bigint;
begin
    if not pg_try_advisory_xact_lock(hashtextextended('catalog.count_listings', 0)) then
        return 0;
    end if;
    with taken as (
        delete from catalog.uncounted returning category_id, traits, origin, n
    ), by_category as (
        insert into catalog.counts_by_category as c (category_id, traits, n)
        select category_id, traits, sum(n) from taken group by category_id, traits having sum(n) <> 0
        on conflict (category_id, traits) do update set n = c.n + excluded.n
    ), by_origin as (
        insert into catalog.counts_by_origin as c (origin, traits, n)
        select origin, traits, sum(n) from taken group by origin, traits having sum(n) <> 0
        on conflict (origin, traits) do update set n = c.n + excluded.n
    )
    select count(*) into added from taken;
    if added > 0 then
        delete from catalog.counts_by_category where n = 0;
        delete from catalog.counts_by_origin where n = 0;
    end if;
    return added;
end $$;

-- Counts everything anew, while nobody changes a listing.
create function catalog.recount_listings() returns void language plpgsql as $$
begin
    lock table catalog.listings in share mode;
    delete from catalog.uncounted;
    delete from catalog.counts_by_category;
    delete from catalog.counts_by_origin;
    insert into catalog.counts_by_category
    select category_id, traits, count(*) from catalog.listings where shown group by category_id, traits;
    insert into catalog.counts_by_origin
    select origin, traits, count(*) from catalog.listings where shown group by origin, traits;
end $$;
select catalog.recount_listings();

drop index catalog.listings_traits, catalog.listings_origins;
