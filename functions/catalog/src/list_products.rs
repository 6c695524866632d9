//! `GET /v1/products`: the catalogue, searched, filtered, sorted, page by page.

use crate::BrowseApp;
use crate::bad_parameter::BadParameter;
use crate::listing_view::ListingView;
use domain::catalog::{Listings, ProductFilter, ProductKey, Search, Slug, Sort, Unit};
use domain::failure::bounded_text;
use domain::{Clock, Invalid, Money, PageRequest, SystemClock};
use runtime::{Problem, Reply, Request};
use serde::{Deserialize, Serialize};
use std::hash::{DefaultHasher, Hash, Hasher};

/// What is in stock is never older than this.
const SECONDS: u32 = 5;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Query {
    q: Option<String>,
    category: Option<String>,
    /// Whole rupiah.
    min_price: Option<i64>,
    max_price: Option<i64>,
    organic: Option<bool>,
    in_stock: Option<bool>,
    unit: Option<Unit>,
    origin: Option<String>,
    in_season: Option<bool>,
    sort: Option<Sort>,
    limit: Option<u8>,
    cursor: Option<String>,
}

/// Where a page ends, for this query alone.
#[derive(Serialize, Deserialize)]
struct Cursor {
    #[serde(flatten)]
    key: ProductKey,
    /// A hash of the query and the key: no secret, but nobody changes either by accident.
    seal: u64,
}

impl Query {
    fn filter(&self) -> Result<ProductFilter, BadParameter> {
        let search = Search::parse(self.q.as_deref().unwrap_or_default());
        let category = self.category.as_deref().map(Slug::parse).transpose();
        let origin = self.origin.as_deref();
        let origin = origin.map(|origin| bounded_text(origin, 1..=120, "invalid_origin"));
        Ok(ProductFilter {
            search: search.map_err(|Invalid(_)| BadParameter("/q"))?,
            category: category.map_err(|Invalid(_)| BadParameter("/category"))?,
            min_price: self.min_price.map(Money::rupiah),
            max_price: self.max_price.map(Money::rupiah),
            organic: self.organic,
            in_stock: self.in_stock,
            unit: self.unit,
            origin: origin
                .transpose()
                .map_err(|Invalid(_)| BadParameter("/origin"))?,
            in_season: self.in_season == Some(true),
        })
    }
}

impl Cursor {
    fn new(key: ProductKey, filter: &ProductFilter) -> Self {
        let mut hasher = DefaultHasher::new();
        (filter, &key).hash(&mut hasher);
        let seal = hasher.finish();
        Self { key, seal }
    }

    /// The key, if it was given for this query.
    fn open(self, filter: &ProductFilter, sort: Sort) -> Result<ProductKey, BadParameter> {
        let Self { key, seal } = self;
        if key.sort == sort && Self::new(key.clone(), filter).seal == seal {
            Ok(key)
        } else {
            Err(BadParameter("/cursor"))
        }
    }
}

pub async fn handle(app: &BrowseApp, request: Request) -> Result<Reply, Problem> {
    let query: Query = request.query()?;
    let filter = query.filter()?;
    let sort = query.sort.unwrap_or(Sort::Relevance);
    let PageRequest { limit, after } =
        request.page::<Cursor>(query.limit, query.cursor.as_deref())?;
    let after = after.map(|cursor| cursor.open(&filter, sort)).transpose()?;
    let (page, language) = (PageRequest { limit, after }, request.language());
    let list = async || {
        let listings = &app.listings;
        let found = listings.list(&filter, sort, language, &page, SystemClock.now());
        let seal = |key| Cursor::new(key, &filter);
        Ok(ListingView::new(found.await?, language, &app.urls, seal))
    };
    app.pages.reply(&request, SECONDS, list).await
}
