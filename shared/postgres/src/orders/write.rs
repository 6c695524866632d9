//! Writes what was decided. All statements of a decision travel together, in one round trip.

use super::checkout::owner_columns;
use super::delivery::grams;
use super::{coupons, holdings};
use crate::audit::{self, Entry};
use crate::error::{broken, from_postgres, violates};
use crate::statements::prepared;
use crate::{courier_cash, credits, idempotency, outbox};
use deadpool_postgres::Object;
use domain::catalog::{Allocation, MovementKind, Sku};
use domain::idempotency::Idempotency;
use domain::orders::placing::{Basket, PlaceOrderError, Placement, Problem};
use domain::orders::shelves::Rework;
use domain::orders::transition::{Change, TransitionError};
use domain::orders::{Actor, Order, OrderLine};
use domain::payments::credit::NewCreditEntry;
use domain::{Money, Quantity, StoreError};
use postgres_queries::queries::{
    audit as audit_queries, checkout, coupons as coupon_queries, credit, ledger, orders as queries,
    platform,
};
use serde_json::json;
use time::OffsetDateTime;
use uuid::Uuid;

/// The first placement of a connection prepares; the rows then go in the order of their foreign keys.
pub(super) async fn prepare_placement(client: &Object) -> Result<(), StoreError> {
    let _ = prepared!(
        client,
        queries::add_order(),
        queries::write_order_lines(),
        queries::add_allocations(),
        ledger::move_stock(),
        queries::add_to_timeline(),
        platform::add_to_outbox(),
        platform::keep_answer(),
        checkout::remove_bought(),
        checkout::queue_for_slot(),
        checkout::take_slot(),
        coupon_queries::redeem_coupon(),
        coupon_queries::queue_for_first_order(),
        coupon_queries::add_redemption(),
        credit::add_entry(),
    );
    Ok(())
}

/// Writes a new order with what it holds, all of it at once. What many want, the slot and the coupon, is taken last:
/// others wait for it from then on to the commit. After them comes the buyer's credit, as wherever it is locked.
pub(super) async fn placement(
    client: &Object,
    basket: &Basket,
    placement: &Placement,
    idempotency: &Idempotency,
    now: OffsetDateTime,
) -> Result<(), PlaceOrderError> {
    let order = &placement.order;
    let actor = Actor::Shopper(order.customer.user);
    let promised: Vec<_> = placement
        .allocations
        .iter()
        .flatten()
        .map(|part| (part.lot, part.quantity))
        .collect();
    tokio::try_join!(
        biased;
        told(add_order(client, placement)),
        told(write_lines(client, order)),
        told(add_allocations(client, order, &placement.allocations)),
        told(holdings::move_stock(
            client, MovementKind::Reservation, &promised, order.id, order.customer.user.map(Uuid::from), now
        )),
        told(add_to_timeline(client, order, actor, None, now)),
        told(outbox::add(client, &placement.events)),
        told(idempotency::keep(client, idempotency, order, now)),
        told(remove_bought(client, basket, order)),
        take_slot(client, placement, now),
        coupons::redeem(client, order, now),
        spend(client, placement, now),
    )?;
    Ok(())
}

/// A store's failure, as that of a placement.
async fn told(
    written: impl Future<Output = Result<(), StoreError>>,
) -> Result<(), PlaceOrderError> {
    Ok(written.await?)
}

/// Writes what becomes of an order that is locked.
pub(super) async fn change(
    client: &Object,
    before: &Order,
    change: &Change,
    now: OffsetDateTime,
) -> Result<(), TransitionError> {
    let order = &change.order;
    if order.version == before.version {
        return Ok(outbox::add(client, &change.events).await?);
    }
    let actor = match change.actor {
        Actor::Shopper(user) => user.map(Uuid::from),
        Actor::Staff(user) => Some(user.uuid()),
        Actor::Shop => None,
    };
    let set = queries::change_order();
    let (changed, lines, timeline, noted, events, settled, cash) = tokio::join!(
        biased;
        async {
            set.bind(
                client,
                &order.status.as_str(),
                &order.expires_at,
                &order.courier.map(Uuid::from),
                &order.collected.map(Money::amount),
                &order.attempts,
                &order.totals.subtotal.amount(),
                &order.totals.discount.amount(),
                &order.totals.delivery_fee.amount(),
                &order.totals.tax.amount(),
                &order.totals.total.amount(),
                &order.totals.amount_due.amount(),
                &order.version,
                &order.id.uuid(),
            )
            .await
        },
        rewrite_lines(client, before, order),
        add_to_timeline(client, order, change.actor, change.reason.as_deref(), now),
        note(client, before, change, now),
        outbox::add(client, &change.events),
        holdings::settle(client, order.id, change.holdings, actor, now),
        courier_cash::follow(client, before, order, now),
    );
    lines?;
    timeline?;
    noted?;
    events?;
    settled?;
    cash?;
    // After everything else that is locked: whoever places an order locks the account last, too.
    if let Some(entry) = NewCreditEntry::returned(before, order)? {
        credits::add(client, &entry, now).await?;
    }
    match changed.map_err(from_postgres)? {
        1 => Ok(()),
        // The row is locked: nobody can have changed it.
        _ => Err(broken("a locked order changed").into()),
    }
}

