//! `GET /v1/categories`: the tree of what is sold.

use domain::Language;
use domain::catalog::{Categories, Category};
use postgres::PgCategories;
use runtime::{Problem, Reply, Request};
use serde::Serialize;

/// Categories change rarely.
const SECONDS: u32 = 300;

config::app! {
    pub struct App {
        categories: PgCategories,
    }
}

#[derive(Serialize)]
struct Tree<'a> {
    items: Vec<CategoryView<'a>>,
}

#[derive(Serialize)]
struct CategoryView<'a> {
    slug: &'a str,
    name: &'a str,
    icon: &'a str,
    children: Vec<CategoryView<'a>>,
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let tree = app.categories.tree().await?;
    let items = views(&tree, request.language());
    Ok(Reply::public(&request, SECONDS, &Tree { items }))
}

fn views(categories: &[Category], language: Language) -> Vec<CategoryView<'_>> {
    categories
        .iter()
        .map(|category| CategoryView {
            slug: category.slug.as_str(),
            name: category.name.in_language(language),
            icon: &category.icon,
            children: views(&category.children, language),
        })
        .collect()
}
