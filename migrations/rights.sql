-- What each context's user may do, whole: `xtask grant` puts it in place of whatever they could do before. By schema and
-- table; the table's own context first, and then those of others that must touch it in one transaction or read it in one
-- statement, each with the reason. Columns are named where a row holds more than is their business. A lock on a row
-- (`for update`) asks for the right to update some column: where nothing is to be changed it is one that harms nobody.
--
-- Whoever is not here may do nothing: nobody changes a ledger or a balance, and no user empties, alters or makes a table.
-- Views and the functions marked `security definer` reach further than whoever asks them, and nowhere else.
--
-- Granted before a release's functions are there: a right goes in the release after the one that asks for it no more.

-- ---- identity ------------------------------------------------------------------------------------------------------
grant usage on schema identity to sayur_identity, sayur_catalog, sayur_orders, sayur_payments, sayur_notifications, sayur_platform;

grant select, insert, update, delete on identity.users to sayur_identity;
grant select (id, name) on identity.users to sayur_catalog; -- who moved stock
grant select (id, status, email, name, language) on identity.users to sayur_orders; -- whom an order is for
grant select (id, status) on identity.users to sayur_payments; -- that somebody is there to have credit
grant select on identity.accounts to sayur_identity;
grant select (id, name, status, permissions) on identity.accounts to sayur_orders; -- who brings goods
grant select (id, status, permissions) on identity.accounts to sayur_payments; -- who carries cash
grant select (id, email, name, language, status, permissions) on identity.accounts to sayur_notifications; -- staff, to be told
grant select, insert, update, delete on identity.roles to sayur_identity;
grant select (name, permissions) on identity.roles to sayur_orders, sayur_notifications; -- by which staff are found
grant select, insert, delete on identity.user_roles to sayur_identity;
grant select (user_id, role) on identity.user_roles to sayur_orders, sayur_notifications; -- by which staff are found
grant select, insert, update on identity.sessions to sayur_identity;
grant select, insert, update, delete on identity.refresh_tokens to sayur_identity;
grant select (token_hash, expires_at), update (issued_at), delete on identity.refresh_tokens to sayur_platform; -- expired ones go
grant select, insert, update, delete on identity.one_time_tokens to sayur_identity;
grant select (id, expires_at), update (created_at), delete on identity.one_time_tokens to sayur_platform; -- expired ones go
grant select, insert, update, delete on identity.second_factors to sayur_identity;
grant select, insert, update, delete on identity.recovery_codes to sayur_identity;
grant select, insert, delete on identity.external_identities to sayur_identity;
grant select, insert, update, delete on identity.rate_windows to sayur_identity;
grant select (key, window_start), update (calls), delete on identity.rate_windows to sayur_platform; -- old ones go
grant select, insert, update, delete on identity.addresses to sayur_identity;
grant select (id, user_id, recipient, phone, street, village, district, city, province, postcode, latitude, longitude, courier_note) on identity.addresses to sayur_orders; -- where an order goes
grant select, insert on identity.audit_log to sayur_identity;
grant insert on identity.audit_log to sayur_catalog, sayur_orders, sayur_payments, sayur_notifications; -- acts of staff, noted with them

-- ---- catalog -------------------------------------------------------------------------------------------------------
grant usage on schema catalog to sayur_catalog, sayur_cart, sayur_orders, sayur_identity;

grant select, insert, update, delete on catalog.categories to sayur_catalog;
grant select on catalog.categories to sayur_orders; -- what coupons are for, and how lists and reports are ordered
grant select, insert, delete on catalog.shelves to sayur_catalog;
grant select on catalog.shelves to sayur_cart, sayur_orders, sayur_identity; -- which goods a coupon is for
grant select, insert, update on catalog.products to sayur_catalog;
grant select on catalog.products to sayur_cart, sayur_orders, sayur_identity; -- what is bought
grant select, insert, update, delete on catalog.product_images to sayur_catalog;
grant select, insert, update on catalog.variants to sayur_catalog;
grant select on catalog.variants to sayur_cart, sayur_orders, sayur_identity; -- what is bought
grant select on catalog.offers to sayur_catalog;
grant select on catalog.offers to sayur_cart, sayur_orders, sayur_identity; -- at today's price
grant select, insert, delete on catalog.prices to sayur_catalog;
grant select, insert, update on catalog.availability to sayur_catalog;
grant select, insert, update on catalog.listings to sayur_catalog;
grant select, insert, update, delete on catalog.counts_by_category to sayur_catalog;
grant select, insert, update, delete on catalog.counts_by_origin to sayur_catalog;
grant select, insert, delete on catalog.uncounted to sayur_catalog;
grant select, insert on catalog.words to sayur_catalog;
grant select, insert, delete on catalog.synonyms to sayur_catalog;
grant select, update on catalog.synonyms_version to sayur_catalog;
grant select, insert, update on catalog.locations to sayur_catalog;
grant select on catalog.locations to sayur_cart, sayur_orders, sayur_identity; -- from where it is sold
grant select, insert, update (on_hand, reserved) on catalog.lots to sayur_catalog;
grant select (variant_id, location_id, best_before, on_hand, reserved) on catalog.lots to sayur_cart, sayur_identity; -- how much of it there is
grant select (id, variant_id, location_id, best_before, on_hand, reserved), update (on_hand, reserved) on catalog.lots to sayur_orders; -- promised, picked, brought back
grant select on catalog.promisable_lots to sayur_catalog;
grant select, insert on catalog.stock_movements to sayur_catalog;
grant select (lot_id, order_id, kind, on_hand_delta), insert on catalog.stock_movements to sayur_orders; -- a lot changes with its ledger
grant select, insert, update on catalog.stock_thresholds to sayur_catalog;
grant select, insert on catalog.expiry_notices to sayur_catalog;
grant select, insert, update, delete on catalog.daily_sales to sayur_catalog;

