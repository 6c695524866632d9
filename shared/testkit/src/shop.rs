//! A small shop to test in: one zone, slots, stock, shoppers with carts.

use crate::TestDatabase;
use domain::ids::{AddressId, CartId, LotId, SlotId, UserId, VariantId};
use domain::{Clock, SystemClock};
use time::{Date, Duration, OffsetDateTime};
use tokio_postgres::Client;
use uuid::Uuid;

/// A shop with one zone (postcodes 12…, fee Rp15.000, free above Rp500.000, cash up to Rp300.000), one product
/// and one warehouse.
pub struct Shop {
    client: Client,
    zone: Uuid,
    product: Uuid,
    location: Uuid,
}

/// A signed-up shopper with an address in the zone.
#[derive(Debug, Clone, Copy)]
pub struct Shopper {
    pub user: UserId,
    pub address: AddressId,
}

impl Shop {
    pub async fn open(database: &TestDatabase) -> Self {
        let client = database.client().await;
        let now = SystemClock.now();
        let (zone, category, product, location) = (id(), id(), id(), id());
        client
            .execute(
                "insert into orders.zones (id, name, fee, free_above, minimum_order, cod_maximum)
                 values ($1, 'Jakarta Selatan', 15000, 500000, 0, 300000)",
                &[&zone],
            )
            .await
            .expect("a zone");
        client
            .execute(
                "insert into orders.zone_prefixes values ('12', $1)",
                &[&zone],
            )
            .await
            .expect("its postcodes");
        client
            .execute(
                "insert into catalog.categories (id, slug, name_id, name_en)
                 values ($1, 'sayuran', 'Sayuran', 'Vegetables')",
                &[&category],
            )
            .await
            .expect("a category");
        client
            .execute(
                "insert into catalog.products
                     (id, category_id, slug, name_id, name_en, shelf_life_days, status, created_at, updated_at)
                 values ($1, $2, 'bayam', 'Bayam', 'Spinach', 3, 'active', $3, $3)",
                &[&product, &category, &now],
            )
            .await
            .expect("a product");
        client
            .execute(
                "insert into catalog.locations values ($1, 'jakarta', 'Jakarta')",
                &[&location],
            )
            .await
            .expect("a warehouse");
        Self {
            client,
            zone,
            product,
            location,
        }
    }

    /// For what this has no word for.
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// A slot that starts in so many hours, with its cut-off an hour before.
    pub async fn slot(&self, hours: i64, capacity: i32) -> SlotId {
        let id = SlotId::generate(&SystemClock);
        let start = SystemClock.now() + Duration::hours(hours);
        self.client
            .execute(
                "insert into orders.slots (id, zone_id, date, starts_at, ends_at, cutoff_at, capacity)
                 values ($1, $2, $3, $4, $5, $6, $7)",
                &[
                    &id.uuid(),
                    &self.zone,
                    &domain::catalog::shop_date(start),
                    &start,
                    &(start + Duration::hours(3)),
                    &(start - Duration::hours(1)),
                    &capacity,
                ],
            )
            .await
            .expect("a slot");
        id
    }

