//! Carts in PostgreSQL.

use crate::database::adapter;
use crate::error::{broken, from_postgres};
use crate::orders::coupon_rows;
use crate::statements::prepared;
use deadpool_postgres::Object;
use domain::cart::{
    Addition, CartError, CartLine, CartOwner, Carts, Contents, LIFETIME, MOST_LINES, NewCart,
    NewLine, Offer, Ordered, Substitution,
};
use domain::catalog::{Bilingual, SellingRules, Sku, Unit, shop_date};
use domain::ids::{CartId, UserId, VariantId};
use domain::orders::{CouponCode, OrderCode};
use domain::{Money, Quantity, StoreError};
use postgres_queries::client::Params;
use postgres_queries::queries::carts::{
    self, CartContentsParams, ForgetExpiredCartParams, MergeGuestCartParams, PutLineOfGuestParams,
    PutLineOfUserParams, RefillCartParams, RemoveLineParams,
};
use serde::Deserialize;
use time::OffsetDateTime;
use uuid::Uuid;

adapter! {
    /// [`Carts`] in PostgreSQL.
    PgCarts
}

type Found = Result<Option<Contents>, StoreError>;

impl Carts for PgCarts {
    async fn open(&self, cart: NewCart, now: OffsetDateTime) -> Result<(), StoreError> {
        let client = self.0.client().await?;
        carts::open_cart()
            .bind(
                &client,
                &cart.id.uuid(),
                &cart.token_hash.as_slice(),
                &now,
                &(now + LIFETIME),
            )
            .one()
            .await
            .map_err(from_postgres)?;
        Ok(())
    }

    async fn find(&self, owner: CartOwner, now: OffsetDateTime) -> Found {
        let client = self.0.client().await?;
        read(&client, &carts::cart_contents(), &owner, now).await
    }

    async fn offer(&self, sku: &Sku, now: OffsetDateTime) -> Result<Option<Offer>, StoreError> {
        let client = self.0.client().await?;
        let offer = carts::find_offer()
            .bind(&client, &shop_date(now), &sku.as_str())
            .opt()
            .await
            .map_err(from_postgres)?;
        offer
            .map(|offer| {
                Ok(Offer {
                    variant: offer.id.into(),
                    rules: rules(offer.step, offer.minimum, offer.maximum)?,
                    price: Money::rupiah(offer.price),
                    available: Quantity::from_thousandths(offer.available),
                })
            })
            .transpose()
    }

    async fn put(&self, owner: CartOwner, line: NewLine, now: OffsetDateTime) -> Found {
        let client = self.0.client().await?;
        match owner {
            CartOwner::User(user) => put_for_user(&client, user, &line, now).await,
            CartOwner::Guest(token_hash) => put_for_guest(&client, token_hash, &line, now).await,
        }
    }

    async fn remove(&self, owner: CartOwner, sku: &Sku, now: OffsetDateTime) -> Found {
        let client = self.0.client().await?;
        let (remove, lines) = prepared!(&client, carts::remove_line(), carts::cart_contents());
        let (user_id, token_hash) = keys(&owner);
        let line = RemoveLineParams {
            now,
            expires_at: now + LIFETIME,
            user_id,
            token_hash,
            sku: sku.as_str(),
        };
        let (removed, lines) = tokio::join!(
            biased;
            remove.params(&client, &line).opt(),
            read(&client, &lines, &owner, now),
        );
        removed.map_err(from_postgres)?;
        lines
    }

    /// Two round trips: the coupon is put in and all is read, then it stays or does not.
    async fn apply_coupon<T: Send>(
        &self,
        owner: CartOwner,
        code: &CouponCode,
        now: OffsetDateTime,
        judge: impl FnOnce(Option<Contents>) -> Result<T, CartError> + Send,
    ) -> Result<T, CartError> {
        let transaction = self.0.transaction().await?;
        let client = transaction.client()?;
        transaction
            .run(async { judge(put_coupon(client, owner, code, now).await?) })
            .await
    }

    async fn remove_coupon(&self, owner: CartOwner, now: OffsetDateTime) -> Found {
        let client = self.0.client().await?;
        let (remove, contents) = prepared!(&client, carts::remove_coupon(), carts::cart_contents());
        let (user_id, token_hash) = keys(&owner);
        let expires_at = now + LIFETIME;
        let (removed, contents) = tokio::join!(
            biased;
            async { remove.bind(&client, &now, &expires_at, &user_id, &token_hash).await },
            read(&client, &contents, &owner, now),
        );
        removed.map_err(from_postgres)?;
        contents
    }

    async fn ordered(
        &self,
        user: UserId,
        code: &OrderCode,
        now: OffsetDateTime,
    ) -> Result<Vec<Ordered>, StoreError> {
        let client = self.0.client().await?;
        let found = carts::lines_to_reorder()
            .bind(&client, &code.as_str(), &user.uuid(), &shop_date(now), &now)
            .all()
            .await
            .map_err(from_postgres)?;
        found.iter().map(ordered).collect()
    }

