//! Claims: what shoppers say of what came, and what the shop does about it.

use super::acts::Remedy;
use super::books::{Books, Order, Refusal};

pub(super) struct Claim {
    pub(super) id: String,
    pub(super) order: usize,
    pub(super) lines: Vec<Claimed>,
    pub(super) status: &'static str,
    /// What was given back.
    pub(super) amount: Option<i64>,
}

/// So much of a good, and what that cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Claimed {
    pub(super) good: usize,
    pub(super) quantity: i64,
    pub(super) cost: i64,
}

impl Claim {
    pub(super) fn cost(&self) -> i64 {
        self.lines.iter().map(|line| line.cost).sum()
    }
}

impl Order {
    pub(super) fn was_handed_over(&self) -> bool {
        matches!(self.status(), "delivered" | "completed")
    }
}

impl Books {
    /// What the shopper is told who claims so much of these goods.
    pub(super) fn may_claim(
        &self,
        number: usize,
        wanted: &[(usize, i64)],
        by_another: bool,
    ) -> Result<Vec<Claimed>, Refusal> {
        let order = &self.orders[number];
        if by_another {
            return Err((404, "order_not_found"));
        }
        for (place, &(good, quantity)) in wanted.iter().enumerate() {
            if wanted[..place].iter().any(|(before, _)| *before == good) {
                return Err((422, "named_twice"));
            }
            if quantity == 0 {
                return Err((422, "quantity_not_positive"));
            }
        }
        match () {
            () if !order.was_handed_over() => Err((409, "order_not_delivered")),
            () if order.is_old => Err((409, "claim_window_closed")),
            () => self.claimed(number, wanted),
        }
    }

    /// The lines of a claim: what was handed over can be claimed once, bit by bit or as a whole, whatever becomes of
    /// the claim. All bits together cost what the line did.
    fn claimed(&self, number: usize, wanted: &[(usize, i64)]) -> Result<Vec<Claimed>, Refusal> {
        let (mut lines, mut is_claimed) = (Vec::new(), false);
        for &(good, quantity) in wanted {
            let mut ordered = self.orders[number].lines.iter();
            let line = ordered.find(|line| line.good == good);
            let line = line.ok_or((422, "sku_not_ordered"))?;
            let whole = line.handed_over();
            if quantity > whole {
                return Err((422, "quantity_above_packed"));
            }
            let before = self.claimed_before(number, good);
            let cost_up_to = |quantity: i64| line.cost() * quantity / whole;
            is_claimed |= before + quantity > whole;
            lines.push(Claimed {
                good,
                quantity,
                cost: cost_up_to(before + quantity) - cost_up_to(before),
            });
        }
        if is_claimed {
            Err((409, "already_claimed"))
        } else {
            Ok(lines)
        }
    }

    fn claimed_before(&self, order: usize, good: usize) -> i64 {
        let claims = self.claims.iter().filter(|claim| claim.order == order);
        let lines = claims.flat_map(|claim| &claim.lines);
        let lines = lines.filter(|line| line.good == good);
        lines.map(|line| line.quantity).sum()
    }

    /// What staff are told who resolve a claim so, and what is given back. Unless an amount is said, that is all that
    /// can be: by a refund no more than was paid and was not refunded yet.
    pub(super) fn may_resolve(
        &self,
        claim: usize,
        remedy: Remedy,
        amount: Option<i64>,
    ) -> Result<Option<i64>, Refusal> {
        let claim = &self.claims[claim];
        let order = &self.orders[claim.order];
        let others = self
            .claims
            .iter()
            .filter(|other| other.order == claim.order && other.status == "refunded");
        let refunded: i64 = others.filter_map(|other| other.amount).sum();
        let most = match remedy {
            _ if claim.status != "open" => return Err((409, "claim_resolved")),
            Remedy::Refuse if amount.is_some() => return Err((422, "amount_not_expected")),
            Remedy::Refuse => return Ok(None),
            Remedy::Refund if order.cash || order.sums.due == 0 => {
                return Err((409, "refund_needs_prepayment"));
            }
            Remedy::Refund => claim.cost().min(order.sums.due - refunded),
            Remedy::Credit if self.is_guest(order.buyer) => {
                return Err((409, "credit_needs_account"));
            }
            Remedy::Credit => claim.cost(),
        };
        match amount.unwrap_or(most) {
            amount if amount > most => Err((422, "amount_above_claim")),
            0 => Err((422, "invalid_amount")),
            amount => Ok(Some(amount)),
        }
    }

    /// What was given back stands with the claim: the order's sums stay.
    pub(super) fn resolve(&mut self, claim: usize, remedy: Remedy, amount: Option<i64>) {
        let claim = &mut self.claims[claim];
        let order = &mut self.orders[claim.order];
        claim.amount = amount;
        claim.status = match remedy {
            Remedy::Refund => "refunded",
            Remedy::Credit => "credited",
            Remedy::Refuse => "refused",
        };
        match remedy {
            Remedy::Refund => order.refunded += amount.unwrap_or_default(),
            Remedy::Credit => self.credit[order.buyer] += amount.unwrap_or_default(),
            Remedy::Refuse => {}
        }
    }
}
