//! Categories in PostgreSQL.

use crate::database::adapter;
use crate::error::{broken, from_postgres, violates};
use domain::StoreError;
use domain::catalog::{AddCategoryError, Bilingual, Categories, Category, NewCategory, Slug};
use postgres_queries::client::Params;
use postgres_queries::queries::categories::{self, AddCategoryParams, CategoryTree};
use std::collections::HashMap;
use uuid::Uuid;

adapter! {
    /// [`Categories`] in PostgreSQL.
    PgCategories
}

impl Categories for PgCategories {
    async fn tree(&self) -> Result<Vec<Category>, StoreError> {
        let client = self.0.client().await?;
        let rows = categories::category_tree()
            .bind(&client)
            .all()
            .await
            .map_err(from_postgres)?;
        let mut by_parent: HashMap<Option<Uuid>, Vec<CategoryTree>> = HashMap::new();
        for row in rows {
            by_parent.entry(row.parent_id).or_default().push(row);
        }
        below(None, &mut by_parent)
    }

    async fn add(&self, category: &NewCategory) -> Result<(), AddCategoryError> {
        let client = self.0.client().await?;
        let added = categories::add_category()
            .params(
                &client,
                &AddCategoryParams {
                    parent: category.parent.as_ref().map(Slug::as_str),
                    id: category.id.uuid(),
                    slug: category.slug.as_str(),
                    name_id: category.name.id.as_str(),
                    name_en: category.name.en.as_str(),
                    icon: category.icon.as_str(),
                    position: category.position,
                },
            )
            .opt()
            .await;
        match added {
            Ok(Some(_)) => Ok(()),
            Ok(None) => Err(AddCategoryError::UnknownParent),
            Err(error) if violates(&error, "categories_slug_key") => {
                Err(AddCategoryError::SlugTaken)
            }
            Err(error) => Err(from_postgres(error).into()),
        }
    }
}

/// The categories below `parent`, in the order in which the query gave them.
fn below(
    parent: Option<Uuid>,
    by_parent: &mut HashMap<Option<Uuid>, Vec<CategoryTree>>,
) -> Result<Vec<Category>, StoreError> {
    by_parent
        .remove(&parent)
        .unwrap_or_default()
        .into_iter()
        .map(|row| {
            Ok(Category {
                children: below(Some(row.id), by_parent)?,
                slug: Slug::parse(&row.slug).map_err(broken)?,
                name: Bilingual {
                    id: row.name_id,
                    en: row.name_en,
                },
                icon: row.icon,
            })
        })
        .collect()
}
