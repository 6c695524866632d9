//! Packing: what the scales say is what is charged, and what is missing is replaced as the customer wished.

use crate::cart::Substitution;
use crate::catalog::{MovementKind, Sku};
use crate::events::Publisher;
use crate::failure::{Failure, Kind, Violation};
use crate::identity::Caller;
use crate::money::OutOfRange;
use crate::orders::shelves::{Drawn, Move, Rework, Shelves, moves};
use crate::orders::transition::{Mover, StaffTransition, TransitionError, permit, refund, step};
use crate::orders::{LineFault, Order, OrderLine, Orders};
use crate::{Clock, Money, Quantity};
use time::OffsetDateTime;

/// What was packed of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackedLine {
    pub sku: Sku,
    /// In the line's unit; nothing, when there was none.
    pub quantity: Quantity,
    /// What was packed in place of what is missing.
    pub substitute: Option<Substitute>,
}

/// Goods in place of others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Substitute {
    pub sku: Sku,
    pub quantity: Quantity,
    /// The customer was asked, and said yes.
    pub agreed: bool,
}

/// Why an order is not packed so.
#[derive(Debug, thiserror::Error)]
pub enum PackingError {
    #[error("packed line {place}: {fault:?}")]
    Line { place: usize, fault: LineFault },
    #[error("the weight of {0} is missing")]
    WeightMissing(Sku),
    #[error("nothing was packed")]
    NothingPacked,
    #[error(transparent)]
    OutOfRange(#[from] OutOfRange),
}

impl Failure for PackingError {
    fn kind(&self) -> Kind {
        match self {
            Self::Line { fault, .. } => fault.kind(),
            _ => Kind::Rule,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Line { fault, .. } => fault.code(),
            Self::WeightMissing(_) => "weight_missing",
            Self::NothingPacked => "nothing_packed",
            Self::OutOfRange(_) => "amount_out_of_range",
        }
    }

