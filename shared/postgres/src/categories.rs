//! Categories in PostgreSQL.

use crate::audit::{self, Entry, difference};
use crate::database::adapter;
use crate::error::{broken, from_postgres, violates};
use crate::statements::prepared;
use deadpool_postgres::Object;
use domain::StoreError;
use domain::catalog::{
    Actor, Bilingual, Categories, Category, CategoryCase, CategoryChange, CategoryDetails,
    CategoryError, CategoryRecord, CategoryRef, NewCategory, Slug,
};
use domain::ids::CategoryId;
use postgres_queries::client::Params;
use postgres_queries::queries::catalogue::{
    self, AddCategoryParams, CategoryRow, FindCategoryByParams, RedefineCategoryParams,
};
use postgres_queries::queries::categories::{self, CategoryTree};
use serde_json::json;
use std::collections::HashMap;
use time::OffsetDateTime;
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

    async fn all(&self) -> Result<Vec<CategoryRecord>, StoreError> {
        let client = self.0.client().await?;
        let rows = catalogue::all_categories()
            .bind(&client)
            .all()
            .await
            .map_err(from_postgres)?;
        let mut by_parent: HashMap<Option<CategoryId>, Vec<CategoryRecord>> = HashMap::new();
        for row in rows {
            let category = record(row)?;
            let siblings = by_parent.entry(category.details.parent_id).or_default();
            siblings.push(category);
        }
        let mut all = Vec::new();
        list_below(None, &mut by_parent, &mut all);
        Ok(all)
    }

    async fn add(
        &self,
        category: &NewCategory,
        actor: Option<&Actor>,
        now: OffsetDateTime,
    ) -> Result<CategoryRecord, CategoryError> {
        let client = self.0.client().await?;
        let parent = category.parent.as_ref();
        let origin = actor.map(|actor| &actor.origin);
        let added = catalogue::add_category()
            .params(
                &client,
                &AddCategoryParams {
                    parent_id: parent.and_then(CategoryRef::id).map(CategoryId::uuid),
                    parent_slug: parent.and_then(CategoryRef::slug).map(Slug::as_str),
                    id: category.id.uuid(),
                    slug: category.slug.as_str(),
                    name_id: category.name.id.as_str(),
                    name_en: category.name.en.as_str(),
                    icon: category.icon.as_str(),
                    position: category.position,
                    active: category.active,
                    now,
                    actor_id: actor.map(|actor| actor.user.uuid()),
                    details: json!({ "before": null, "after": category }),
                    ip: origin.map_or("", |origin| &origin.ip),
                    user_agent: origin.map_or("", |origin| &origin.user_agent),
                    request_id: origin.map_or("", |origin| &origin.request_id),
                },
            )
            .opt()
            .await
            .map_err(refused)?;
        Ok(record(added.ok_or(CategoryError::UnknownParent)?)?)
    }

    /// Three round trips: what is locked and read, what is written and read again, the commit.
    async fn change(
        &self,
        id: CategoryId,
        parent: Option<&CategoryRef>,
        actor: &Actor,
        now: OffsetDateTime,
        decide: impl FnOnce(&CategoryCase) -> Result<Option<CategoryChange>, CategoryError> + Send,
    ) -> Result<Option<CategoryRecord>, CategoryError> {
        let transaction = self.0.transaction().await?;
        let client = transaction.client()?;
        transaction
            .run(async {
                let case = read_case(client, id, parent).await?;
                let Some(change) = decide(&case)? else {
                    return Ok(case.category);
                };
                let (redefine, remove, find) = prepared!(
                    client,
                    catalogue::redefine_category(),
                    catalogue::remove_category(),
                    catalogue::find_category(),
                );
                let uuid = id.uuid();
                let (written, noted, found) = tokio::join!(
                    biased;
                    write(client, &redefine, &remove, &change),
                    note(client, &change, actor, now),
                    find.bind(client, &uuid).opt(),
                );
                written?;
                noted?;
                let found = found.map_err(from_postgres)?;
                Ok(found.map(record).transpose()?)
            })
            .await
    }
}

