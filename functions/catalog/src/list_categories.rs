//! `GET /v1/categories`: the tree of what is sold.

use domain::Language;
use domain::catalog::{Categories, Category, Slug};
use postgres::PgCategories;
use runtime::{Problem, PublicPages, Reply, Request};
use serde::Serialize;

/// Categories change rarely.
const SECONDS: u32 = 60;

config::app! {
    pub struct App {
        categories: PgCategories,
        pages: PublicPages,
    }
}

#[derive(Serialize)]
struct Tree {
    items: Vec<CategoryView>,
}

#[derive(Serialize)]
struct CategoryView {
    slug: Slug,
    name: String,
    icon: String,
    children: Vec<CategoryView>,
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let language = request.language();
    let tree = async || {
        let items = views(app.categories.tree().await?, language);
        Ok(Tree { items })
    };
    app.pages.reply(&request, SECONDS, tree).await
}

fn views(categories: Vec<Category>, language: Language) -> Vec<CategoryView> {
    categories
        .into_iter()
        .map(|category| CategoryView {
            slug: category.slug,
            name: category.name.into_language(language),
            icon: category.icon,
            children: views(category.children, language),
        })
        .collect()
}
