//! What has to be there before anybody comes: accounts, addresses, goods that do not run out, windows with room.
//!
//! Accounts are written into the database in one statement and never sign in: hashing a password takes a hundred times
//! as long as any other call (decision 0013), and nobody signs in that often. Their access tokens are signed here, by
//! the stack's own key, as `login` would.

use super::doors::Doors;
use crate::failure::Failure;
use crate::stack::Stack;
use config::{Environment, FromEnvironment};
use domain::identity::{Caller, Permission};
use domain::ids::{AddressId, SessionId, UserId};
use domain::{Clock, SystemClock};
use runtime::TokenSigner;
use serde_json::Value;
use std::iter::repeat_with;
use std::sync::Mutex;
use tokio_postgres::Client;

/// Of each thing that is bought, in thousandths: no run comes to its end.
const PLENTY: i64 = 10_000_000_000;
/// Orders that a window takes.
const ROOM: i32 = 1_000_000;

pub(super) struct Stage {
    pub(super) url: String,
    pub(super) simulator: String,
    pub(super) postcode: String,
    pub(super) http: reqwest::Client,
    pub(super) doors: Doors,
    pub(super) goods: Vec<Goods>,
    pub(super) categories: Vec<String>,
    /// The least that an order has to be worth, in rupiah.
    pub(super) minimum: u64,
    people: Vec<(UserId, AddressId)>,
    signer: TokenSigner,
    /// Orders that are paid, by their code, for staff to pack.
    pub(super) paid: Mutex<Vec<String>>,
    /// Tells this run's keys from another's.
    pub(super) run: String,
}

/// Something to buy.
pub(super) struct Goods {
    pub(super) slug: String,
    pub(super) sku: String,
    pub(super) minimum: String,
    /// What the least that can be bought of it costs, in rupiah.
    pub(super) worth: u64,
}

impl Stage {
    pub(super) async fn set(stack: &Stack, users: usize) -> Result<Self, Failure> {
        let database = connect(stack).await?;
        let postcode = stack.variable("DEMO_POSTCODE")?.to_owned();
        let environment: Environment = stack
            .environment(stack.variable("DATABASE_URL")?)
            .into_iter()
            .collect();
        let signer = TokenSigner::from_environment(&environment)
            .map_err(|error| Failure::new(error.to_string()))?;
        let people = settle(&database, users, &postcode).await?;
        let goods = fill_shelves(&database).await?;
        let slugs = "select slug from catalog.categories where active order by position, slug";
        let rows = database.query(slugs, &[]).await.map_err(told)?;
        let minimum = "select z.minimum_order from orders.zones z join orders.zone_prefixes p on p.zone_id = z.id
            where starts_with($1, p.prefix) order by length(p.prefix) desc limit 1";
        let minimum = database
            .query_one(minimum, &[&postcode])
            .await
            .map_err(told)?;
        Ok(Self {
            url: stack.variable("API_URL")?.to_owned(),
            simulator: stack.variable("MIDTRANS_SIMULATOR_URL")?.to_owned(),
            postcode,
            http: reqwest::Client::builder()
                .timeout(std::time::Duration::from_secs(30))
                .build()?,
            doors: Doors::new(),
            goods,
            categories: rows.iter().map(|row| row.get(0)).collect(),
            minimum: u64::try_from(minimum.get::<_, i64>(0)).unwrap_or_default(),
            people,
            signer,
            paid: Mutex::default(),
            run: UserId::generate(&SystemClock).to_string(),
        })
    }

    /// A fresh access token for a shopper.
    pub(super) fn shopper(&self, visitor: usize) -> Result<String, Failure> {
        self.token(visitor, &[])
    }

    /// A fresh access token for one of the staff.
    pub(super) fn staff(&self, visitor: usize) -> Result<String, Failure> {
        use Permission::{InventoryWrite, OrdersFulfil, OrdersRead};
        self.token(visitor, &[OrdersRead, OrdersFulfil, InventoryWrite])
    }

    pub(super) fn address(&self, visitor: usize) -> Option<String> {
        self.people
            .get(visitor)
            .map(|(_, address)| address.to_string())
    }

    fn token(&self, visitor: usize, permissions: &[Permission]) -> Result<String, Failure> {
        let (user, _) = self
            .people
            .get(visitor)
            .ok_or_else(|| Failure::new("nobody of that number"))?;
        let caller = Caller {
            user: *user,
            session: SessionId::generate(&SystemClock),
            access_version: 1,
            permissions: permissions.to_vec(),
        };
        let token = self.signer.issue(&caller, SystemClock.now());
        Ok(token
            .map_err(|error| Failure::new(error.to_string()))?
            .access_token)
    }
}