    /// A variant sold in whole bunches, 1–20, at Rp5.000 (or any other whole price).
    pub async fn variant(&self, sku: &str, price: i64) -> VariantId {
        let id = VariantId::generate(&SystemClock);
        self.client
            .execute(
                "with variant as (
                     insert into catalog.variants (id, product_id, sku, unit, step, minimum, maximum)
                     values ($1, $2, $3, 'ikat', 1000, 1000, 20000)
                     returning id
                 )
                 insert into catalog.prices (variant_id, starts_at, price) select id, '-infinity', $4 from variant",
                &[&id.uuid(), &self.product, &sku, &price],
            )
            .await
            .expect("a variant");
        id
    }

    /// A lot of so many thousandths that is good for so many days from today.
    pub async fn lot(&self, variant: VariantId, thousandths: i64, good_days: i64) -> LotId {
        let id = LotId::generate(&SystemClock);
        let now = SystemClock.now();
        let best_before = today(now) + Duration::days(good_days);
        self.client
            .execute(
                "insert into catalog.lots
                     (id, variant_id, location_id, received_at, best_before, unit_cost, on_hand)
                 values ($1, $2, $3, $4, $5, 3000, $6)",
                &[
                    &id.uuid(),
                    &variant.uuid(),
                    &self.location,
                    &now,
                    &best_before,
                    &thousandths,
                ],
            )
            .await
            .expect("a lot");
        id
    }

    /// Somebody with a verified account and an address in the zone.
    pub async fn shopper(&self) -> Shopper {
        let (user, address) = (
            UserId::generate(&SystemClock),
            AddressId::generate(&SystemClock),
        );
        let now = SystemClock.now();
        self.client
            .execute(
                "insert into identity.users (id, email, name, language, status, email_verified_at, password_hash,
                                             created_at, updated_at)
                 values ($1, $2, 'Siti', 'id', 'active', $3, 'unused', $3, $3)",
                &[&user.uuid(), &format!("{user}@example.com"), &now],
            )
            .await
            .expect("a user");
        self.client
            .execute(
                "insert into identity.addresses (id, user_id, label, recipient, phone, street, village, district,
                                                 city, province, postcode, is_default, created_at, updated_at)
                 values ($1, $2, 'Rumah', 'Siti', '+628123456789', 'Jl. Melati 1', 'Senayan', 'Kebayoran Baru',
                         'Jakarta Selatan', 'DKI Jakarta', '12190', true, $3, $3)",
                &[&address.uuid(), &user.uuid(), &now],
            )
            .await
            .expect("an address");
        Shopper { user, address }
    }

    /// Puts a quantity (thousandths) into the user's cart, beside what is in it.
    pub async fn fill_cart(&self, user: UserId, variant: VariantId, thousandths: i64) {
        let now = SystemClock.now();
        let cart = CartId::generate(&SystemClock).uuid();
        self.client
            .execute(
                "insert into cart.carts (id, user_id, created_at, updated_at, expires_at)
                 values ($1, $2, $3, $3, $4) on conflict (user_id) do nothing",
                &[&cart, &user.uuid(), &now, &(now + Duration::days(30))],
            )
            .await
            .expect("a cart");
        self.client
            .execute(
                "insert into cart.lines (cart_id, variant_id, quantity, seen_price, added_at)
                 select c.id, $2, $3, 0, $4 from cart.carts c where c.user_id = $1",
                &[&user.uuid(), &variant.uuid(), &thousandths, &now],
            )
            .await
            .expect("a line");
    }

    /// A coupon for everybody and everything: `percentage` of so many basis points, `fixed` of so many rupiah, or
    /// `free_delivery`.
    pub async fn coupon(&self, code: &str, kind: &str, worth: i64) {
        self.client
            .execute(
                "insert into orders.coupons
                     (code, kind, rate_bp, amount, minimum_subtotal, category_ids, first_order_only, active)
                 values ($1, $2, case $2 when 'percentage' then $3::bigint::integer end,
                         case $2 when 'fixed' then $3 end, 0, '{}', false, true)",
                &[&code, &kind, &worth],
            )
            .await
            .expect("a coupon");
    }

    /// Makes the coupon the one in the user's cart, applicable or not.
    pub async fn use_coupon(&self, user: UserId, code: &str) {
        self.client
            .execute(
                "update cart.carts set coupon_code = $2 where user_id = $1",
                &[&user.uuid(), &code],
            )
            .await
            .expect("the user's cart");
    }

    /// A lot's on-hand and reserved thousandths.
    pub async fn level(&self, lot: LotId) -> (i64, i64) {
        let row = self
            .client
            .query_one(
                "select on_hand, reserved from catalog.lots where id = $1",
                &[&lot.uuid()],
            )
            .await
            .expect("the lot");
        (row.get(0), row.get(1))
    }

    /// How many rows a table has.
    pub async fn count(&self, table: &str) -> i64 {
        let row = self
            .client
            .query_one(&format!("select count(*) from {table}"), &[])
            .await;
        row.expect("a count").get(0)
    }
}

fn id() -> Uuid {
    LotId::generate(&SystemClock).uuid()
}

fn today(now: OffsetDateTime) -> Date {
    domain::catalog::shop_date(now)
}
