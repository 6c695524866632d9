-- A large market: 10,000 products with 12,500 variants and 25,000 lots, the same every time. Names combine what
-- grows in Indonesia with kinds, qualities and places.
set local catalog.settling = 'later';

create temporary table kinds on commit drop as
select row_number() over () - 1 as n, id, en
from (values
    ('bayam', 'amaranth'), ('kangkung', 'water spinach'), ('sawi', 'mustard greens'), ('pakcoy', 'pak choi'),
    ('kol', 'cabbage'), ('kailan', 'chinese kale'), ('selada', 'lettuce'), ('kemangi', 'lemon basil'),
    ('daun singkong', 'cassava leaves'), ('daun pepaya', 'papaya leaves'), ('daun kelor', 'moringa leaves'),
    ('daun katuk', 'katuk leaves'), ('pakis', 'fiddlehead fern'), ('tomat', 'tomato'), ('terong', 'eggplant'),
    ('leunca', 'black nightshade'), ('paprika', 'bell pepper'), ('timun', 'cucumber'), ('labu siam', 'chayote'),
    ('labu kuning', 'pumpkin'), ('oyong', 'ridged gourd'), ('pare', 'bitter melon'), ('zukini', 'zucchini'),
    ('kacang panjang', 'yardlong beans'), ('buncis', 'green beans'), ('kapri', 'snow peas'), ('tauge', 'bean sprouts'),
    ('jagung', 'corn'), ('brokoli', 'broccoli'), ('kembang kol', 'cauliflower'), ('wortel', 'carrot'),
    ('kentang', 'potato'), ('lobak', 'radish'), ('bit', 'beetroot'), ('singkong', 'cassava'), ('ubi', 'sweet potato'),
    ('talas', 'taro'), ('jamur tiram', 'oyster mushrooms'), ('jamur kuping', 'wood ear'), ('jamur enoki', 'enoki'),
    ('cabai merah', 'red chilli'), ('cabai rawit', 'bird''s eye chilli'), ('bawang merah', 'shallots'),
    ('bawang putih', 'garlic'), ('bawang bombai', 'yellow onion'), ('daun bawang', 'spring onion'),
    ('jahe', 'ginger'), ('kunyit', 'turmeric'), ('lengkuas', 'galangal'), ('kencur', 'aromatic ginger'),
    ('serai', 'lemongrass'), ('daun salam', 'bay leaf'), ('daun jeruk', 'lime leaves'), ('seledri', 'celery'),
    ('pisang', 'banana'), ('pepaya', 'papaya'), ('semangka', 'watermelon'), ('melon', 'melon'), ('jeruk', 'orange'),
    ('apel', 'apple'), ('stroberi', 'strawberries'), ('mangga', 'mango'), ('alpukat', 'avocado'),
    ('nanas', 'pineapple'), ('salak', 'snake fruit'), ('buah naga', 'dragon fruit'), ('jambu', 'guava'),
    ('rambutan', 'rambutan'), ('manggis', 'mangosteen'), ('tempe', 'tempeh'), ('tahu', 'tofu'), ('telur', 'eggs'),
    ('nangka', 'jackfruit'), ('sukun', 'breadfruit'), ('petai', 'stink beans'), ('jengkol', 'jengkol'),
    ('melinjo', 'melinjo'), ('genjer', 'yellow burrhead'), ('bengkuang', 'jicama'), ('belimbing', 'starfruit')
) as kind (id, en);

create temporary table looks on commit drop as
select row_number() over () - 1 as n, id, en
from (values
    ('hijau', 'green'), ('merah', 'red'), ('putih', 'white'), ('ungu', 'purple'), ('kuning', 'yellow'),
    ('muda', 'young'), ('besar', 'large'), ('kecil', 'small'), ('manis', 'sweet'), ('keriting', 'curly'),
    ('lokal', 'local'), ('super', 'prime'), ('hidroponik', 'hydroponic'), ('kupas', 'peeled'), ('mini', 'baby')
) as look (id, en);

