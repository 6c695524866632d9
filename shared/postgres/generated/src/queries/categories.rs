// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug, Clone, PartialEq)]
pub struct CategoryTree {
    pub id: uuid::Uuid,
    pub parent_id: Option<uuid::Uuid>,
    pub slug: String,
    pub name_id: String,
    pub name_en: String,
    pub icon: String,
}
pub struct CategoryTreeBorrowed<'a> {
    pub id: uuid::Uuid,
    pub parent_id: Option<uuid::Uuid>,
    pub slug: &'a str,
    pub name_id: &'a str,
    pub name_en: &'a str,
    pub icon: &'a str,
}
impl<'a> From<CategoryTreeBorrowed<'a>> for CategoryTree {
    fn from(
        CategoryTreeBorrowed {
            id,
            parent_id,
            slug,
            name_id,
            name_en,
            icon,
        }: CategoryTreeBorrowed<'a>,
    ) -> Self {
        Self {
            id,
            parent_id,
            slug: slug.into(),
            name_id: name_id.into(),
            name_en: name_en.into(),
            icon: icon.into(),
        }
    }
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
pub struct CategoryTreeQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<CategoryTreeBorrowed, tokio_postgres::Error>,
    mapper: fn(CategoryTreeBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> CategoryTreeQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(CategoryTreeBorrowed) -> R,
    ) -> CategoryTreeQuery<'c, 'a, 's, C, R, N> {
        CategoryTreeQuery {
            client: self.client,
            params: self.params,
            query: self.query,
            cached: self.cached,
            extractor: self.extractor,
            mapper,
        }
    }
    pub async fn one(self) -> Result<T, tokio_postgres::Error> {
        let row =
            crate::client::async_::one(self.client, self.query, &self.params, self.cached).await?;
        Ok((self.mapper)((self.extractor)(&row)?))
    }
    pub async fn all(self) -> Result<Vec<T>, tokio_postgres::Error> {
        self.iter().await?.try_collect().await
    }
    pub async fn opt(self) -> Result<Option<T>, tokio_postgres::Error> {
        let opt_row =
            crate::client::async_::opt(self.client, self.query, &self.params, self.cached).await?;
        Ok(opt_row
            .map(|row| {
                let extracted = (self.extractor)(&row)?;
                Ok((self.mapper)(extracted))
            })
            .transpose()?)
    }
    pub async fn iter(
        self,
    ) -> Result<
        impl futures::Stream<Item = Result<T, tokio_postgres::Error>> + 'c,
        tokio_postgres::Error,
    > {
        let stream = crate::client::async_::raw(
            self.client,
            self.query,
            crate::slice_iter(&self.params),
            self.cached,
        )
        .await?;
        let mapped = stream
            .map(move |res| {
                res.and_then(|row| {
                    let extracted = (self.extractor)(&row)?;
                    Ok((self.mapper)(extracted))
                })
            })
            .into_stream();
        Ok(mapped)
    }
}
pub struct CategoryTreeStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn category_tree() -> CategoryTreeStmt {
    CategoryTreeStmt(
        "with recursive shown as ( select id, parent_id, slug, name_id, name_en, icon, position from catalog.categories where parent_id is null and active union all select c.id, c.parent_id, c.slug, c.name_id, c.name_en, c.icon, c.position from shown s join catalog.categories c on c.parent_id = s.id where c.active ) select id, parent_id, slug, name_id, name_en, icon from shown order by position, slug",
        None,
    )
}
impl CategoryTreeStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
    ) -> CategoryTreeQuery<'c, 'a, 's, C, CategoryTree, 0> {
        CategoryTreeQuery {
            client,
            params: [],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<CategoryTreeBorrowed, tokio_postgres::Error> {
                    Ok(CategoryTreeBorrowed {
                        id: row.try_get(0)?,
                        parent_id: row.try_get(1)?,
                        slug: row.try_get(2)?,
                        name_id: row.try_get(3)?,
                        name_en: row.try_get(4)?,
                        icon: row.try_get(5)?,
                    })
                },
            mapper: |it| CategoryTree::from(it),
        }
    }
}
