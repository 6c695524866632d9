//! Staff change what an order is of, before anybody picks it.

use super::acts::Tag;
use super::books::{Books, Order, Refusal};
use super::pricing::{Line, sums};

/// An edit that may be made.
pub(super) struct Edit {
    lines: Vec<Line>,
    grams: i64,
    holds: Vec<(usize, usize, i64)>,
}

impl Books {
    /// What staff are told who want an order to be of so much of these goods; `None`: it is already.
    pub(super) fn may_edit(
        &self,
        order: usize,
        wanted: &[(usize, i64)],
        tag: Tag,
    ) -> Result<Option<Edit>, Refusal> {
        let order = &self.orders[order];
        if tag == Tag::Old {
            return Err((412, "version_mismatch"));
        }
        if order.status() != "confirmed" {
            return Err((409, "order_not_editable"));
        }
        let lines = self.edited(order, wanted)?;
        if lines.is_empty() {
            return Err((422, "edit_empties_order"));
        }
        if lines == order.lines {
            return Ok(None);
        }
        let due = order.due_of(sums(&lines, order.sums.fee));
        if !order.cash && due > order.sums.due {
            return Err((409, "edit_raises_price"));
        }
        let mut holds = Vec::new();
        for line in &lines {
            holds.extend(
                self.held_for(order, line)
                    .ok_or((409, "insufficient_stock"))?,
            );
        }
        let (grams, window) = (self.grams(&lines), &self.windows[order.window]);
        let taken = window.taken_grams - order.grams + grams;
        let is_above = window.kilograms.is_some_and(|most| taken > most * 1_000);
        if grams > order.grams && is_above {
            return Err((409, "slot_full"));
        }
        Ok(Some(Edit {
            lines,
            grams,
            holds,
        }))
    }

    /// The lines that there are then: what stays keeps its price, what is new has today's and comes last.
    fn edited(&self, order: &Order, wanted: &[(usize, i64)]) -> Result<Vec<Line>, Refusal> {
        let mut lines = Vec::new();
        for line in &order.lines {
            let edit = wanted.iter().find(|(good, _)| *good == line.good);
            let mut line = *line;
            match edit.map_or(line.quantity, |(_, quantity)| *quantity) {
                0 => continue,
                quantity if quantity != line.quantity => {
                    self.may_be_of(line.good, quantity, quantity > line.quantity)?;
                    line.come_to(quantity);
                    line.quantity = quantity;
                }
                _ => {}
            }
            lines.push(line);
        }
        for (place, &(good, quantity)) in wanted.iter().enumerate() {
            let is_ordered = order.lines.iter().any(|line| line.good == good);
            match () {
                () if wanted[..place].iter().any(|(before, _)| *before == good) => {
                    return Err((422, "duplicate_sku"));
                }
                () if is_ordered => {}
                () if quantity == 0 => return Err((422, "sku_not_ordered")),
                () => {
                    self.may_be_of(good, quantity, true)?;
                    lines.push(self.line(good, quantity));
                }
            }
        }
        Ok(lines)
    }

    /// Whether an order may be of so much of a good: what is not sold any more may only become less.
    fn may_be_of(&self, good: usize, quantity: i64, is_more: bool) -> Result<(), Refusal> {
        let good = self.goods.get(good).ok_or((422, "unknown_sku"))?;
        if is_more && !good.on_sale {
            return Err((409, "product_not_on_sale"));
        }
        if quantity % good.step > 0 || quantity > good.maximum {
            return Err((422, "invalid_quantity"));
        }
        Ok(())
    }

    /// What the order then holds for a line: of what it held what expires first, and what is missing from what is
    /// anybody's.
    fn held_for(&self, order: &Order, line: &Line) -> Option<Vec<(usize, usize, i64)>> {
        let good = &self.goods[line.good];
        let held = order.holds.iter().filter(|(of, ..)| *of == line.good);
        let mut holds: Vec<_> = held.copied().collect();
        holds.sort_by_key(|(_, lot, _)| good.by_expiry(*lot));
        let mut missing = line.quantity;
        for (.., quantity) in &mut holds {
            *quantity = missing.min(*quantity);
            missing -= *quantity;
        }
        holds.retain(|(.., quantity)| *quantity > 0);
        for (lot, part) in good.take(missing, self.windows[order.window].date)? {
            match holds.iter_mut().find(|(_, known, _)| *known == lot) {
                Some((.., quantity)) => *quantity += part,
                None => holds.push((line.good, lot, part)),
            }
        }
        Some(holds)
    }

    pub(super) fn edit(&mut self, number: usize, edit: Edit) {
        let held = std::mem::take(&mut self.orders[number].holds);
        self.let_go(&held);
        self.hold(&edit.holds);
        let order = &mut self.orders[number];
        self.windows[order.window].taken_grams += edit.grams - order.grams;
        order.timeline.push("confirmed");
        order.edits += 1;
        let back = order.owe(sums(&edit.lines, order.sums.fee));
        self.credit[order.buyer] += back;
        order.lines = edit.lines;
        order.grams = edit.grams;
        order.holds = edit.holds;
    }
}