/// Writes what becomes of an order's lines, of the stock for them and of the slot.
pub(super) async fn rework(
    client: &Object,
    before: &Order,
    rework: &Rework,
    now: OffsetDateTime,
) -> Result<(), TransitionError> {
    let order = &rework.change.order;
    if order.version == before.version {
        return Ok(());
    }
    let actor = match rework.change.actor {
        Actor::Staff(user) => Some(user.uuid()),
        Actor::Shopper(_) | Actor::Shop => None,
    };
    // Nothing holds a line while it goes, and a line is there before something is held for it.
    let (delete, ..) = prepared!(
        client,
        queries::delete_allocations(),
        queries::change_order(),
        queries::write_order_lines(),
        queries::drop_order_lines(),
        queries::add_to_timeline(),
        audit_queries::note(),
        platform::add_to_outbox(),
        queries::add_allocations(),
        ledger::move_stock(),
        queries::weigh_order(),
    );
    let (deleted, changed, held, moved, weighed) = tokio::join!(
        biased;
        async { delete.bind(client, &order.id.uuid()).await },
        Box::pin(change(client, before, &rework.change, now)),
        add_allocations(client, order, &rework.held),
        holdings::move_all(client, &rework.moves, order.id, actor, now),
        weigh(client, order, rework.weight),
    );
    deleted.map_err(from_postgres)?;
    changed?;
    held?;
    moved?;
    if weighed? {
        Ok(())
    } else {
        Err(TransitionError::SlotFull)
    }
}

/// The lines as they are now, if they are not what they were.
async fn rewrite_lines(client: &Object, before: &Order, order: &Order) -> Result<(), StoreError> {
    if order.lines == before.lines {
        return Ok(());
    }
    let last = i32::try_from(order.lines.len()).map_err(broken)?;
    let drop = queries::drop_order_lines();
    let (written, dropped) = tokio::join!(
        biased;
        write_lines(client, order),
        async { drop.bind(client, &order.id.uuid(), &last).await },
    );
    written?;
    dropped.map_err(from_postgres)?;
    Ok(())
}

/// Whether the slot has room for what the order weighs now.
async fn weigh(
    client: &Object,
    order: &Order,
    weight: Option<Quantity>,
) -> Result<bool, StoreError> {
    let Some(weight) = weight else {
        return Ok(true);
    };
    let weighed = queries::weigh_order()
        .bind(client, &grams(weight), &order.id.uuid())
        .opt()
        .await
        .map_err(from_postgres)?;
    Ok(weighed.is_some())
}

/// What staff do is told by the audit log too.
async fn note(
    client: &Object,
    before: &Order,
    change: &Change,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    let (Actor::Staff(staff), Some(origin)) = (change.actor, &change.origin) else {
        return Ok(());
    };
    let is_edit = before.status == change.order.status;
    let told = |order: &Order| {
        if is_edit {
            json!({ "total": order.totals.total, "lines": quantities(order) })
        } else {
            json!({ "status": order.status })
        }
    };
    let entry = Entry {
        action: if is_edit {
            "order_edited"
        } else {
            "order_moved"
        },
        actor: Some(staff),
        user: before.customer.user,
        target: before.code.as_str(),
        details: json!({
            "before": told(before),
            "after": told(&change.order),
            "reason": change.reason,
        }),
    };
    audit::note(client, &entry, origin, now).await
}

/// How much of what.
fn quantities(order: &Order) -> Vec<serde_json::Value> {
    let line = |line: &OrderLine| json!({ "sku": line.sku, "quantity": line.quantity });
    order.lines.iter().map(line).collect()
}

async fn add_order(client: &Object, placement: &Placement) -> Result<(), StoreError> {
    let order = &placement.order;
    let address = serde_json::to_value(&order.address).map_err(broken)?;
    queries::add_order()
        .bind(
            client,
            &order.id.uuid(),
            &order.code.as_str(),
            &order.customer.user.map(Uuid::from),
            &order.customer.email.as_str(),
            &order.customer.name.as_str(),
            &order.customer.language.as_str(),
            &order.status.as_str(),
            &order.payment_method.as_str(),
            &order.totals.subtotal.amount(),
            &order.totals.discount.amount(),
            &order.totals.delivery_fee.amount(),
            &order.totals.tax.amount(),
            &order.totals.total.amount(),
            &order.totals.amount_due.amount(),
            &order.slot.id.uuid(),
            &order.slot.date,
            &order.slot.start,
            &order.slot.end,
            &grams(placement.weight),
            &address,
            &order.note.as_deref(),
            &order.coupon.as_deref(),
            &order.placed_at,
            &order.expires_at,
            &order.version,
        )
        .await
        .map_err(from_postgres)?;
    Ok(())
}

