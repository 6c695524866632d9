//! The catalogue in PostgreSQL as shoppers read it.

mod bits;

use self::bits::{Bits, UNITS};
use crate::database::adapter;
use crate::error::{broken, from_postgres};
use crate::products_json::{CategoryRow, CountRow, ItemRow, VariantRow, categories, counts, rows};
use domain::catalog::{
    Bilingual, CategoryName, Count, Facets, Listing, Listings, PriceRange, Product, ProductFilter,
    ProductKey, Search, Season, Slug, Sort, Suggestion, UnfinishedSearch, shop_date,
};
use domain::{Language, Money, Page, PageRequest, StoreError};
use postgres_queries::client::Params;
use postgres_queries::queries::listings::{
    self, FindListing, ListListings, ListListingsParams, SuggestListings, SuggestListingsParams,
};
use time::OffsetDateTime;
use uuid::Uuid;

/// The statements have a branch for each case, of which one runs: planned for the values of each request, they
/// would take longer to plan than to run. What they read is in memory, where going by an index costs what reading on
/// costs: by the default, a few changed pages make the planner read the whole table instead.
const PLAN_ONCE: &str = "set plan_cache_mode = force_generic_plan; set random_page_cost = 1.1";

adapter! {
    /// [`Listings`] in PostgreSQL.
    PgListings
}

impl Listings for PgListings {
    async fn list(
        &self,
        filter: &ProductFilter,
        sort: Sort,
        language: Language,
        page: &PageRequest<ProductKey>,
        now: OffsetDateTime,
    ) -> Result<Listing, StoreError> {
        let month = u8::from(shop_date(now).month());
        // Without words nothing is more relevant than anything else.
        let order = match (sort, &filter.search) {
            (Sort::Relevance, None) => Sort::Newest,
            (sort, _) => sort,
        };
        let whole = is_counted(filter);
        let bits = Bits::of(filter, month);
        let parameters = ListListingsParams {
            words: filter.search.as_ref().map(Search::words),
            category: filter.category.as_ref().map(Slug::as_str),
            origin: filter.origin.as_deref(),
            in_stock: filter.in_stock,
            mask: bits.mask,
            wanted: bits.wanted,
            stock: bits.stock,
            sold_out: bits.sold_out,
            units: bits.units,
            least: bits.least,
            most: bits.most,
            packed_least: bits.packed_least,
            packed_most: bits.packed_most,
            stocked: bits.stocked,
            whole,
            // So many fit that the page is soon full when they are gone through in order.
            ordered: whole
                && (filter.in_stock != Some(false)
                    || matches!(order, Sort::Newest | Sort::BestSelling)),
            sort: order.as_str(),
            this_month: i32::from(month),
            after_rank: page.after.as_ref().map_or(i64::MIN, |key| key.rank),
            after_id: page
                .after
                .as_ref()
                .map_or_else(Uuid::nil, |key| key.product.uuid()),
            limit: i64::from(page.limit) + 1,
            language: configuration(language),
        };
        let client = self.0.client().await?;
        let (planned, found) = tokio::join!(
            biased;
            client.batch_execute(PLAN_ONCE),
            async { listings::list_listings().params(&client, &parameters).one().await },
        );
        planned.map_err(from_postgres)?;
        let found = found.map_err(from_postgres)?;
        let cards = rows::<ItemRow>(found.items.clone())?
            .into_iter()
            .map(|row| row.card(sort))
            .collect::<Result<_, _>>()?;
        Ok(Listing {
            page: Page::cut(cards, page.limit, |card| card.key.clone()),
            corrected: found.corrected.clone(),
            facets: facets(found)?,
        })
    }

    async fn find(&self, slug: &Slug) -> Result<Option<Product>, StoreError> {
        let client = self.0.client().await?;
        let found = listings::find_listing()
            .bind(&client, &slug.as_str())
            .opt()
            .await
            .map_err(from_postgres)?;
        found.map(product).transpose()
    }