create temporary table places on commit drop as
select row_number() over () - 1 as n, name
from (values
    ('Bogor'), ('Lembang'), ('Cianjur'), ('Garut'), ('Dieng'), ('Berastagi'), ('Batu'), ('Malang'), ('Brebes'),
    ('Ciwidey'), ('Pangalengan'), ('Sukabumi'), ('Subang'), ('Sumedang'), ('Magelang'), ('Temanggung'),
    ('Boyolali'), ('Kediri'), ('Blitar'), ('Banyuwangi'), ('Probolinggo'), ('Lumajang'), ('Karo'), ('Kerinci'),
    ('Lampung'), ('Sambas'), ('Sleman'), ('Kebumen'), ('Pemalang'), ('Semarang'), ('Kuningan'), ('Tegal'),
    ('Karawang'), ('Indramayu'), ('Tangerang'), ('Depok'), ('Cirebon'), ('Majalengka'), ('Bandung'), ('Serang')
) as place (name);

-- Eight departments with four shelves each.
insert into catalog.categories (id, parent_id, slug, name_id, name_en, position)
select md5('d' || d)::uuid, null, 'departemen-' || d, 'Departemen ' || d, 'Department ' || d, d
from generate_series(1, 8) d;
insert into catalog.categories (id, parent_id, slug, name_id, name_en, position)
select md5('s' || s)::uuid, md5('d' || s % 8 + 1)::uuid, 'rak-' || s, 'Rak ' || s, 'Shelf ' || s, s
from generate_series(0, 31) s;

insert into catalog.products
    (id, category_id, slug, name_id, name_en, description_id, description_en, origin, organic, shelf_life_days,
     season_months, status, created_at, updated_at)
select md5('p' || p)::uuid, md5('s' || kinds.n % 32)::uuid, 'produk-' || p,
    initcap(kinds.id || ' ' || looks.id || ' ' || places.name), initcap(looks.en || ' ' || kinds.en || ' ' || places.name),
    'Segar dari kebun di ' || places.name || ', dipetik pagi hari. Pas untuk ' ||
        (array['sayur bening', 'tumis', 'sup', 'lalapan', 'sambal', 'gulai'])[p % 6 + 1] || '.',
    'Fresh from the farms of ' || places.name || ', picked in the morning. Right for ' ||
        (array['clear soup', 'stir-fries', 'soups', 'raw sides', 'sambal', 'stews'])[p % 6 + 1] || '.',
    places.name, p % 5 = 0, p % 10 + 1,
    case when p % 7 = 0 then array[p % 12 + 1, (p + 1) % 12 + 1] else '{}'::integer[] end,
    'active', now() - make_interval(mins => p), now()
from generate_series(0, 9999) p
join kinds on kinds.n = p % 80
join looks on looks.n = p / 80 % 15
join places on places.n = p * 7 % 39 + p / 5000;

-- One variant for every product, a second for every fourth.
insert into catalog.variants (id, product_id, sku, unit, step, minimum, maximum, position)
select md5('v' || p || '-' || v)::uuid, md5('p' || p)::uuid, 'P' || p || '-' || v,
    (array['kg', 'ikat', 'pack', 'g', 'buah', 'sisir', 'butir'])[(p + 2 * v) % 7 + 1], 1000, 1000, 20000, v
from generate_series(0, 9999) p
cross join generate_series(1, 2) v
where v = 1 or p % 4 = 0;

insert into catalog.prices (variant_id, starts_at, price)
select id, '-infinity', 2000 + abs(hashtext(sku)) % 480 * 125 from catalog.variants;

insert into catalog.locations (id, code, name) values (md5('l')::uuid, 'gudang', 'Gudang') on conflict do nothing;
-- Two lots a variant; a tenth of the variants has sold out.
insert into catalog.lots (id, variant_id, location_id, received_at, best_before, unit_cost, on_hand)
select md5('l' || v.sku || '-' || l)::uuid, v.id, md5('l')::uuid, now(),
    catalog.shop_date(now()) + 2 + (abs(hashtext(v.sku)) + 3 * l) % 20, 1000,
    case when abs(hashtext(v.sku)) % 10 = 0 then 0 else 20000 end
from catalog.variants v
cross join generate_series(1, 2) l;

select catalog.settle_products(array(select id from catalog.products order by id));
-- What sells best is told by a schedule, not by triggers.
update catalog.listings set best_selling = -(abs(hashtext(product_id::text)) % 1000);
