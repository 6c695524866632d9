//! The tree in which products are shelved.

use crate::catalog::{Actor, Bilingual, CategoryRef, Slug};
use crate::failure::{Failure, Kind, Violation};
use crate::ids::CategoryId;
use crate::{Clock, ExpectedVersion, StoreError};
use serde::Serialize;
use time::OffsetDateTime;

/// A shelf, as shoppers see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    pub slug: Slug,
    pub name: Bilingual,
    pub icon: String,
    /// In their order on the shelf.
    pub children: Vec<Category>,
}

/// A category as a product's page or a facet names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CategoryName {
    pub slug: Slug,
    pub name: Bilingual,
}

/// A category to be, or what one is to become.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NewCategory {
    #[serde(skip)]
    pub id: CategoryId,
    pub parent: Option<CategoryRef>,
    pub slug: Slug,
    pub name: Bilingual,
    pub icon: String,
    /// Its place among its siblings.
    pub position: i32,
    /// Whether shoppers see it, and all below it.
    pub active: bool,
}

/// What staff decide of a category.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CategoryDetails {
    pub parent_id: Option<CategoryId>,
    pub slug: Slug,
    pub name: Bilingual,
    pub icon: String,
    pub position: i32,
    pub active: bool,
}

/// A category, as staff see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CategoryRecord {
    pub id: CategoryId,
    #[serde(flatten)]
    pub details: CategoryDetails,
    pub version: i64,
}

/// What a change of a category is decided on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CategoryCase {
    pub category: Option<CategoryRecord>,
    /// The one that is to be above it, if one is named and there.
    pub parent: Option<CategoryId>,
}

/// What is to become of a category, decided but not yet written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CategoryChange {
    Redefine {
        before: CategoryRecord,
        after: CategoryDetails,
    },
    Remove(CategoryRecord),
}

/// Why a category is not made, changed or deleted.
#[derive(Debug, thiserror::Error)]
pub enum CategoryError {
    #[error("no such category")]
    NotFound,
    #[error("the category has another version")]
    OtherVersion,
    #[error("the slug is another category's")]
    SlugTaken,
    #[error("there is no such parent")]
    UnknownParent,
    #[error("the category would lie below itself")]
    Cycle,
    #[error("the category, or one below it, would lie too deep")]
    TooDeep,
    #[error("the category has products, or categories below it")]
    InUse,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure for CategoryError {
    fn kind(&self) -> Kind {
        match self {
            Self::NotFound => Kind::NotFound,
            Self::OtherVersion => Kind::PreconditionFailed,
            Self::SlugTaken | Self::InUse => Kind::Conflict,
            Self::UnknownParent | Self::Cycle | Self::TooDeep => Kind::Rule,
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "category_not_found",
            Self::OtherVersion => "version_mismatch",
            Self::SlugTaken => "slug_taken",
            Self::UnknownParent | Self::Cycle | Self::TooDeep => "validation_failed",
            Self::InUse => "category_in_use",
            Self::Store(error) => error.code(),
        }
    }

    fn violations(&self) -> Vec<Violation> {
        let (pointer, code) = match self {
            Self::SlugTaken => ("/slug", "slug_taken"),
            Self::UnknownParent => ("/parent", "unknown_category"),
            Self::Cycle => ("/parent", "category_cycle"),
            Self::TooDeep => ("/parent", "category_too_deep"),
            _ => return Vec::new(),
        };
        vec![Violation::new(pointer, code)]
    }
}

impl CategoryCase {
    fn found(&self, expected: &ExpectedVersion) -> Result<&CategoryRecord, CategoryError> {
        let category = self.category.as_ref().ok_or(CategoryError::NotFound)?;
        if expected.takes(category.version) {
            Ok(category)
        } else {
            Err(CategoryError::OtherVersion)
        }
    }

    /// `None`: nothing changes. That it does not lie below itself or too deep is seen when it is written, when
    /// nobody else moves anything.
    pub fn redefine(
        &self,
        wish: &NewCategory,
        expected: &ExpectedVersion,
    ) -> Result<Option<CategoryChange>, CategoryError> {
        let before = self.found(expected)?;
        if wish.parent.is_some() && self.parent.is_none() {
            return Err(CategoryError::UnknownParent);
        }
        let after = CategoryDetails {
            parent_id: self.parent,
            slug: wish.slug.clone(),
            name: wish.name.clone(),
            icon: wish.icon.clone(),
            position: wish.position,
            active: wish.active,
        };
        if before.details == after {
            return Ok(None);
        }
        let before = before.clone();
        Ok(Some(CategoryChange::Redefine { before, after }))
    }

    /// That nothing is on the shelf is seen when it is taken down, when nobody else puts anything there.
    pub fn remove(&self, expected: &ExpectedVersion) -> Result<CategoryChange, CategoryError> {
        Ok(CategoryChange::Remove(self.found(expected)?.clone()))
    }
}

/// Where categories are kept.
pub trait Categories: Send + Sync {
    /// The tops of the tree with all below them; what is not active is left out with all below it.
    async fn tree(&self) -> Result<Vec<Category>, StoreError>;

    /// All of them, each after the one above it and before its later siblings.
    async fn all(&self) -> Result<Vec<CategoryRecord>, StoreError>;

    /// Nobody as `actor` means the shop itself.
    async fn add(
        &self,
        category: &NewCategory,
        actor: Option<&Actor>,
        now: OffsetDateTime,
    ) -> Result<CategoryRecord, CategoryError>;

    /// In one transaction: reads the case, lets `decide` say what is to become of the category, and writes that
    /// with its line in the audit log. Answers the category as it is then, none when it is gone.
    async fn change(
        &self,
        id: CategoryId,
        parent: Option<&CategoryRef>,
        actor: &Actor,
        now: OffsetDateTime,
        decide: impl FnOnce(&CategoryCase) -> Result<Option<CategoryChange>, CategoryError> + Send,
    ) -> Result<Option<CategoryRecord>, CategoryError>;
}

/// Makes a category.
pub async fn add(
    categories: &impl Categories,
    clock: &impl Clock,
    actor: &Actor,
    category: &NewCategory,
) -> Result<CategoryRecord, CategoryError> {
    categories.add(category, Some(actor), clock.now()).await
}

/// Makes the category of that id what is wished, wherever that moves it.
pub async fn redefine(
    categories: &impl Categories,
    clock: &impl Clock,
    actor: &Actor,
    wish: &NewCategory,
    expected: &ExpectedVersion,
) -> Result<CategoryRecord, CategoryError> {
    let decide = |case: &CategoryCase| case.redefine(wish, expected);
    let parent = wish.parent.as_ref();
    let changed = categories.change(wish.id, parent, actor, clock.now(), decide);
    changed.await?.ok_or(CategoryError::NotFound)
}

/// Deletes a category on which nothing is.
pub async fn remove(
    categories: &impl Categories,
    clock: &impl Clock,
    actor: &Actor,
    id: CategoryId,
    expected: &ExpectedVersion,
) -> Result<(), CategoryError> {
    let decide = |case: &CategoryCase| case.remove(expected).map(Some);
    categories
        .change(id, None, actor, clock.now(), decide)
        .await?;
    Ok(())
}
