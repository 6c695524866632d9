//! The calls that are made, and the functions that answer them.

/// A route of the shop, or what else a shopper waits for.
pub(super) struct Route {
    pub(super) method: &'static str,
    pub(super) path: &'static str,
    /// The binary behind it; none for what is not the shop's.
    pub(super) function: &'static str,
    pub(super) expected: u16,
}

impl Route {
    pub(super) fn name(&self) -> String {
        format!("{} {}", self.method, self.path)
    }
}

const fn route(
    method: &'static str,
    path: &'static str,
    function: &'static str,
    expected: u16,
) -> Route {
    Route {
        method,
        path,
        function,
        expected,
    }
}

pub(super) static CATEGORIES: Route = route("GET", "/v1/categories", "list-categories", 200);
pub(super) static PRODUCTS: Route = route("GET", "/v1/products", "list-products", 200);
pub(super) static SEARCH: Route = route("GET", "/v1/products?q=", "list-products", 200);
pub(super) static SUGGEST: Route = route("GET", "/v1/products/suggest", "suggest-products", 200);
pub(super) static PRODUCT: Route = route("GET", "/v1/products/{slug}", "get-product", 200);
pub(super) static NEW_CART: Route = route("POST", "/v1/carts", "create-cart", 201);
pub(super) static CART: Route = route("GET", "/v1/cart", "get-cart", 200);
pub(super) static PUT_ITEM: Route = route("PUT", "/v1/cart/items/{sku}", "put-cart-item", 200);
pub(super) static REMOVE_ITEM: Route =
    route("DELETE", "/v1/cart/items/{sku}", "remove-cart-item", 200);
pub(super) static SLOTS: Route = route("GET", "/v1/delivery/slots", "list-slots", 200);
pub(super) static QUOTE: Route = route("POST", "/v1/checkout/quote", "quote-checkout", 200);
pub(super) static PLACE: Route = route("POST", "/v1/orders", "place-order", 201);
pub(super) static PAY: Route = route("POST", "/v1/orders/{code}/payments", "start-payment", 201);
pub(super) static ORDER: Route = route("GET", "/v1/orders/{code}", "get-my-order", 200);
pub(super) static TRACKING: Route = route("GET", "/v1/orders/{code}/tracking", "track-order", 200);
pub(super) static STAFF_ORDERS: Route = route("GET", "/v1/admin/orders", "list-orders", 200);
pub(super) static STAFF_ORDER: Route = route("GET", "/v1/admin/orders/{code}", "get-order", 200);
pub(super) static PICK_LIST: Route = route("GET", "/v1/admin/pick-list", "get-pick-list", 200);
pub(super) static INVENTORY: Route = route("GET", "/v1/admin/inventory", "list-inventory", 200);
pub(super) static TRANSITION: Route = route(
    "POST",
    "/v1/admin/orders/{code}/transitions",
    "transition-order",
    200,
);
/// The customer's act at the gateway, which tells the shop before it answers.
pub(super) static AT_GATEWAY: Route =
    route("POST", "(the gateway, its notification answered)", "", 200);
/// What the gateway calls of the shop meanwhile.
pub(super) static NOTIFICATION: Route =
    route("POST", "/v1/webhooks/midtrans", "midtrans-webhook", 200);

/// Who takes a day's events.
pub(super) static CONSUMERS: [&str; 5] = [
    "apply-payment-to-order",
    "index-sales",
    "notify",
    "process-payment-event",
    "queue-webhooks",
];

/// Everything that visitors call.
pub(super) static ALL: [&Route; 21] = [
    &CATEGORIES,
    &PRODUCTS,
    &SEARCH,
    &SUGGEST,
    &PRODUCT,
    &NEW_CART,
    &CART,
    &PUT_ITEM,
    &REMOVE_ITEM,
    &SLOTS,
    &QUOTE,
    &PLACE,
    &PAY,
    &ORDER,
    &TRACKING,
    &STAFF_ORDERS,
    &STAFF_ORDER,
    &PICK_LIST,
    &INVENTORY,
    &TRANSITION,
    &AT_GATEWAY,
];
