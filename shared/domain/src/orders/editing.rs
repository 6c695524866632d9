//! Editing: staff change what an order is of, before anybody picks it.

use crate::cart::Substitution;
use crate::catalog::{Allocation, MovementKind, Sku};
use crate::events::{BadEvent, Event, Publisher};
use crate::failure::{Failure, Kind, Violation};
use crate::identity::Actor as Editor;
use crate::money::OutOfRange;
use crate::orders::events::OrderEdited;
use crate::orders::shelves::{Move, Offer, Rework, Shelves, moves};
use crate::orders::status::Holdings;
use crate::orders::transition::{Change, TransitionError, refund};
use crate::orders::{Actor, LineFault, Order, OrderCode, OrderLine, OrderStatus, Orders};
use crate::{Clock, ExpectedVersion, Quantity, StoreError};
use time::OffsetDateTime;

/// What an order is to hold of a SKU.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditedLine {
    pub sku: Sku,
    /// Nothing removes it.
    pub quantity: Quantity,
    /// `None`: as it was.
    pub substitution: Option<Substitution>,
}

/// What staff ask for.
#[derive(Debug)]
pub struct EditOrder {
    pub code: OrderCode,
    pub expected: ExpectedVersion,
    /// What is not named stays.
    pub lines: Vec<EditedLine>,
    pub note: Option<String>,
}

