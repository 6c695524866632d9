-- How what a shopper types becomes what the catalogue knows: synonyms that staff keep, slips of the finger.
create extension if not exists fuzzystrmatch;

-- What a word is in the catalogue's texts: its stem in either language. Words are small letters and digits.
create function catalog.lexemes(word text) returns text[] language sql immutable parallel safe as $$
    select case when ts_lexize('english_stem', word) <@ ts_lexize('indonesian_stem', word)
        then ts_lexize('indonesian_stem', word)
        else ts_lexize('indonesian_stem', word) || ts_lexize('english_stem', word) end
$$;

create function catalog.any_lexeme(lexemes text[]) returns tsquery language sql immutable strict parallel safe as $$
    select ('''' || array_to_string(lexemes, ''' | ''') || '''')::tsquery
$$;

create aggregate catalog.any_of(tsquery) (sfunc = tsquery_or, stype = tsquery, parallel = safe);
create aggregate catalog.all_of(tsquery) (sfunc = tsquery_and, stype = tsquery, parallel = safe);

-- The functions below are in PL/pgSQL because a session plans their statements once; those in SQL are planned for
-- each statement that calls them.

-- The words one after the other.
create function catalog.phrase(words text[]) returns tsquery language plpgsql immutable strict parallel safe as $$
declare
    phrase tsquery := catalog.any_lexeme(catalog.lexemes(words[1]));
begin
    for i in 2..cardinality(words) loop
        phrase := phrase <-> catalog.any_lexeme(catalog.lexemes(words[i]));
    end loop;
    return phrase;
end $$;

-- The forms by which words are compared, so that `chillies` is `chilli`; Indonesian knows no plural.
create function catalog.stems(words text[]) returns text[] language plpgsql immutable strict parallel safe as $$
declare
    stems text[] := '{}';
    word text;
begin
    foreach word in array words loop
        stems := stems || coalesce((ts_lexize('english_stem', word))[1], word);
    end loop;
    return stems;
end $$;

-- Terms for one thing; whichever is typed, all are looked for. Terms are as catalog.plain writes them.
create table catalog.synonyms (
    term text primary key constraint synonyms_term_is_plain check (term = catalog.plain(term) and term <> ''),
    -- Terms of one number mean the same.
    set_number integer not null,
    position integer not null,
    words text[] not null generated always as (string_to_array(term, ' ')) stored,
    stems text[] not null generated always as (catalog.stems(string_to_array(term, ' '))) stored,
    query tsquery not null generated always as (catalog.phrase(string_to_array(term, ' '))) stored
);

-- The version of all synonyms together, since they are edited together: one row, which whoever edits them locks.
create table catalog.synonyms_version (
    one boolean primary key default true check (one),
    version bigint not null default 1
);
insert into catalog.synonyms_version default values;

insert into catalog.synonyms (term, set_number, position)
select term, set_number, position
from (values
    (1, array['bayam', 'bayem', 'spinach', 'amaranth']),
    (2, array['brokoli', 'broccoli']),
    (3, array['cabai', 'cabe', 'lombok', 'chili', 'chilli', 'chilies', 'chillies']),
    (4, array['caisim', 'caisin', 'sawi hijau', 'sesawi', 'choy sum']),
    (5, array['jahe', 'ginger']),
    (6, array['kecambah', 'tauge', 'toge', 'taoge', 'bean sprouts', 'beansprouts']),
    (7, array['kol', 'kubis', 'cabbage']),
    (8, array['kunyit', 'kunir', 'turmeric']),
    (9, array['lengkuas', 'laos', 'galangal']),
    (10, array['mentimun', 'timun', 'ketimun', 'cucumber']),
    (11, array['pakcoy', 'pokcoy', 'bokcoy', 'pak coy', 'pak choi', 'pak choy', 'bok choy', 'bokchoy']),
    (12, array['pare', 'paria', 'peria', 'bitter melon', 'bitter gourd']),
    (13, array['serai', 'sereh', 'sere', 'lemongrass', 'lemon grass']),
    (14, array['singkong', 'ketela', 'ubi kayu', 'cassava']),
    (15, array['terong', 'terung', 'eggplant', 'aubergine', 'brinjal']),
    (16, array['telur', 'telor', 'endog', 'egg']),
    (17, array['daun bawang', 'bawang prei', 'bawang daun', 'loncang', 'spring onion', 'scallion', 'leek']),
    (18, array['bawang merah', 'brambang', 'shallot']),
    (19, array['bawang bombai', 'bawang bombay', 'onion']),
    (20, array['kembang kol', 'bunga kol', 'kol bunga', 'blumkol', 'cauliflower']),
    (21, array['buncis', 'green beans', 'french beans', 'string beans']),
    (22, array['kacang panjang', 'long beans', 'yardlong beans']),
    (23, array['labu siam', 'jipang', 'manisa', 'chayote']),
    (24, array['labu kuning', 'waluh', 'labu parang', 'pumpkin']),
    (25, array['oyong', 'gambas', 'ridged gourd', 'luffa']),
    (26, array['seledri', 'daun sop', 'celery']),
    (27, array['ubi jalar', 'ubi', 'sweet potato']),
    (28, array['kentang', 'potato', 'potatoes']),
    (29, array['alpukat', 'avokad', 'apokat', 'avocado']),
    (30, array['pepaya', 'papaya', 'kates']),
    (31, array['stroberi', 'strawberry', 'arbei']),
    (32, array['jeruk purut', 'kaffir lime', 'makrut lime']),
    (33, array['daun kelor', 'kelor', 'moringa', 'marunggai']),
    (34, array['jamur', 'mushroom', 'cendawan']),
    (35, array['tahu', 'tofu']),
    (36, array['jagung muda', 'putren', 'baby corn', 'janggel']),
    (37, array['wortel', 'carrot']),
    (38, array['tomat', 'tomato']),
    (39, array['selada', 'salada', 'lettuce']),
    (40, array['kapri', 'kacang polong muda', 'snow peas']),
    (41, array['bit', 'beetroot', 'beet']),
    (42, array['kemangi', 'lemon basil', 'basil']),
    (43, array['nanas', 'nenas', 'pineapple']),
    (45, array['kangkung', 'kangkong', 'water spinach', 'morning glory']),
    (44, array['buah naga', 'dragon fruit', 'pitaya'])
) as sets (set_number, terms)
cross join unnest(terms) with ordinality as listed (term, position);

-- Whether neighbouring letters changed places.
create function catalog.swapped(typed text, word text) returns boolean language plpgsql immutable parallel safe as $$
begin
    if length(typed) = length(word) then
        for k in 1..length(typed) - 1 loop
            if overlay(typed placing reverse(substr(typed, k, 2)) from k for 2) = word then
                return true;
            end if;
        end loop;
    end if;
    return false;
end $$;

-- The word that was meant: the nearest that the goods' names or the synonyms know, none when nothing is near. One
-- slip is forgiven in a word of four letters, two in a longer one, three in a very long one if what is left looks
-- alike; a short word keeps its first letter.
create function catalog.mend(typed text) returns text language plpgsql stable
-- Whoever asks for one word wants an index; the planner cannot know how rare a word is.
set enable_seqscan = off set jit = off set plan_cache_mode = force_generic_plan as $$
begin
    return (
        select known.word
        from (
            select word, true from catalog.words
            where left(word, 1) = left(typed, 1) and length(word) between length(typed) - 2 and length(typed) + 2
            union
            select word, true from catalog.words where word % typed
            union
            select unnest(words), false from catalog.synonyms
        ) as known (word, of_goods)
        cross join lateral (
            select levenshtein_less_equal(typed, known.word, 3) as slips, similarity(typed, known.word) as likeness
        ) as near
        cross join lateral (select near.slips = 2 and catalog.swapped(typed, known.word) as swapped) as letters
        where length(typed) >= 4 and length(known.word) >= 3
            and (length(typed) >= 6 or left(known.word, 1) = left(typed, 1))
            and (near.slips <= 1
                or letters.swapped
                or (near.slips = 2 and length(typed) >= 6 and near.likeness >= 0.4)
                or (near.slips = 3 and length(typed) >= 9 and near.likeness >= 0.45))
        order by case when letters.swapped then 0 else near.slips end, near.likeness desc, known.of_goods desc,
            known.word
        limit 1
    );
end $$;

-- Whether the goods have the word, or the synonyms.
create function catalog.knows(typed text) returns boolean language plpgsql stable as $$
begin
    return exists (select from catalog.words where word = typed)
        or exists (select from catalog.synonyms where (catalog.stems(array[typed]))[1] = any (stems))
        or exists (select from catalog.listings where shown and search @@ catalog.any_lexeme(catalog.lexemes(typed)));
end $$;

-- What the words are that begin as somebody began to type; none when there are none.
create function catalog.finish(typed text) returns tsquery language plpgsql stable as $$
begin
    return (
        select catalog.any_of(catalog.any_lexeme(catalog.lexemes(begun.word)))
        from (
            select distinct word from catalog.words
            where length(typed) >= 3 and word > typed and word < typed || U&'\FFFF'
            limit 20
        ) as begun
    );
end $$;

-- The two words that were typed as one.
create function catalog.part(typed text) returns text[] language plpgsql stable as $$
begin
    for k in 3..length(typed) - 3 loop
        if exists (select from catalog.words where word = left(typed, k))
            and exists (select from catalog.words where word = substr(typed, k + 1)) then
            return array[left(typed, k), substr(typed, k + 1)];
        end if;
    end loop;
    return null;
end $$;

-- What the typed words (small letters and digits) look for. `query` is everything; `exact` and `beginning` are
-- patterns of the names (catalog.listings.names) that are what was typed, or begin with it; `corrected` is what was
-- looked for where that is not what was typed. All words must be found together; where no product has them all,
-- any of them, if at least half are known. Without regard to filters, so that facets count what they say.
create function catalog.understand(typed text[])
returns table (query tsquery, exact text[], beginning text[], corrected text) language plpgsql stable
set enable_seqscan = off set jit = off set plan_cache_mode = force_generic_plan as $$
declare
    -- What says nothing of the goods; English brings such a list of its own.
    fillers constant text[] := '{dan,atau,yang,untuk,di,ke,dari,dengan,ini,itu,beli,jual,harga}';
    said text[] := '{}';
    asked text[] := '{}';
    -- By the place of a word among those asked for: what it would begin.
    begun tsquery[] := '{}';
    forms text[];
    known integer := 0;
    mended boolean := false;
    given text;
    meant text[];
    finished tsquery;
    parts tsquery[] := '{}';
    part tsquery;
    names text[] := '{""}';
    found record;
    i integer := 1;
begin
    foreach given in array typed loop
        if cardinality(typed) > 1
            and (given = any (fillers) or ts_lexize('english_stem', given) = '{}')
            and not exists (select from catalog.words w where w.word = given) then
            said := said || given;
            continue;
        end if;
        meant := array[given];
        finished := null;
        if not catalog.knows(given) then
            finished := catalog.finish(given);
            if finished is null then
                meant := coalesce(catalog.part(given), array[catalog.mend(given)]);
                if meant[1] is null then
                    meant := array[given];
                    known := known - 1;
                else
                    mended := true;
                end if;
            end if;
        end if;
        known := known + 1;
        begun[cardinality(asked) + 1] := finished;
        asked := asked || meant;
        said := said || meant;
    end loop;
    forms := catalog.stems(asked);
    while i <= cardinality(asked) loop
        -- The longest term that stands here.
        select s.set_number, cardinality(s.stems) as length into found
        from catalog.synonyms s
        where s.stems = forms[i : i + cardinality(s.stems) - 1]
        order by length desc
        limit 1;
        if found.set_number is null then
            part := coalesce(begun[i], catalog.any_lexeme(catalog.lexemes(asked[i])));
            names := array(select n || ' ' || asked[i] from unnest(names) n);
            i := i + 1;
        else
            part := (select catalog.all_of(catalog.any_lexeme(catalog.lexemes(w)))
                    from unnest(asked[i : i + found.length - 1]) w)
                || (
                    -- Another name of the thing, but not as a part of another thing's: kol is no kembang kol.
                    select catalog.any_of(case when others.query is null then s.query else s.query && !!others.query end)
                    from catalog.synonyms s
                    cross join lateral (
                        select catalog.any_of(o.query) as query
                        from catalog.synonyms o
                        where o.set_number <> s.set_number and o.words @> s.words
                    ) as others
                    where s.set_number = found.set_number
                );
            names := array(
                select n || ' ' || s.term
                from unnest(names) n
                cross join catalog.synonyms s
                where s.set_number = found.set_number
                limit 40);
            i := i + found.length;
        end if;
        parts := parts || part;
    end loop;
    query := (select catalog.all_of(p) from unnest(parts) p);
    if cardinality(parts) > 1 and known * 2 >= cardinality(typed)
        and not exists (select from catalog.listings l where l.shown and l.search @@ understand.query) then
        query := (select catalog.any_of(p) from unnest(parts) p);
    end if;
    exact := array(select '%|' || n || ' |%' from unnest(names) n);
    beginning := array(select '%|' || n || '%' from unnest(names) n);
    corrected := case when mended then array_to_string(said, ' ') end;
    return next;
end $$;
