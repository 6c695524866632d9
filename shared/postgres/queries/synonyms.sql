--! list_synonyms
-- All sets in their order, with the version of them all: one row.
select v.version,
    (
        select coalesce(json_agg(terms order by set_number), '[]')
        from (
            select set_number, json_agg(term order by position) as terms
            from catalog.synonyms
            group by set_number
        ) as sets
    ) as sets
from catalog.synonyms_version v;

--! lock_synonyms
-- Whoever replaces the synonyms waits for whoever is replacing them.
select version from catalog.synonyms_version for update;

--! remove_synonyms
delete from catalog.synonyms;

--! add_synonyms
insert into catalog.synonyms (term, set_number, position)
select term, set_number, position
from unnest(:terms::text[], :sets::integer[], :positions::integer[]) as t (term, set_number, position);

--! next_synonyms_version
update catalog.synonyms_version set version = version + 1 returning version;