/// Why an order was not edited.
#[derive(Debug, thiserror::Error)]
pub enum EditError {
    #[error("an order in status {0:?} is not edited")]
    NotEditable(OrderStatus),
    #[error("the order has another version")]
    OtherVersion,
    #[error("line {place}: {fault:?}")]
    Line { place: usize, fault: LineFault },
    #[error("nothing would be left of the order")]
    Emptied,
    #[error("what is paid for would cost more")]
    RaisesPrice,
    #[error(transparent)]
    OutOfRange(#[from] OutOfRange),
    #[error(transparent)]
    Event(#[from] BadEvent),
    #[error(transparent)]
    Order(#[from] TransitionError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure for EditError {
    fn kind(&self) -> Kind {
        match self {
            Self::NotEditable(_) | Self::RaisesPrice => Kind::Conflict,
            Self::OtherVersion => Kind::PreconditionFailed,
            Self::Line { fault, .. } => fault.kind(),
            Self::Emptied | Self::OutOfRange(_) => Kind::Rule,
            Self::Event(_) => Kind::Internal,
            Self::Order(error) => error.kind(),
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotEditable(_) => "order_not_editable",
            Self::OtherVersion => "version_mismatch",
            Self::Line { fault, .. } => fault.code(),
            Self::Emptied => "edit_empties_order",
            Self::RaisesPrice => "edit_raises_price",
            Self::OutOfRange(_) => "amount_out_of_range",
            Self::Event(_) => "internal",
            Self::Order(error) => error.code(),
            Self::Store(error) => error.code(),
        }
    }

    fn violations(&self) -> Vec<Violation> {
        match self {
            Self::Line { place, fault } => {
                vec![Violation::new(format!("/lines/{place}"), fault.code())]
            }
            _ => Vec::new(),
        }
    }
}

/// Changes an order's lines, the stock that it holds and what it takes of its slot. The order as it is then.
pub async fn edit(
    orders: &impl Orders,
    publisher: &impl Publisher,
    clock: &impl Clock,
    editor: &Editor,
    wanted: EditOrder,
) -> Result<Order, EditError> {
    let now = clock.now();
    let beside: Vec<Sku> = wanted.lines.iter().map(|line| line.sku.clone()).collect();
    let change = orders
        .rework(&wanted.code, &beside, now, |order, shelves| {
            decide(order, shelves, editor, &wanted, now)
        })
        .await?;
    publisher.publish(&change.events).await;
    Ok(change.order)
}

fn decide(
    order: &Order,
    shelves: &Shelves,
    editor: &Editor,
    wanted: &EditOrder,
    now: OffsetDateTime,
) -> Result<Rework, EditError> {
    if !wanted.expected.takes(order.version) {
        return Err(EditError::OtherVersion);
    }
    if order.status != OrderStatus::Confirmed {
        return Err(EditError::NotEditable(order.status));
    }
    let lines = edited(order, shelves, &wanted.lines)?;
    if lines.is_empty() {
        return Err(EditError::Emptied);
    }
    let actor = Actor::Staff(editor.user);
    if lines == order.lines {
        return Ok(unchanged(order, actor));
    }
    let totals = order.totals.settled(&lines)?;
    if order.payment_method.is_prepaid() && totals.amount_due > order.totals.amount_due {
        return Err(EditError::RaisesPrice);
    }
    let (held, moves) = reserve(order, shelves, &lines, &wanted.lines)?;
    let weight = weight(shelves, &lines)?;
    let after = Order {
        lines,
        totals,
        version: order.version + 1,
        ..order.clone()
    };
    let news = OrderEdited {
        order: after.clone(),
        before: order.lines.clone(),
        actor,
        reason: wanted.note.clone(),
    };
    let request_id = &editor.origin.request_id;
    let mut events = vec![Event::new(&now, request_id, after.id, &news)?];
    events.extend(refund(order, &after, "order_edited", request_id, now)?);
    Ok(Rework {
        change: Change {
            order: after,
            holdings: Holdings::Keep,
            actor,
            reason: wanted.note.clone(),
            origin: Some(editor.origin.clone()),
            events,
        },
        moves,
        held,
        weight: Some(weight),
    })
}

/// Nothing to do, and nothing to tell.
fn unchanged(order: &Order, actor: Actor) -> Rework {
    Rework {
        change: Change {
            order: order.clone(),
            holdings: Holdings::Keep,
            actor,
            reason: None,
            origin: None,
            events: Vec::new(),
        },
        moves: Vec::new(),
        held: Vec::new(),
        weight: None,
    }
}

/// The lines as staff want them: what stays keeps its price, what is new has today's and comes last. Pure.
fn edited(
    order: &Order,
    shelves: &Shelves,
    wanted: &[EditedLine],
) -> Result<Vec<OrderLine>, EditError> {
    let mut lines = Vec::with_capacity(order.lines.len());
    for line in &order.lines {
        match wanted.iter().position(|edit| edit.sku == line.sku) {
            None => lines.push(line.clone()),
            Some(place) => {
                let changed = wanted.get(place).map_or(Ok(None), |edit| {
                    change_line(line, shelves.offer(&line.sku), edit)
                });
                lines.extend(changed.map_err(|fault| EditError::Line { place, fault })?);
            }
        }
    }
    for (place, edit) in wanted.iter().enumerate() {
        let before = wanted.get(..place).unwrap_or_default();
        let added = if before.iter().any(|other| other.sku == edit.sku) {
            Err(LineFault::NamedTwice)
        } else if order.lines.iter().any(|line| line.sku == edit.sku) {
            continue;
        } else {
            add_line(shelves.offer(&edit.sku), edit)
        };
        lines.push(added.map_err(|fault| EditError::Line { place, fault })?);
    }
    Ok(lines)
}

/// The line with another quantity or wish; `None` when it goes.
fn change_line(
    line: &OrderLine,
    offer: Option<&Offer>,
    edit: &EditedLine,
) -> Result<Option<OrderLine>, LineFault> {
    if edit.quantity == Quantity::ZERO {
        return Ok(None);
    }
    let substitution = edit.substitution.unwrap_or(line.substitution);
    if edit.quantity == line.quantity {
        return Ok(Some(OrderLine {
            substitution,
            ..line.clone()
        }));
    }
    let offer = offer.ok_or(LineFault::UnknownSku)?;
    if edit.quantity > line.quantity && !offer.on_sale {
        return Err(LineFault::NotOnSale);
    }
    check_quantity(offer, edit.quantity)?;
    Ok(Some(OrderLine {
        quantity: edit.quantity,
        substitution,
        ..line.charged(line.unit_price.times(edit.quantity)?)?
    }))
}

fn add_line(offer: Option<&Offer>, edit: &EditedLine) -> Result<OrderLine, LineFault> {
    if edit.quantity == Quantity::ZERO {
        return Err(LineFault::NotOrdered);
    }
    let offer = offer.ok_or(LineFault::UnknownSku)?;
    if !offer.on_sale {
        return Err(LineFault::NotOnSale);
    }
    check_quantity(offer, edit.quantity)?;
    Ok(offer.line(edit.quantity, edit.substitution.unwrap_or_default())?)
}

fn check_quantity(offer: &Offer, quantity: Quantity) -> Result<(), LineFault> {
    match offer.rules.check(quantity) {
        Ok(_) => Ok(()),
        Err(_) => Err(LineFault::NotSoldSo),
    }
}

/// What each line is promised, and the moves that bring it about.
fn reserve(
    order: &Order,
    shelves: &Shelves,
    lines: &[OrderLine],
    wanted: &[EditedLine],
) -> Result<(Vec<Vec<Allocation>>, Vec<Move>), EditError> {
    let place_of = |line: &OrderLine| {
        order
            .lines
            .iter()
            .position(|old| old.variant == line.variant)
    };
    let (mut held, mut moved) = (Vec::with_capacity(lines.len()), Vec::new());
    for line in lines {
        // What is new holds nothing yet.
        let place = place_of(line).unwrap_or(usize::MAX);
        let drawn = shelves
            .draw(place, line.variant, line.quantity, order.slot.date)
            .map_err(|missing| EditError::Line {
                place: wanted
                    .iter()
                    .position(|edit| edit.sku == line.sku)
                    .unwrap_or_default(),
                fault: missing.into(),
            })?;
        moved.extend(moves(MovementKind::Reservation, &drawn.more));
        moved.extend(moves(MovementKind::Release, &drawn.left));
        held.push(drawn.promised()?);
    }
    for (place, line) in order.lines.iter().enumerate() {
        if !lines.iter().any(|kept| kept.variant == line.variant) {
            let left = shelves.held.get(place).map_or(&[][..], Vec::as_slice);
            moved.extend(moves(MovementKind::Release, left));
        }
    }
    Ok((held, moved))
}

/// What all lines weigh together today.
fn weight(shelves: &Shelves, lines: &[OrderLine]) -> Result<Quantity, OutOfRange> {
    lines.iter().try_fold(Quantity::ZERO, |sum, line| {
        let unit_weight = shelves.offer(&line.sku).and_then(|offer| offer.unit_weight);
        sum.add(unit_weight.unwrap_or_default().times_up(line.quantity)?)
    })
}

#[cfg(test)]
mod tests;