    fn violations(&self) -> Vec<Violation> {
        match self {
            Self::Line { place, fault } => {
                vec![Violation::new(
                    format!("/packed_lines/{place}"),
                    fault.code(),
                )]
            }
            Self::WeightMissing(_) => vec![Violation::new("/packed_lines", self.code())],
            Self::NothingPacked | Self::OutOfRange(_) => Vec::new(),
        }
    }
}

/// An order's lines once packed, and what that moves.
#[derive(Debug, Default)]
struct Packed {
    lines: Vec<OrderLine>,
    moves: Vec<Move>,
}

/// Staff have packed an order: it is settled by what is in the box.
pub(super) async fn pack(
    orders: &impl Orders,
    publisher: &impl Publisher,
    clock: &impl Clock,
    caller: &Caller,
    request: StaffTransition,
) -> Result<Order, TransitionError> {
    let now = clock.now();
    let (code, beside) = (request.code.clone(), substitutes(&request.packed));
    let change = orders
        .rework(&code, &beside, now, |order, shelves| {
            decide(order, shelves, caller, request, now)
        })
        .await?;
    publisher.publish(&change.events).await;
    Ok(change.order)
}

fn substitutes(packed: &[PackedLine]) -> Vec<Sku> {
    let substitutes = packed.iter().filter_map(|line| line.substitute.as_ref());
    substitutes
        .map(|substitute| substitute.sku.clone())
        .collect()
}

fn decide(
    order: &Order,
    shelves: &Shelves,
    caller: &Caller,
    request: StaffTransition,
    now: OffsetDateTime,
) -> Result<Rework, TransitionError> {
    let (mover, request_id) = (Mover::Staff(caller), request.origin.request_id.clone());
    permit(order, request.to, mover)?;
    let Packed { lines, moves } = settle(order, shelves, &request.packed)?;
    let totals = order.totals.settled(&lines).map_err(PackingError::from)?;
    let settled = Order {
        lines,
        totals,
        ..order.clone()
    };
    let mut change = step(&settled, request.to, mover, request.note, &request_id, now)?;
    change.origin = Some(request.origin);
    let due = refund(order, &change.order, "packed_less", &request_id, now)?;
    change.events.extend(due);
    Ok(Rework {
        change,
        moves,
        held: Vec::new(),
        weight: None,
    })
}

/// The lines by what was packed; what stands in for something comes after all that was ordered. Pure.
fn settle(order: &Order, shelves: &Shelves, packed: &[PackedLine]) -> Result<Packed, PackingError> {
    check_names(order, packed)?;
    let (mut settled, mut substitutes) = (Packed::default(), Vec::new());
    for (place, line) in order.lines.iter().enumerate() {
        let named = packed.iter().position(|packed| packed.sku == line.sku);
        let wanted = named.and_then(|named| packed.get(named));
        let quantity = match wanted {
            Some(packed) => packed.quantity,
            None if line.weighed => return Err(PackingError::WeightMissing(line.sku.clone())),
            None => line.quantity,
        };
        let fault = |fault| PackingError::Line {
            place: named.unwrap_or_default(),
            fault,
        };
        let charged = charge(order, line, quantity).map_err(fault)?;
        let drawn = shelves.draw(place, line.variant, quantity, order.slot.date);
        settled.take(&drawn.map_err(|error| fault(error.into()))?);
        if let Some(substitute) = wanted.and_then(|packed| packed.substitute.as_ref()) {
            let line = stand_in(shelves, line, &charged, substitute).map_err(fault)?;
            // It holds nothing yet.
            let drawn = shelves.draw(
                usize::MAX,
                line.variant,
                substitute.quantity,
                order.slot.date,
            );
            settled.take(&drawn.map_err(|error| fault(error.into()))?);
            substitutes.push(line);
        }
        settled.lines.push(charged);
    }
    settled.lines.append(&mut substitutes);
    let is_packed = |line: &OrderLine| line.charged_quantity().is_positive();
    if settled.lines.iter().any(is_packed) {
        Ok(settled)
    } else {
        Err(PackingError::NothingPacked)
    }
}

impl Packed {
    /// What was packed leaves the warehouse; what is not needed is anybody's again.
    fn take(&mut self, drawn: &Drawn) {
        self.moves
            .extend(moves(MovementKind::Reservation, &drawn.more));
        self.moves.extend(moves(MovementKind::Pick, &drawn.kept));
        self.moves.extend(moves(MovementKind::Pick, &drawn.more));
        self.moves.extend(moves(MovementKind::Release, &drawn.left));
    }
}

/// Each packed line is of something ordered, and each SKU stands once in what is packed.
fn check_names(order: &Order, packed: &[PackedLine]) -> Result<(), PackingError> {
    let is_ordered = |sku: &Sku| order.lines.iter().any(|line| line.sku == *sku);
    for (place, line) in packed.iter().enumerate() {
        let before = packed.get(..place).unwrap_or_default();
        let is_taken = |sku: &Sku| {
            let others = before.iter().filter_map(|line| line.substitute.as_ref());
            is_ordered(sku) || others.into_iter().any(|other| other.sku == *sku)
        };
        let substitute = line.substitute.as_ref();
        let fault = if !is_ordered(&line.sku) {
            LineFault::NotOrdered
        } else if before.iter().any(|other| other.sku == line.sku) {
            LineFault::NamedTwice
        } else if substitute.is_some_and(|substitute| is_taken(&substitute.sku)) {
            LineFault::AlreadyOrdered
        } else {
            continue;
        };
        return Err(PackingError::Line { place, fault });
    }
    Ok(())
}

/// A line by what was packed of it. Who has paid is never charged more than was agreed.
fn charge(order: &Order, line: &OrderLine, quantity: Quantity) -> Result<OrderLine, LineFault> {
    if quantity < Quantity::ZERO {
        return Err(LineFault::Negative);
    }
    if quantity > most(line)? {
        return Err(LineFault::TooMuch);
    }
    let weighed = line.unit_price.times(quantity)?;
    let is_more = quantity > line.quantity;
    let line_total = if is_more && !order.payment_method.is_prepaid() {
        weighed
    } else {
        weighed.min(line.line_total)
    };
    Ok(OrderLine {
        packed_quantity: Some(quantity),
        ..line.charged(line_total)?
    })
}

/// The most that is packed of a line: the scales may say a tenth more than was ordered.
fn most(line: &OrderLine) -> Result<Quantity, OutOfRange> {
    if !line.weighed {
        return Ok(line.quantity);
    }
    let thousandths = line
        .quantity
        .thousandths()
        .checked_mul(11)
        .ok_or(OutOfRange)?;
    Ok(Quantity::from_thousandths(thousandths / 10))
}

/// The line that stands in for what is missing. It costs today's price, and together with what was packed never more
/// than was agreed for the line it stands in for, tax and all.
fn stand_in(
    shelves: &Shelves,
    ordered: &OrderLine,
    charged: &OrderLine,
    substitute: &Substitute,
) -> Result<OrderLine, LineFault> {
    match ordered.substitution {
        Substitution::None => return Err(LineFault::SubstitutionNotWanted),
        Substitution::Ask if !substitute.agreed => return Err(LineFault::SubstitutionNotAgreed),
        Substitution::Ask | Substitution::Similar => {}
    }
    if charged.charged_quantity() >= ordered.quantity {
        return Err(LineFault::NothingToSubstitute);
    }
    if !substitute.quantity.is_positive() {
        return Err(LineFault::NothingSubstituted);
    }
    let offer = shelves
        .offer(&substitute.sku)
        .ok_or(LineFault::UnknownSku)?;
    if !offer.on_sale {
        return Err(LineFault::NotOnSale);
    }
    let missing = ordered.line_total.subtract(charged.line_total)?;
    let line = offer.line(substitute.quantity, Substitution::None)?;
    let mut line = OrderLine {
        line_total: line.line_total.min(missing),
        packed_quantity: Some(substitute.quantity),
        substitute_for: Some(ordered.sku.clone()),
        ..line
    };
    // Of two taxes and discounts each is rounded, and the substitute's tax may be the higher.
    loop {
        let together = charged.line_total.add(line.line_total)?;
        let discount = ordered.discount.portion(together, ordered.line_total)?;
        line.discount = discount.subtract(charged.discount)?;
        let cost = charged.cost()?.add(line.cost()?)?;
        let above = cost.subtract(ordered.cost()?)?;
        if above <= Money::ZERO {
            return Ok(line);
        }
        line.line_total = line.line_total.subtract(above)?.max(Money::ZERO);
    }
}

#[cfg(test)]
mod tests;
