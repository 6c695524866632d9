//! A shop of its own to measure orders in: a database that is gone afterwards, goods, buyers with full carts.

use crate::failure::Failure;
use domain::ids::{AddressId, CartId, SlotId, UserId, VariantId};
use domain::{Clock, SystemClock};
use std::iter::repeat_with;
use testkit::{Shop, Stage, TestDatabase};
use time::Duration;
use tokio_postgres::Row;

/// Goods of as many products.
pub(crate) const GOODS: usize = 192;
/// Windows that buyers spread over.
const SLOTS: usize = 8;
/// Nothing of what is measured ends.
const PLENTY: i64 = 1_000_000_000;

pub(crate) struct Market {
    pub(crate) stage: Stage,
    pub(crate) variants: Vec<VariantId>,
    pub(crate) slots: Vec<SlotId>,
    shop: Shop,
    // Dropped last: the database outlives those who use it.
    _database: TestDatabase,
}

/// Somebody who buys.
pub(crate) struct Buyer {
    pub(crate) user: UserId,
    pub(crate) token: String,
    pub(crate) address: AddressId,
}

/// What the database counted since it was made.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Counted {
    pub(crate) deadlocks: u64,
    pub(crate) rolled_back: u64,
}

impl Market {
    /// On the server of that address, `postgres://user@host:port`.
    pub(crate) async fn open(server: &str) -> Result<Self, Failure> {
        let database = TestDatabase::create_on(server).await;
        let shop = Shop::open(&database).await;
        let stage = Stage::on(&database)
            // No broker listens: events stay in the outbox.
            .with("EVENT_BUS", "sqs")
            .with("NOTIFICATIONS_QUEUE_URL", "http://127.0.0.1:1/0/n")
            .with("PAYMENTS_QUEUE_URL", "http://127.0.0.1:1/0/p")
            .with("ORDERS_QUEUE_URL", "http://127.0.0.1:1/0/o")
            .with("CATALOG_QUEUE_URL", "http://127.0.0.1:1/0/c")
            .with("WEBHOOKS_QUEUE_URL", "http://127.0.0.1:1/0/w");
        let mut market = Self {
            stage,
            variants: Vec::new(),
            slots: Vec::new(),
            shop,
            _database: database,
        };
        for number in 0..GOODS {
            let variant = market
                .shop
                .variant(&format!("SKU-{number:03}"), 5_000)
                .await;
            market.variants.push(variant);
        }
        market.apart().await?;
        for variant in &market.variants {
            market.shop.lot(*variant, PLENTY, 10).await;
        }
        for day in 1..=SLOTS {
            let hours = 24 * i64::try_from(day).unwrap_or(i64::MAX);
            market.slots.push(market.shop.slot(hours, i32::MAX).await);
        }
        Ok(market)
    }

