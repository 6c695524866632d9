//! `GET /v1/products/suggest`: what somebody who types may be looking for.

use crate::BrowseApp;
use crate::bad_parameter::BadParameter;
use domain::catalog::{Listings, Slug, Suggestion, UnfinishedSearch};
use domain::{Invalid, Language};
use runtime::{Problem, Reply, Request};
use serde::{Deserialize, Serialize};
use storage::ImageUrls;

/// Names change rarely.
const SECONDS: u32 = 60;
const DEFAULT_LIMIT: u8 = 8;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Query {
    q: String,
    limit: Option<u8>,
}

#[derive(Serialize)]
struct Suggestions {
    items: Vec<SuggestionView>,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum SuggestionView {
    Product {
        slug: Slug,
        name: String,
        image: Option<String>,
    },
    Category {
        slug: Slug,
        name: String,
    },
}

pub async fn handle(app: &BrowseApp, request: Request) -> Result<Reply, Problem> {
    let query: Query = request.query()?;
    let search = UnfinishedSearch::parse(&query.q).map_err(|Invalid(_)| BadParameter("/q"))?;
    let limit = query.limit.unwrap_or(DEFAULT_LIMIT);
    if !(1..=20).contains(&limit) {
        return Err(BadParameter("/limit").into());
    }
    let language = request.language();
    let suggestions = async || {
        let found = match &search {
            Some(search) => app.listings.suggest(search, limit).await?,
            None => Vec::new(),
        };
        let items = found.into_iter();
        let items = items
            .map(|found| view(found, language, &app.urls))
            .collect();
        Ok(Suggestions { items })
    };
    app.pages.reply(&request, SECONDS, suggestions).await
}

fn view(suggestion: Suggestion, language: Language, urls: &ImageUrls) -> SuggestionView {
    match suggestion {
        Suggestion::Product { slug, name, image } => SuggestionView::Product {
            slug,
            name: name.into_language(language),
            image: image.as_deref().map(|key| urls.of(key)),
        },
        Suggestion::Category(category) => SuggestionView::Category {
            slug: category.slug,
            name: category.name.into_language(language),
        },
    }
}