/// A connection to the stack's database, for as long as it is used.
pub(super) async fn connect(stack: &Stack) -> Result<Client, Failure> {
    let settings = postgres_tls::settings(stack.variable("DATABASE_URL")?).map_err(told)?;
    let (client, connection) = settings.connect(postgres_tls::tls()).await.map_err(told)?;
    tokio::spawn(connection);
    Ok(client)
}

/// So many accounts, each with an address where the shop delivers.
async fn settle(
    database: &Client,
    users: usize,
    postcode: &str,
) -> Result<Vec<(UserId, AddressId)>, Failure> {
    let people: Vec<_> = repeat_with(|| {
        (
            UserId::generate(&SystemClock),
            AddressId::generate(&SystemClock),
        )
    })
    .take(users)
    .collect();
    let (ids, addresses): (Vec<_>, Vec<_>) = people
        .iter()
        .map(|(user, address)| (user.uuid(), address.uuid()))
        .unzip();
    let add = "insert into identity.users
            (id, email, name, language, status, email_verified_at, password_hash, created_at, updated_at)
        select id, id || '@example.com', 'Siti', 'id', 'active', now(), 'unused', now(), now() from unnest($1::uuid[]) id";
    database.execute(add, &[&ids]).await.map_err(told)?;
    let add = "insert into identity.addresses (id, user_id, label, recipient, phone, street, village, district,
            city, province, postcode, is_default, created_at, updated_at)
        select a.id, a.user_id, 'Rumah', 'Siti', '+628123456789', 'Jl. Melati 1', 'Senayan', 'Kebayoran Baru',
            'Jakarta Selatan', 'DKI Jakarta', $3, true, now(), now()
        from unnest($1::uuid[], $2::uuid[]) a (id, user_id)";
    database
        .execute(add, &[&addresses, &ids, &postcode])
        .await
        .map_err(told)?;
    Ok(people)
}

/// What everybody buys of: plenty of each, by a receipt as the ledger wants it, and room in every window to come.
async fn fill_shelves(database: &Client) -> Result<Vec<Goods>, Failure> {
    let room =
        "update orders.slots set capacity = $1, capacity_grams = null where cutoff_at > now()";
    database.execute(room, &[&ROOM]).await.map_err(told)?;
    let choose = "select distinct on (p.id) p.slug, v.sku, v.id, v.minimum, v.price
        from catalog.offers v
        join catalog.products p on p.id = v.product_id
        join catalog.listings t on t.product_id = p.id
        where v.active and t.shown and t.lowest_stocked is not null and v.price < 100000
        order by p.id, v.position
        limit 200";
    let rows = database.query(choose, &[]).await.map_err(told)?;
    let variants: Vec<uuid::Uuid> = rows.iter().map(|row| row.get("id")).collect();
    let receive = "with lot as (
            insert into catalog.lots (id, variant_id, location_id, received_at, best_before, unit_cost, on_hand)
            select gen_random_uuid(), v, (select id from catalog.locations order by code limit 1), now(),
                current_date + 60, 1000, $2
            from unnest($1::uuid[]) v
            returning id
        )
        insert into catalog.stock_movements (id, lot_id, kind, on_hand_delta, reserved_delta, reason, moved_at)
        select gen_random_uuid(), id, 'receipt', $2, 0, 'load', now() from lot";
    database
        .execute(receive, &[&variants, &PLENTY])
        .await
        .map_err(told)?;
    database.batch_execute("analyze").await.map_err(told)?;
    Ok(rows.iter().map(goods).collect())
}

fn goods(row: &tokio_postgres::Row) -> Goods {
    let (minimum, price): (i64, i64) = (row.get("minimum"), row.get("price"));
    Goods {
        slug: row.get("slug"),
        sku: row.get("sku"),
        minimum: format!("{}.{:03}", minimum / 1000, minimum % 1000),
        worth: u64::try_from(minimum * price / 1000).unwrap_or_default(),
    }
}

pub(super) fn told(error: impl std::error::Error) -> Failure {
    Failure::new(format!("{error:?}"))
}

/// A text in an answer; empty where there is none.
pub(super) fn text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    value
        .pointer(pointer)
        .and_then(Value::as_str)
        .unwrap_or_default()
}