-- ---- cart ----------------------------------------------------------------------------------------------------------
grant usage on schema cart to sayur_cart, sayur_identity, sayur_orders, sayur_platform;

grant select, insert, update, delete on cart.carts to sayur_cart;
grant select, insert, update, delete on cart.carts to sayur_identity; -- a guest's becomes the user's who signs in
grant select (id, user_id, token_hash, coupon_code, expires_at), update (coupon_code), delete on cart.carts to sayur_orders; -- what is ordered leaves it; it goes with its user
grant select (id, expires_at), update (updated_at), delete on cart.carts to sayur_platform; -- expired ones go
grant select, insert, update, delete on cart.lines to sayur_cart;
grant select, insert, update on cart.lines to sayur_identity; -- of a guest's cart, in the user's
grant select (cart_id, variant_id, quantity, substitution, added_at), delete on cart.lines to sayur_orders; -- what is ordered leaves the cart

-- ---- orders --------------------------------------------------------------------------------------------------------
grant usage on schema orders to sayur_orders, sayur_cart, sayur_catalog, sayur_identity, sayur_payments, sayur_platform;

grant select, insert, update, delete on orders.zones to sayur_orders;
grant select, insert, delete on orders.zone_prefixes to sayur_orders;
grant select, insert, update, delete on orders.slot_templates to sayur_orders;
grant select, insert, update, delete on orders.slots to sayur_orders;
grant select, insert, update on orders.orders to sayur_orders;
grant select (id, code, user_id, status) on orders.orders to sayur_cart; -- to be ordered again, and whether a coupon's is the first
grant select (id, code, status, placed_at) on orders.orders to sayur_catalog; -- who got of a lot
grant select on orders.orders to sayur_identity; -- one's own, exported; what is owed for them
grant select, update (id) on orders.orders to sayur_payments; -- what is to be paid, behind the order's lock; its lines hold its id where it is
grant select (id, user_id, status, address, contact_erased_at), update (email, customer_name, note, address, contact_erased_at) on orders.orders to sayur_platform; -- whose user is gone
grant select, update on orders.whole_orders to sayur_orders;
grant select on orders.whole_orders to sayur_identity; -- one's own, exported
grant select on orders.whole_orders to sayur_payments; -- what a payment is for
grant select, insert, update, delete on orders.lines to sayur_orders;
grant select (order_id, line, sku, substitute_for, quantity, substitution) on orders.lines to sayur_cart; -- to be ordered again
grant select on orders.lines to sayur_identity, sayur_payments; -- what is paid for
grant select, insert, delete on orders.allocations to sayur_orders;
grant select, insert on orders.timeline to sayur_orders;
grant select, insert, update on orders.invoices to sayur_orders;
grant select, insert, update on orders.invoice_series to sayur_orders;
grant select, insert, update, delete on orders.coupons to sayur_orders;
grant select on orders.coupons to sayur_cart, sayur_identity; -- the one in the cart
grant select, insert, update on orders.redemptions to sayur_orders;
grant select on orders.redemptions to sayur_cart, sayur_identity; -- how often it was used
grant select, insert, update on orders.claims to sayur_orders;
grant select (id, order_id) on orders.claims to sayur_payments; -- what is given back already
grant select (order_id, photos), update (text, note, photos) on orders.claims to sayur_platform; -- whose user is gone
grant select, insert on orders.claim_lines to sayur_orders;
grant select (claim_id, sku, quantity) on orders.claim_lines to sayur_payments; -- what is given back already
grant select on orders.whole_claims to sayur_orders;
grant select on orders.whole_claims to sayur_identity; -- one's own, exported

