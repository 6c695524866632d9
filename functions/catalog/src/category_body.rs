//! A category as staff send it.

use domain::catalog::{Bilingual, CategoryRef, NewCategory, Slug};
use domain::failure::bounded_text;
use domain::ids::CategoryId;
use runtime::{Fields, Problem};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CategoryBody {
    slug: String,
    name: Bilingual,
    /// Its slug or its id; none means the top.
    parent: Option<String>,
    #[serde(default)]
    icon: String,
    #[serde(default)]
    position: i32,
    #[serde(default = "shown")]
    active: bool,
}

const fn shown() -> bool {
    true
}

impl CategoryBody {
    pub(crate) fn check(self, id: CategoryId) -> Result<NewCategory, Problem> {
        let mut fields = Fields::default();
        let slug = fields.take("/slug", Slug::parse(&self.slug));
        let name = fields.take("/name", Bilingual::name(&self.name.id, &self.name.en));
        let parent = self.parent.as_deref().map(CategoryRef::parse).transpose();
        let parent = fields.take("/parent", parent);
        let icon = fields.take("/icon", bounded_text(&self.icon, 0..=100, "invalid_icon"));
        match (slug, name, parent, icon) {
            (Some(slug), Some(name), Some(parent), Some(icon)) => Ok(NewCategory {
                id,
                parent,
                slug,
                name,
                icon,
                position: self.position,
                active: self.active,
            }),
            _ => Err(fields.problem()),
        }
    }
}
