//! What users are shown of events, and which mails they do without.

use crate::database::adapter;
use crate::error::{broken, from_postgres};
use domain::ids::{NotificationId, UserId};
use domain::notifications::feed::{FeedKey, FeedPage};
use domain::notifications::{FeedEntry, Feeds, NoticeKind};
use domain::{Page, PageRequest, StoreError};
use postgres_queries::queries::feed as queries;
use std::collections::BTreeSet;
use time::OffsetDateTime;

adapter! {
    /// [`Feeds`] in PostgreSQL. Every method is one round trip.
    PgFeeds
}

impl Feeds for PgFeeds {
    async fn list(
        &self,
        user: UserId,
        unread_only: bool,
        page: PageRequest<FeedKey>,
    ) -> Result<FeedPage, StoreError> {
        let client = self.0.client().await?;
        let (at, id) = page.after.map(|key| (key.at, key.id.uuid())).unzip();
        let (user, limit) = (user.uuid(), i64::from(page.limit) + 1);
        let (list, count) = (queries::list_feed(), queries::count_unread());
        let (rows, unread) = tokio::join!(
            list.bind(&client, &user, &unread_only, &at, &id, &limit)
                .all(),
            count.bind(&client, &user).one(),
        );
        let found = rows.map_err(from_postgres)?.into_iter().map(entry);
        Ok(FeedPage {
            page: Page::cut(found.collect(), page.limit, |entry: &FeedEntry| FeedKey {
                at: entry.created_at,
                id: entry.id,
            }),
            unread: unread.map_err(from_postgres)?,
        })
    }

    async fn read(
        &self,
        user: UserId,
        entry: NotificationId,
        now: OffsetDateTime,
    ) -> Result<bool, StoreError> {
        let client = self.0.client().await?;
        let found = queries::read_entry()
            .bind(&client, &entry.uuid(), &user.uuid(), &now)
            .opt()
            .await
            .map_err(from_postgres)?;
        Ok(found.is_some())
    }

    async fn read_all(&self, user: UserId, now: OffsetDateTime) -> Result<(), StoreError> {
        let client = self.0.client().await?;
        queries::read_entries()
            .bind(&client, &now, &user.uuid())
            .await
            .map_err(from_postgres)?;
        Ok(())
    }

    async fn muted(&self, user: UserId) -> Result<BTreeSet<NoticeKind>, StoreError> {
        let client = self.0.client().await?;
        let names = queries::muted_kinds()
            .bind(&client, &user.uuid())
            .all()
            .await
            .map_err(from_postgres)?;
        let kind = |name: String| {
            NoticeKind::parse(&name).ok_or_else(|| broken(format!("no kind is called {name}")))
        };
        names.into_iter().map(kind).collect()
    }

    async fn mute(
        &self,
        user: UserId,
        asked: &[NoticeKind],
        off: &[NoticeKind],
        now: OffsetDateTime,
    ) -> Result<(), StoreError> {
        let names =
            |kinds: &[NoticeKind]| -> Vec<_> { kinds.iter().map(|kind| kind.as_str()).collect() };
        let client = self.0.client().await?;
        queries::replace_muted()
            .bind(&client, &user.uuid(), &names(asked), &names(off), &now)
            .await
            .map_err(from_postgres)?;
        Ok(())
    }
}

fn entry(row: queries::Entry) -> FeedEntry {
    FeedEntry {
        id: row.id.into(),
        kind: row.kind,
        title: row.title,
        text: row.text,
        order_code: row.order_code,
        created_at: row.created_at,
        read_at: row.read_at,
    }
}