-- ---- payments ------------------------------------------------------------------------------------------------------
grant usage on schema payments to sayur_payments, sayur_orders, sayur_identity;

grant select, insert, update on payments.payments to sayur_payments;
grant select on payments.payments to sayur_identity; -- one's own, exported
grant select (id, order_id, order_code, number, gateway, status, amount, refunding, started_at, version), insert, update (status, amount, paid_at, started_at, busy_until, updated_at, version) on payments.payments to sayur_orders; -- cash that is taken at a door
grant select, insert on payments.gateway_events to sayur_payments;
grant select, insert, update on payments.refunds to sayur_payments;
grant select on payments.refunds to sayur_identity; -- one's own, exported
grant select (id, payment_id, amount, status, requested_by) on payments.refunds to sayur_orders; -- what is given back already
grant select, insert on payments.refund_lines to sayur_payments;
grant select (refund_id, sku, quantity) on payments.refund_lines to sayur_orders; -- what is given back already
grant select, insert on payments.payouts to sayur_payments;
grant select on payments.payout_tasks to sayur_payments;
grant select on payments.credit_accounts to sayur_payments;
grant select on payments.credit_accounts to sayur_orders, sayur_identity; -- what there is to spend; one's own, exported
grant select, insert on payments.credit_entries to sayur_payments;
grant select on payments.credit_entries to sayur_identity; -- one's own, exported
grant insert on payments.credit_entries to sayur_orders; -- spent by an order, returned by its end, given for a claim
grant select on payments.courier_accounts to sayur_payments;
grant select, insert on payments.courier_entries to sayur_payments;
grant insert on payments.courier_entries to sayur_orders; -- cash that is taken at a door
grant select, insert on payments.settlements to sayur_payments;
grant insert on payments.settlement_rows to sayur_payments;
grant select on payments.current_settlement_rows to sayur_payments;
grant select, insert, update on payments.reconciliations to sayur_payments;

-- ---- notifications -------------------------------------------------------------------------------------------------
grant usage on schema notifications to sayur_notifications, sayur_identity, sayur_platform;

grant select, insert, update on notifications.emails to sayur_notifications;
grant select (user_id, kind, subject, created_at) on notifications.emails to sayur_identity; -- one's own, exported
grant select (id, user_id, recipient, status, claimed_until), update (recipient, subject, error, status) on notifications.emails to sayur_platform; -- whose user is gone
grant select, insert, update, delete on notifications.feed to sayur_notifications;
grant select on notifications.feed to sayur_identity; -- one's own, exported
grant select (id, user_id, created_at), update (read_at), delete on notifications.feed to sayur_platform; -- old ones, and whose user is gone
grant select, insert, delete on notifications.muted to sayur_notifications;
grant select on notifications.muted to sayur_identity; -- one's own, exported
grant select (user_id), delete on notifications.muted to sayur_platform; -- whose user is gone
grant select, insert, update, delete on notifications.suppressions to sayur_notifications;
grant select, insert, update, delete on notifications.webhooks to sayur_notifications;
grant select, insert, update on notifications.webhook_deliveries to sayur_notifications;
grant select (webhook_id, event_id, created_at), update (last_error), delete on notifications.webhook_deliveries to sayur_platform; -- old ones go

-- ---- platform: what all contexts share ------------------------------------------------------------------------------
grant usage on schema platform to sayur_platform, sayur_identity, sayur_catalog, sayur_orders, sayur_payments, sayur_notifications;

grant select, update, delete on platform.outbox to sayur_platform;
grant select (id, sent_at), insert, update (sent_at) on platform.outbox to sayur_identity, sayur_catalog, sayur_orders, sayur_payments; -- events, with what they tell
grant select (id, event, sent_at), insert, update (sent_at) on platform.outbox to sayur_notifications; -- the same, and the event of a mail that is sent again
grant insert on platform.inbox to sayur_catalog, sayur_orders, sayur_payments, sayur_notifications; -- events that were had
grant select, update, delete on platform.inbox_others to sayur_platform;
grant execute on function platform.roll_inbox(timestamptz) to sayur_platform;
grant select, update, delete on platform.idempotency to sayur_platform;
grant select, insert, update on platform.idempotency to sayur_orders, sayur_payments, sayur_notifications; -- first answers, with what they tell of
grant select, insert, delete on platform.discarded_images to sayur_platform;
grant select, insert, delete on platform.discarded_images to sayur_identity, sayur_catalog; -- pictures that are let go of
grant insert on platform.discarded_images to sayur_orders; -- those of claims, of a user who is gone
grant select, update, delete on platform.erasures to sayur_platform;
grant select, insert on platform.erasures to sayur_orders, sayur_notifications; -- users of whom something is left