    async fn suggest(
        &self,
        search: &UnfinishedSearch,
        limit: u8,
    ) -> Result<Vec<Suggestion>, StoreError> {
        let parameters = SuggestListingsParams {
            last: search.last(),
            former: search.former(),
            limit: i64::from(limit),
        };
        let client = self.0.client().await?;
        let (planned, found) = tokio::join!(
            biased;
            client.batch_execute(PLAN_ONCE),
            async { listings::suggest_listings().params(&client, &parameters).all().await },
        );
        planned.map_err(from_postgres)?;
        found
            .map_err(from_postgres)?
            .into_iter()
            .map(suggestion)
            .collect()
    }
}

/// Whether the counts that are kept of the whole catalogue tell what is asked.
fn is_counted(filter: &ProductFilter) -> bool {
    let ProductFilter {
        search,
        category,
        min_price,
        max_price,
        unit,
        origin,
        organic: _,
        in_stock: _,
        in_season: _,
    } = filter;
    search.is_none()
        && category.is_none()
        && min_price.is_none()
        && max_price.is_none()
        && unit.is_none()
        && origin.is_none()
}

/// PostgreSQL's text search configuration for a language.
const fn configuration(language: Language) -> &'static str {
    match language {
        Language::Id => "indonesian",
        Language::En => "english",
    }
}

fn facets(found: ListListings) -> Result<Facets, StoreError> {
    let mut unit = existing(UNITS, &found.units);
    unit.sort_by_key(|counted| (-counted.count, counted.value.as_str()));
    let price = found.lowest_price.zip(found.highest_price);
    Ok(Facets {
        category: categories(rows::<CategoryRow>(found.categories)?)?,
        unit,
        organic: existing([true, false], &found.organic),
        in_stock: existing([true, false], &found.in_stock),
        in_season: existing([true], &[found.in_season]),
        origin: counts(rows::<CountRow<String>>(found.origins)?),
        price: price.map(|(min, max)| PriceRange {
            min: Money::rupiah(min),
            max: Money::rupiah(max),
        }),
    })
}

/// Values beside their counts, without those that nothing has.
fn existing<T>(values: impl IntoIterator<Item = T>, counts: &[Option<i64>]) -> Vec<Count<T>> {
    values
        .into_iter()
        .zip(counts)
        .filter_map(|(value, count)| Some((value, (*count)?)))
        .filter(|(_, count)| *count > 0)
        .map(|(value, count)| Count { value, count })
        .collect()
}

fn suggestion(row: SuggestListings) -> Result<Suggestion, StoreError> {
    let slug = Slug::parse(&row.slug).map_err(broken)?;
    let name = Bilingual {
        id: row.name_id,
        en: row.name_en,
    };
    Ok(match row.kind.as_str() {
        "category" => Suggestion::Category(CategoryName { slug, name }),
        _ => Suggestion::Product {
            slug,
            name,
            image: row.image,
        },
    })
}

fn product(row: FindListing) -> Result<Product, StoreError> {
    Ok(Product {
        id: row.id.into(),
        slug: Slug::parse(&row.slug).map_err(broken)?,
        name: Bilingual {
            id: row.name_id,
            en: row.name_en,
        },
        description: Bilingual {
            id: row.description_id,
            en: row.description_en,
        },
        storage_advice: Bilingual {
            id: row.storage_advice_id,
            en: row.storage_advice_en,
        },
        category_path: rows::<CategoryRow>(row.category_path)?
            .into_iter()
            .map(CategoryRow::name)
            .collect::<Result<_, _>>()?,
        origin: row.origin,
        organic: row.organic,
        shelf_life_days: row.shelf_life_days,
        season: Season::parse(row.season_months).map_err(broken)?,
        tax_rate: row.tax_rate_bp,
        images: row.images,
        offers: rows::<VariantRow>(row.variants)?
            .into_iter()
            .map(VariantRow::offer)
            .collect::<Result<_, _>>()?,
    })
}
