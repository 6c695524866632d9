//! Filling a cart.

use crate::cart::{Addition, Cart, CartOwner, Contents, Ordered, Substitution};
use crate::catalog::{QuantityError, SellingRules, Sku};
use crate::failure::{Failure, Kind, Violation};
use crate::ids::{CartId, UserId, VariantId};
use crate::links::{random_token, token_hash};
use crate::money::OutOfRange;
use crate::orders::OrderCode;
use crate::orders::coupon::{CouponCode, CouponProblem};
use crate::{Clock, Money, Quantity, StoreError};
use time::{Duration, OffsetDateTime};

/// How long a cart lives after it was last written to.
pub const LIFETIME: Duration = Duration::days(30);

/// Different goods that are put into one cart: whoever orders them locks their stock.
pub const MOST_LINES: u8 = 100;

/// A guest's new, empty cart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCart {
    pub id: CartId,
    pub token_hash: [u8; 32],
}

/// What a SKU offers now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offer {
    pub variant: VariantId,
    pub rules: SellingRules,
    pub price: Money,
    pub available: Quantity,
}

/// A line to stand in a cart, in place of the variant's line if there is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLine {
    /// For the cart, if the user has none yet.
    pub cart: CartId,
    pub variant: VariantId,
    pub quantity: Quantity,
    /// `None` leaves the wish as it was.
    pub substitution: Option<Substitution>,
    /// What the shopper is shown.
    pub price: Money,
}

/// Where carts are kept. A cart that has expired is not found. Whoever is answered lines has seen their prices.
pub trait Carts: Send + Sync {
    async fn open(&self, cart: NewCart, now: OffsetDateTime) -> Result<(), StoreError>;

    /// What is in the cart; `None` when there is no such cart.
    async fn find(
        &self,
        owner: CartOwner,
        now: OffsetDateTime,
    ) -> Result<Option<Contents>, StoreError>;

    /// What the SKU offers, if it is sold.
    async fn offer(&self, sku: &Sku, now: OffsetDateTime) -> Result<Option<Offer>, StoreError>;

    /// Writes one line and touches no other; none into a cart that has [`MOST_LINES`] others. A user's cart is made if
    /// there is none; `None` when a guest's does not exist.
    async fn put(
        &self,
        owner: CartOwner,
        line: NewLine,
        now: OffsetDateTime,
    ) -> Result<Option<Contents>, StoreError>;

    /// Takes the SKU's line out, if it is in.
    async fn remove(
        &self,
        owner: CartOwner,
        sku: &Sku,
        now: OffsetDateTime,
    ) -> Result<Option<Contents>, StoreError>;

    /// In one transaction: puts the coupon into the cart, in place of the one in it, and lets `judge` see what is in
    /// the cart then; nothing is changed when it refuses. A user's cart is made if there is none.
    async fn apply_coupon<T: Send>(
        &self,
        owner: CartOwner,
        code: &CouponCode,
        now: OffsetDateTime,
        judge: impl FnOnce(Option<Contents>) -> Result<T, CartError> + Send,
    ) -> Result<T, CartError>;

    /// Takes the coupon out of the cart, if one is in.
    async fn remove_coupon(
        &self,
        owner: CartOwner,
        now: OffsetDateTime,
    ) -> Result<Option<Contents>, StoreError>;

    /// What the user's order was of, in its order; nothing when there is no such order of theirs.
    async fn ordered(
        &self,
        user: UserId,
        code: &OrderCode,
        now: OffsetDateTime,
    ) -> Result<Vec<Ordered>, StoreError>;

    /// Adds to what stands in the user's cart, which is made if there is none.
    async fn refill(
        &self,
        user: UserId,
        additions: &[Addition],
        now: OffsetDateTime,
    ) -> Result<Option<Contents>, StoreError>;

    /// Puts what is in the guest's cart into the user's and ends the guest's, all at once: quantities add up to
    /// each variant's maximum, and the guest's coupon comes along if the user has none. Without such a guest's cart
    /// nothing happens, so a repetition is harmless.
    async fn merge(
        &self,
        guest: [u8; 32],
        user: UserId,
        now: OffsetDateTime,
    ) -> Result<(), StoreError>;
}

