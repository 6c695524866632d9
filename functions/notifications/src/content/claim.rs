//! What is told of claims.

use domain::orders::claims::{Claim, ClaimLine, ClaimStatus};
use domain::{Language, Money};
use email::{ClaimFiled, ClaimResolved, Content, Remedy};

/// To the customer.
pub(super) fn resolved(claim: &Claim, link: &str, language: Language) -> Content {
    let resolution = claim.resolution.as_ref();
    let amount = resolution.and_then(|resolution| resolution.amount);
    Content::ClaimResolved(ClaimResolved {
        code: claim.order_code.to_string(),
        customer_name: claim.customer.name.clone(),
        lines: lines(&claim.lines, language),
        remedy: match claim.status {
            ClaimStatus::Refunded => Remedy::Refund,
            ClaimStatus::Credited => Remedy::Credit,
            ClaimStatus::Open | ClaimStatus::Refused => Remedy::Refuse,
        },
        amount: amount.map_or(0, Money::amount),
        note: resolution.and_then(|resolution| resolution.note.clone()),
        tracking_link: link.to_owned(),
    })
}

/// To a member of staff.
pub(super) fn filed(name: &str, claim: &Claim, language: Language) -> Content {
    Content::ClaimFiled(ClaimFiled {
        name: name.to_owned(),
        code: claim.order_code.to_string(),
        reason: claim.reason.as_str().to_owned(),
        lines: lines(&claim.lines, language),
        cost: claim.lines.iter().map(|line| line.cost.amount()).sum(),
        text: claim.text.clone(),
        photos: claim.photos.len(),
    })
}

fn lines(lines: &[ClaimLine], language: Language) -> Vec<email::ClaimLine> {
    let line = |line: &ClaimLine| email::ClaimLine {
        name: line.name(language).to_owned(),
        quantity: line.quantity.to_string(),
        unit: line.unit.as_str().to_owned(),
    };
    lines.iter().map(line).collect()
}