    /// One round trip.
    async fn refill(&self, user: UserId, additions: &[Addition], now: OffsetDateTime) -> Found {
        let client = self.0.client().await?;
        let (forget, refill, contents) = prepared!(
            &client,
            carts::forget_expired_cart(),
            carts::refill_cart(),
            carts::cart_contents(),
        );
        let expired = ForgetExpiredCartParams {
            user_id: user.uuid(),
            now,
        };
        let numbers =
            |number: fn(&Addition) -> i64| additions.iter().map(number).collect::<Vec<_>>();
        let wanted = RefillCartParams {
            cart_id: CartId::generate(&now).uuid(),
            user_id: user.uuid(),
            now,
            expires_at: now + LIFETIME,
            variant_ids: additions
                .iter()
                .map(|one| one.variant.uuid())
                .collect::<Vec<_>>(),
            quantities: numbers(|one| one.quantity.thousandths()),
            bounds: numbers(|one| one.bound.thousandths()),
            substitutions: additions
                .iter()
                .map(|one| one.substitution.as_str())
                .collect::<Vec<_>>(),
            prices: numbers(|one| one.price.amount()),
        };
        let owner = CartOwner::User(user);
        let (forgotten, refilled, contents) = tokio::join!(
            biased;
            forget.params(&client, &expired).opt(),
            refill.params(&client, &wanted),
            read(&client, &contents, &owner, now),
        );
        forgotten.map_err(from_postgres)?;
        refilled.map_err(from_postgres)?;
        contents
    }

    async fn merge(
        &self,
        guest: [u8; 32],
        user: UserId,
        now: OffsetDateTime,
    ) -> Result<(), StoreError> {
        let expired = ForgetExpiredCartParams {
            user_id: user.uuid(),
            now,
        };
        let merge = MergeGuestCartParams {
            token_hash: guest.as_slice(),
            now,
            cart_id: CartId::generate(&now).uuid(),
            user_id: user.uuid(),
            expires_at: now + LIFETIME,
        };
        let transaction = self.0.transaction().await?;
        let client = transaction.client()?;
        transaction
            .run(async {
                let (forget, lock, move_lines) = prepared!(
                    client,
                    carts::forget_expired_cart(),
                    carts::lock_guest_cart(),
                    carts::merge_guest_cart(),
                );
                let (forgotten, locked, moved) = tokio::join!(
                    biased;
                    forget.params(client, &expired).opt(),
                    lock.bind(client, &merge.token_hash, &now).opt(),
                    move_lines.params(client, &merge).all(),
                );
                forgotten.map_err(from_postgres)?;
                locked.map_err(from_postgres)?;
                moved.map_err(from_postgres)?;
                Ok(())
            })
            .await
    }
}

async fn put_for_user(client: &Object, user: UserId, line: &NewLine, now: OffsetDateTime) -> Found {
    let (forget, put, lines) = prepared!(
        client,
        carts::forget_expired_cart(),
        carts::put_line_of_user(),
        carts::cart_contents(),
    );
    let owner = CartOwner::User(user);
    let expired = ForgetExpiredCartParams {
        user_id: user.uuid(),
        now,
    };
    let line = PutLineOfUserParams {
        cart_id: line.cart.uuid(),
        user_id: user.uuid(),
        now,
        expires_at: now + LIFETIME,
        variant_id: line.variant.uuid(),
        quantity: line.quantity.thousandths(),
        substitution: line.substitution.map(Substitution::as_str),
        price: line.price.amount(),
        most_lines: i64::from(MOST_LINES),
    };
    let (forgotten, put, lines) = tokio::join!(
        biased;
        forget.params(client, &expired).opt(),
        put.params(client, &line).opt(),
        read(client, &lines, &owner, now),
    );
    forgotten.map_err(from_postgres)?;
    put.map_err(from_postgres)?;
    lines
}

async fn put_for_guest(
    client: &Object,
    token_hash: [u8; 32],
    line: &NewLine,
    now: OffsetDateTime,
) -> Found {
    let (put, lines) = prepared!(client, carts::put_line_of_guest(), carts::cart_contents());
    let owner = CartOwner::Guest(token_hash);
    let line = PutLineOfGuestParams {
        now,
        expires_at: now + LIFETIME,
        token_hash: token_hash.as_slice(),
        variant_id: line.variant.uuid(),
        quantity: line.quantity.thousandths(),
        substitution: line.substitution.map(Substitution::as_str),
        price: line.price.amount(),
        most_lines: i64::from(MOST_LINES),
    };
    let (put, lines) = tokio::join!(
        biased;
        put.params(client, &line).opt(),
        read(client, &lines, &owner, now),
    );
    put.map_err(from_postgres)?;
    lines
}