    /// Gives each variant a product of its own, as goods have that different people buy.
    async fn apart(&self) -> Result<(), Failure> {
        let apart = "with made as (
                insert into catalog.products
                    (id, category_id, slug, name_id, name_en, shelf_life_days, status, created_at, updated_at)
                select gen_random_uuid(), p.category_id, lower(v.sku), v.sku, v.sku, 3, 'active', now(), now()
                from catalog.variants v join catalog.products p on p.id = v.product_id
                returning id, slug
            )
            update catalog.variants v set product_id = made.id from made where made.slug = lower(v.sku)";
        self.execute(apart).await
    }

    async fn execute(&self, statement: &str) -> Result<(), Failure> {
        self.shop
            .client()
            .batch_execute(statement)
            .await
            .map_err(told)
    }

    async fn ask(&self, question: &str) -> Result<Row, Failure> {
        self.shop
            .client()
            .query_one(question, &[])
            .await
            .map_err(told)
    }

    /// So many buyers, each with an address and nothing in the cart.
    pub(crate) async fn buyers(&self, count: usize) -> Result<Vec<Buyer>, Failure> {
        let users: Vec<UserId> = repeat_with(|| UserId::generate(&SystemClock))
            .take(count)
            .collect();
        let addresses: Vec<AddressId> = repeat_with(|| AddressId::generate(&SystemClock))
            .take(count)
            .collect();
        let user_ids: Vec<_> = users.iter().map(|user| user.uuid()).collect();
        let address_ids: Vec<_> = addresses.iter().map(|address| address.uuid()).collect();
        let client = self.shop.client();
        let add = "insert into identity.users
                (id, email, name, language, status, email_verified_at, password_hash, created_at, updated_at)
            select id, id || '@example.com', 'Siti', 'id', 'active', now(), 'unused', now(), now()
            from unnest($1::uuid[]) id";
        client.execute(add, &[&user_ids]).await.map_err(told)?;
        let add = "insert into identity.addresses (id, user_id, label, recipient, phone, street, village, district,
                city, province, postcode, is_default, created_at, updated_at)
            select a.id, a.user_id, 'Rumah', 'Siti', '+628123456789', 'Jl. Melati 1', 'Senayan', 'Kebayoran Baru',
                'Jakarta Selatan', 'DKI Jakarta', '12190', true, now(), now()
            from unnest($1::uuid[], $2::uuid[]) a (id, user_id)";
        client
            .execute(add, &[&address_ids, &user_ids])
            .await
            .map_err(told)?;
        let buyers = users
            .into_iter()
            .zip(addresses)
            .map(|(user, address)| Buyer {
                token: self.stage.token(user, &[]),
                user,
                address,
            });
        Ok(buyers.collect())
    }

    /// Puts two of each of these into the buyer's cart, which is empty.
    pub(crate) async fn fill(&self, buyer: &Buyer, variants: &[VariantId]) -> Result<(), Failure> {
        let now = SystemClock.now();
        let add = "with mine as (
                insert into cart.carts (id, user_id, created_at, updated_at, expires_at) values ($1, $2, $3, $3, $4)
                on conflict (user_id) do update set updated_at = excluded.updated_at
                returning id
            )
            insert into cart.lines (cart_id, variant_id, quantity, seen_price, added_at)
            select mine.id, v, 2000, 5000, $3 from mine, unnest($5::uuid[]) v";
        let cart = CartId::generate(&SystemClock).uuid();
        let ids: Vec<_> = variants.iter().map(|variant| variant.uuid()).collect();
        let expiry = now + Duration::days(30);
        self.shop
            .client()
            .execute(add, &[&cart, &buyer.user.uuid(), &now, &expiry, &ids])
            .await
            .map_err(told)?;
        Ok(())
    }

    /// Statistics of tables as autovacuum keeps them in a shop that has been open for a while.
    pub(crate) async fn analyze(&self) -> Result<(), Failure> {
        self.execute("analyze").await
    }

    /// How many sandboxes are connected.
    pub(crate) async fn sandboxes(&self) -> Result<usize, Failure> {
        let count = "select count(*) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid()";
        let row = self.ask(count).await?;
        Ok(usize::try_from(row.get::<_, i64>(0)).unwrap_or_default())
    }

    /// Waits until the connections of those who are gone have ended, and so have told what they counted.
    pub(crate) async fn disconnect(&self) -> Result<(), Failure> {
        self.execute(
            "select pg_terminate_backend(pid, 5000) from pg_stat_activity
             where datname = current_database() and pid <> pg_backend_pid()",
        )
        .await
    }

    /// What connections that have ended counted.
    pub(crate) async fn counted(&self) -> Result<Counted, Failure> {
        let count = "select deadlocks, xact_rollback from pg_stat_database where datname = current_database()";
        let row = self.ask(count).await?;
        let number = |column| u64::try_from(row.get::<_, i64>(column)).unwrap_or_default();
        Ok(Counted {
            deadlocks: number(0),
            rolled_back: number(1),
        })
    }
}

fn told(error: impl std::error::Error) -> Failure {
    Failure::new(format!("{error:?}"))
}