/// Why a cart is not as the shopper would have it.
#[derive(Debug, thiserror::Error)]
pub enum CartError {
    #[error("no such cart")]
    NotFound,
    #[error("the SKU is not sold")]
    NotSold,
    #[error("the quantity is not sold")]
    Quantity(#[from] QuantityError),
    #[error("the coupon does not apply")]
    Coupon(CouponProblem),
    #[error("only {0} can be had")]
    InsufficientStock(Quantity),
    #[error("the cart takes no more goods")]
    Full,
    #[error(transparent)]
    OutOfRange(#[from] OutOfRange),
    #[error("no randomness")]
    Random(#[from] getrandom::Error),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure for CartError {
    fn kind(&self) -> Kind {
        match self {
            Self::NotFound | Self::NotSold => Kind::NotFound,
            Self::Quantity(_) => Kind::Rule,
            Self::Coupon(problem) => problem.kind(),
            Self::InsufficientStock(_) | Self::Full => Kind::Conflict,
            Self::OutOfRange(_) | Self::Random(_) => Kind::Internal,
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "cart_not_found",
            Self::NotSold => "sku_not_found",
            Self::Quantity(_) => "validation_failed",
            Self::Coupon(problem) => problem.as_str(),
            Self::InsufficientStock(_) => "insufficient_stock",
            Self::Full => "cart_full",
            Self::OutOfRange(_) | Self::Random(_) => "internal",
            Self::Store(error) => error.code(),
        }
    }

    fn violations(&self) -> Vec<Violation> {
        match self {
            Self::Quantity(error) => vec![Violation::new("/quantity", error.code())],
            Self::InsufficientStock(_) => vec![Violation::new("/quantity", self.code())],
            _ => Vec::new(),
        }
    }
}

/// Opens a cart for a guest and answers its token, which is kept nowhere.
pub async fn open(carts: &impl Carts, clock: &impl Clock) -> Result<String, CartError> {
    let token = random_token()?;
    let cart = NewCart {
        id: CartId::generate(clock),
        token_hash: token_hash(&token),
    };
    carts.open(cart, clock.now()).await?;
    Ok(token)
}

/// The cart as it is priced now.
pub async fn get(
    carts: &impl Carts,
    clock: &impl Clock,
    owner: CartOwner,
) -> Result<Cart, CartError> {
    let now = clock.now();
    priced(owner, carts.find(owner, now).await?, now)
}

/// Makes `quantity` of the SKU stand in the cart.
pub async fn put(
    carts: &impl Carts,
    clock: &impl Clock,
    owner: CartOwner,
    sku: &Sku,
    quantity: Quantity,
    substitution: Option<Substitution>,
) -> Result<Cart, CartError> {
    let now = clock.now();
    let offer = carts.offer(sku, now).await?.ok_or(CartError::NotSold)?;
    offer.rules.check(quantity)?;
    if quantity > offer.available {
        return Err(CartError::InsufficientStock(offer.available));
    }
    let line = NewLine {
        cart: CartId::generate(clock),
        variant: offer.variant,
        quantity,
        substitution,
        price: offer.price,
    };
    let contents = carts.put(owner, line, now).await?;
    let is_full =
        |contents: &Contents| contents.lines.len() >= usize::from(MOST_LINES) && !contents.has(sku);
    if contents.as_ref().is_some_and(is_full) {
        return Err(CartError::Full);
    }
    priced(owner, contents, now)
}

/// Takes the SKU out of the cart.
pub async fn remove(
    carts: &impl Carts,
    clock: &impl Clock,
    owner: CartOwner,
    sku: &Sku,
) -> Result<Cart, CartError> {
    let now = clock.now();
    priced(owner, carts.remove(owner, sku, now).await?, now)
}

/// Uses the coupon from now on; one that does not apply is refused, and the one before it stays.
pub async fn apply_coupon(
    carts: &impl Carts,
    clock: &impl Clock,
    owner: CartOwner,
    code: &CouponCode,
) -> Result<Cart, CartError> {
    let now = clock.now();
    let judge = |contents| {
        let cart = priced(owner, contents, now)?;
        match cart.coupon.as_ref().and_then(|coupon| coupon.problem) {
            Some(problem) => Err(CartError::Coupon(problem)),
            None => Ok(cart),
        }
    };
    carts.apply_coupon(owner, code, now, judge).await
}

/// Uses no coupon any more.
pub async fn remove_coupon(
    carts: &impl Carts,
    clock: &impl Clock,
    owner: CartOwner,
) -> Result<Cart, CartError> {
    let now = clock.now();
    priced(owner, carts.remove_coupon(owner, now).await?, now)
}

/// A user without a cart has an empty one; a guest's token that opens none is unknown.
fn priced(
    owner: CartOwner,
    contents: Option<Contents>,
    now: OffsetDateTime,
) -> Result<Cart, CartError> {
    let contents = match (contents, owner) {
        (Some(contents), _) => contents,
        (None, CartOwner::User(_)) => Contents::default(),
        (None, CartOwner::Guest(_)) => return Err(CartError::NotFound),
    };
    Ok(Cart::price(contents, now)?)
}
