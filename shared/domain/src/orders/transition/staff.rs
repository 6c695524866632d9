//! Staff move an order on.

use super::{Change, Mover, TransitionError, Which, permit, published, step};
use crate::catalog::shop_date;
use crate::events::{Event, Publisher};
use crate::identity::{Caller, Origin};
use crate::ids::UserId;
use crate::orders::couriers::is_another_s;
use crate::orders::delivering;
use crate::orders::events::RefundDue;
use crate::orders::packing::{self, PackedLine};
use crate::orders::returning::{self, PickedLot, ReturnedLine, TakenBack};
use crate::orders::{Couriers, Order, OrderCode, OrderStatus, Orders};
use crate::{Clock, Money};
use time::OffsetDateTime;

/// What staff ask for.
#[derive(Debug)]
pub struct StaffTransition {
    pub code: OrderCode,
    pub to: OrderStatus,
    pub note: Option<String>,
    /// Who sets out with it; of `out_for_delivery` alone.
    pub courier: Option<UserId>,
    /// What was taken at the door; of `delivered` alone.
    pub collected: Option<Money>,
    /// What became of the goods; of `returned` alone.
    pub returned: Vec<ReturnedLine>,
    /// What is in the box, of what was weighed or differs from the order.
    pub packed: Vec<PackedLine>,
    pub origin: Origin,
}

/// Staff move an order on, each transition by its own permission.
pub async fn move_on(
    orders: &impl Orders,
    couriers: &impl Couriers,
    publisher: &impl Publisher,
    clock: &impl Clock,
    caller: &Caller,
    request: StaffTransition,
) -> Result<Order, TransitionError> {
    if request.to == OrderStatus::Packed {
        return packing::pack(orders, publisher, clock, caller, request).await;
    }
    let now = clock.now();
    let change = if request.to == OrderStatus::Returned {
        let decide = |order: &Order, picked: &[_]| come_back(order, picked, caller, &request, now);
        Some(orders.take_back(&request.code, now, decide).await?)
    } else {
        let is_courier = match request.courier {
            Some(named) if named != caller.user => couriers.find(named).await?.is_some(),
            _ => true,
        };
        let prepare = |order: &Order| {
            let prepared = delivering::prepare(order, caller, &request, is_courier)?;
            Ok((prepared, ()))
        };
        orders
            .change(&Which::Code(request.code.clone()), None, now, |order| {
                staff_step(order, caller, &request, now, prepare).map(|(change, ())| Some(change))
            })
            .await?
    };
    published(publisher, change)
        .await
        .ok_or(TransitionError::NotFound)
}

/// The step back into the warehouse, with what goes back into which lot, and the news of what goes back to who paid.
fn come_back(
    order: &Order,
    picked: &[PickedLot],
    caller: &Caller,
    request: &StaffTransition,
    now: OffsetDateTime,
) -> Result<(Change, Vec<TakenBack>), TransitionError> {
    let (mut change, taken) = staff_step(order, caller, request, now, |order| {
        let taken = returning::sort(order, picked, &request.returned, shop_date(now))?;
        Ok((returning::owed(order)?, taken))
    })?;
    let request_id = &request.origin.request_id;
    let due = refund(order, &change.order, "order_returned", request_id, now)?;
    change.events.extend(due);
    Ok((change, taken))
}

/// The news of what goes back to those who have paid for more than they get; none when nothing does.
pub(in crate::orders) fn refund(
    before: &Order,
    after: &Order,
    reason: &str,
    request_id: &str,
    now: OffsetDateTime,
) -> Result<Option<Event>, TransitionError> {
    let due = RefundDue::between(before, after, reason)?;
    let news = due.map(|due| Event::new(&now, request_id, after.id, &due));
    Ok(news.transpose()?)
}

/// A step that the caller may take, of the order as `prepare` makes it; what else that says is handed on.
fn staff_step<T>(
    order: &Order,
    caller: &Caller,
    request: &StaffTransition,
    now: OffsetDateTime,
    prepare: impl FnOnce(&Order) -> Result<(Order, T), TransitionError>,
) -> Result<(Change, T), TransitionError> {
    if is_another_s(order, caller) {
        return Err(TransitionError::NotFound);
    }
    let mover = Mover::Staff(caller);
    permit(order, request.to, mover)?;
    let (order, more) = prepare(order)?;
    let (note, request_id) = (request.note.clone(), &request.origin.request_id);
    let change = step(&order, request.to, mover, note, request_id, now)?;
    let origin = Some(request.origin.clone());
    Ok((Change { origin, ..change }, more))
}