async fn write_lines(client: &Object, order: &Order) -> Result<(), StoreError> {
    let lines = &order.lines;
    let numbers: Vec<i32> = (1..).take(lines.len()).collect();
    let texts = |text: fn(&OrderLine) -> &str| lines.iter().map(text).collect::<Vec<_>>();
    let numbers_of = |number: fn(&OrderLine) -> i64| lines.iter().map(number).collect::<Vec<_>>();
    queries::write_order_lines()
        .bind(
            client,
            &order.id.uuid(),
            &numbers,
            &lines
                .iter()
                .map(|line| line.variant.uuid())
                .collect::<Vec<_>>(),
            &texts(|line| line.sku.as_str()),
            &texts(|line| &line.name_id),
            &texts(|line| &line.name_en),
            &texts(|line| line.unit.as_str()),
            &numbers_of(|line| line.quantity.thousandths()),
            &numbers_of(|line| line.unit_price.amount()),
            &numbers_of(|line| line.line_total.amount()),
            &lines.iter().map(|line| line.tax_rate).collect::<Vec<_>>(),
            &lines.iter().map(|line| line.weighed).collect::<Vec<_>>(),
            &texts(|line| line.substitution.as_str()),
            &numbers_of(|line| line.discount.amount()),
            &lines
                .iter()
                .map(|line| line.packed_quantity.map(Quantity::thousandths))
                .collect::<Vec<_>>(),
            &lines
                .iter()
                .map(|line| line.substitute_for.as_ref().map(Sku::as_str))
                .collect::<Vec<_>>(),
        )
        .await
        .map_err(from_postgres)?;
    Ok(())
}

async fn add_allocations(
    client: &Object,
    order: &Order,
    allocations: &[Vec<Allocation>],
) -> Result<(), StoreError> {
    let (mut lines, mut lots, mut quantities) = (Vec::new(), Vec::new(), Vec::new());
    for (line, parts) in (1_i32..).zip(allocations) {
        for part in parts {
            lines.push(line);
            lots.push(part.lot.uuid());
            quantities.push(part.quantity.thousandths());
        }
    }
    queries::add_allocations()
        .bind(client, &order.id.uuid(), &lines, &lots, &quantities)
        .await
        .map_err(from_postgres)?;
    Ok(())
}

/// Takes a seat and room for the weight. What was free when the checkout was read may be another's by now.
async fn take_slot(
    client: &Object,
    placement: &Placement,
    now: OffsetDateTime,
) -> Result<(), PlaceOrderError> {
    let slot = &placement.order.slot;
    let (id, grams) = (slot.id.uuid(), grams(placement.weight));
    let (queue, take) = (checkout::queue_for_slot(), checkout::take_slot());
    let (queued, taken) = tokio::join!(
        biased;
        async { queue.bind(client, &id).one().await },
        async { take.bind(client, &id, &grams, &slot.start, &slot.end, &now).one().await },
    );
    match queued.and(taken) {
        Ok(_) => Ok(()),
        Err(error) if violates(&error, "slot_has_room") => {
            Err(PlaceOrderError::Problems(vec![Problem::SlotFull]))
        }
        Err(error) if violates(&error, "slot_is_there") => {
            Err(PlaceOrderError::Problems(vec![Problem::NoSuchSlot]))
        }
        Err(error) => Err(from_postgres(error).into()),
    }
}

async fn add_to_timeline(
    client: &Object,
    order: &Order,
    actor: Actor,
    reason: Option<&str>,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    let (kind, id) = match actor {
        Actor::Shopper(user) => ("shopper", user.map(Uuid::from)),
        Actor::Staff(user) => ("staff", Some(user.uuid())),
        Actor::Shop => ("shop", None),
    };
    queries::add_to_timeline()
        .bind(
            client,
            &order.id.uuid(),
            &order.version,
            &order.status.as_str(),
            &kind,
            &id,
            &reason,
            &now,
        )
        .await
        .map_err(from_postgres)?;
    Ok(())
}

/// What the order is paid with of its customer's credit, unless another order was faster to spend that.
async fn spend(
    client: &Object,
    placement: &Placement,
    now: OffsetDateTime,
) -> Result<(), PlaceOrderError> {
    let Some(entry) = &placement.credit else {
        return Ok(());
    };
    if credits::spend(client, entry, now).await? {
        Ok(())
    } else {
        Err(PlaceOrderError::CreditChanged)
    }
}

async fn remove_bought(client: &Object, basket: &Basket, order: &Order) -> Result<(), StoreError> {
    let (user, token) = owner_columns(&basket.owner);
    let variants: Vec<Uuid> = order.lines.iter().map(|line| line.variant.uuid()).collect();
    checkout::remove_bought()
        .bind(client, &user, &token, &order.coupon.as_deref(), &variants)
        .await
        .map_err(from_postgres)?;
    Ok(())
}