async fn put_coupon(
    client: &Object,
    owner: CartOwner,
    code: &CouponCode,
    now: OffsetDateTime,
) -> Found {
    let (forget, set_of_user, set_of_guest, contents) = prepared!(
        client,
        carts::forget_expired_cart(),
        carts::set_coupon_of_user(),
        carts::set_coupon_of_guest(),
        carts::cart_contents(),
    );
    let (code, expires_at) = (code.as_str(), now + LIFETIME);
    let set = async {
        match owner {
            CartOwner::User(user) => {
                let (cart, user) = (CartId::generate(&now).uuid(), user.uuid());
                let (forgotten, set) = tokio::join!(
                    biased;
                    async { forget.bind(client, &user, &now).opt().await },
                    async { set_of_user.bind(client, &cart, &user, &code, &now, &expires_at).await },
                );
                forgotten.and(set)
            }
            CartOwner::Guest(token) => {
                let token = token.as_slice();
                set_of_guest
                    .bind(client, &code, &now, &expires_at, &token)
                    .await
            }
        }
    };
    let (set, contents) = tokio::join!(biased; set, read(client, &contents, &owner, now));
    set.map_err(from_postgres)?;
    contents
}

/// What a cart is found by: one of the two.
fn keys(owner: &CartOwner) -> (Option<Uuid>, Option<&[u8]>) {
    match owner {
        CartOwner::User(user) => (Some(user.uuid()), None),
        CartOwner::Guest(token_hash) => (None, Some(token_hash)),
    }
}

async fn read(
    client: &Object,
    statement: &carts::CartContentsStmt,
    owner: &CartOwner,
    now: OffsetDateTime,
) -> Found {
    let (user_id, token_hash) = keys(owner);
    let key = CartContentsParams {
        user_id,
        token_hash,
        now,
        today: shop_date(now),
    };
    let found = statement
        .params(client, &key)
        .opt()
        .await
        .map_err(from_postgres)?;
    found
        .map(|found| {
            let rows: Vec<LineRow> = serde_json::from_value(found.lines).map_err(broken)?;
            let lines = rows.into_iter().map(TryInto::try_into);
            let is_guest = user_id.is_none();
            let coupon = found
                .coupon_code
                .map(|code| coupon_rows::in_cart(&code, found.coupon, is_guest));
            Ok(Contents {
                lines: lines.collect::<Result<_, StoreError>>()?,
                coupon: coupon.transpose()?,
            })
        })
        .transpose()
}

fn ordered(row: &carts::LinesToReorder) -> Result<Ordered, StoreError> {
    let offer = match (
        row.variant_id,
        row.step,
        row.minimum,
        row.maximum,
        row.price,
    ) {
        (Some(variant), Some(step), Some(minimum), Some(maximum), Some(price)) if row.sold => {
            Some(Offer {
                variant: variant.into(),
                rules: rules(step, minimum, maximum)?,
                price: Money::rupiah(price),
                available: Quantity::from_thousandths(row.available),
            })
        }
        _ => None,
    };
    Ok(Ordered {
        sku: Sku::parse(&row.sku).map_err(broken)?,
        quantity: Quantity::from_thousandths(row.quantity),
        substitution: Substitution::parse(&row.substitution).map_err(broken)?,
        offer,
        in_cart: Quantity::from_thousandths(row.in_cart),
    })
}

#[derive(Deserialize)]
struct LineRow {
    variant: VariantId,
    sku: String,
    name: Bilingual,
    quantity: i64,
    unit: Unit,
    step: i64,
    minimum: i64,
    maximum: i64,
    substitution: Substitution,
    unit_price: i64,
    seen_price: i64,
    sold: bool,
    discountable: bool,
    available: i64,
}

impl TryFrom<LineRow> for CartLine {
    type Error = StoreError;

    fn try_from(row: LineRow) -> Result<Self, StoreError> {
        Ok(Self {
            variant: row.variant,
            sku: Sku::parse(&row.sku).map_err(broken)?,
            name: row.name,
            quantity: Quantity::from_thousandths(row.quantity),
            unit: row.unit,
            rules: rules(row.step, row.minimum, row.maximum)?,
            substitution: row.substitution,
            unit_price: Money::rupiah(row.unit_price),
            seen_price: Money::rupiah(row.seen_price),
            available: Quantity::from_thousandths(row.available),
            sold: row.sold,
            discountable: row.discountable,
        })
    }
}

/// A variant's rules, from its columns.
pub(crate) fn rules(step: i64, minimum: i64, maximum: i64) -> Result<SellingRules, StoreError> {
    let quantity = Quantity::from_thousandths;
    SellingRules::new(quantity(step), quantity(minimum), quantity(maximum)).map_err(broken)
}
