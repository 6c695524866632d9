//! The tree in which products are shelved.

use crate::StoreError;
use crate::catalog::{Bilingual, Slug};
use crate::ids::CategoryId;

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

/// A category to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCategory {
    pub id: CategoryId,
    pub parent: Option<Slug>,
    pub slug: Slug,
    pub name: Bilingual,
    pub icon: String,
    /// Its place among its siblings.
    pub position: i32,
}

/// Why a category is not added.
#[derive(Debug, thiserror::Error)]
pub enum AddCategoryError {
    #[error("the slug is another category's")]
    SlugTaken,
    #[error("there is no such parent")]
    UnknownParent,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Where categories are kept.
pub trait Categories: Send + Sync {
    /// The tops of the tree with all below them; what is not active is left out with all below it.
    async fn tree(&self) -> Result<Vec<Category>, StoreError>;

    async fn add(&self, category: &NewCategory) -> Result<(), AddCategoryError>;
}