/// Waits until nobody else changes the category, and reads what a decision needs.
async fn read_case(
    client: &Object,
    id: CategoryId,
    parent: Option<&CategoryRef>,
) -> Result<CategoryCase, StoreError> {
    let (lock, find, find_by) = prepared!(
        client,
        catalogue::lock_category(),
        catalogue::find_category(),
        catalogue::find_category_by(),
    );
    let id = id.uuid();
    let parent = FindCategoryByParams {
        id: parent.and_then(CategoryRef::id).map(CategoryId::uuid),
        slug: parent.and_then(CategoryRef::slug).map(Slug::as_str),
    };
    let (locked, category, parent) = tokio::join!(
        biased;
        lock.bind(client, &id).opt(),
        find.bind(client, &id).opt(),
        find_by.params(client, &parent).opt(),
    );
    locked.map_err(from_postgres)?;
    let category = category.map_err(from_postgres)?;
    Ok(CategoryCase {
        category: category.map(record).transpose()?,
        parent: parent.map_err(from_postgres)?.map(|row| row.id.into()),
    })
}

async fn write(
    client: &Object,
    redefine: &catalogue::RedefineCategoryStmt,
    remove: &catalogue::RemoveCategoryStmt,
    change: &CategoryChange,
) -> Result<(), CategoryError> {
    let written = match change {
        CategoryChange::Redefine { before, after } => {
            redefine
                .params(
                    client,
                    &RedefineCategoryParams {
                        parent_id: after.parent_id.map(CategoryId::uuid),
                        slug: after.slug.as_str(),
                        name_id: after.name.id.as_str(),
                        name_en: after.name.en.as_str(),
                        icon: after.icon.as_str(),
                        position: after.position,
                        active: after.active,
                        id: before.id.uuid(),
                    },
                )
                .await
        }
        CategoryChange::Remove(category) => remove.bind(client, &category.id.uuid()).await,
    };
    written.map_err(refused)?;
    Ok(())
}

async fn note(
    client: &Object,
    change: &CategoryChange,
    actor: &Actor,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    let (action, id, details) = match change {
        CategoryChange::Redefine { before, after } => {
            let details = difference(&before.details, after)?;
            ("category_changed", before.id, details)
        }
        CategoryChange::Remove(category) => {
            let details = json!({ "before": category.details, "after": null });
            ("category_deleted", category.id, details)
        }
    };
    let entry = Entry {
        action,
        actor: Some(actor.user),
        user: None,
        target: &id.to_string(),
        details,
    };
    audit::note(client, &entry, &actor.origin, now).await
}

/// What the database says of a category that it does not take or does not let go.
fn refused(error: tokio_postgres::Error) -> CategoryError {
    let broken = |constraint| violates(&error, constraint);
    if broken("categories_slug_key") {
        CategoryError::SlugTaken
    } else if broken("categories_are_a_tree") || broken("categories_not_own_parent") {
        CategoryError::Cycle
    } else if broken("categories_depth") {
        CategoryError::TooDeep
    } else if broken("categories_parent_id_fkey") || broken("products_category_id_fkey") {
        CategoryError::InUse
    } else {
        from_postgres(error).into()
    }
}

fn record(row: CategoryRow) -> Result<CategoryRecord, StoreError> {
    Ok(CategoryRecord {
        id: row.id.into(),
        details: CategoryDetails {
            parent_id: row.parent_id.map(CategoryId::from),
            slug: Slug::parse(&row.slug).map_err(broken)?,
            name: Bilingual {
                id: row.name_id,
                en: row.name_en,
            },
            icon: row.icon,
            position: row.position,
            active: row.active,
        },
        version: row.version,
    })
}

/// Moves the categories below `parent` over, each before those below it.
fn list_below(
    parent: Option<CategoryId>,
    by_parent: &mut HashMap<Option<CategoryId>, Vec<CategoryRecord>>,
    into: &mut Vec<CategoryRecord>,
) {
    for category in by_parent.remove(&parent).unwrap_or_default() {
        let id = category.id;
        into.push(category);
        list_below(Some(id), by_parent, into);
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
