//! What staff are told, each who may do something about it.

use super::{Letter, Notice};
use crate::Language;
use crate::catalog::events::{LotNearExpiry, StockLow};
use crate::events::{BadEvent, Event};
use crate::identity::Permission;
use crate::ids::UserId;
use crate::notifications::events::WebhookDisabled;
use crate::orders::events::{ClaimFiled, OrderUnpaid};
use crate::payments::events::SettlementDiffers;

/// What staff are told of.
#[derive(Debug, Clone, PartialEq)]
pub enum StaffNotice {
    StockLow(StockLow),
    LotNearExpiry(LotNearExpiry),
    ClaimFiled(ClaimFiled),
    OrderUnpaid(Box<OrderUnpaid>),
    SettlementDiffers(SettlementDiffers),
    WebhookDisabled(WebhookDisabled),
}

/// Somebody who has the permission that a notice asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffMember {
    pub user: UserId,
    pub email: String,
    pub name: String,
    pub language: Language,
}

impl StaffNotice {
    /// The notice about an event, and what one must be allowed to get it; `None` about an event that staff are not
    /// told of.
    pub fn about(event: &Event) -> Result<Option<(Self, Permission)>, BadEvent> {
        if let Some(filed) = event.read()? {
            return Ok(Some((Self::ClaimFiled(filed), Permission::OrdersFulfil)));
        }
        if let Some(unpaid) = event.read()? {
            let notice = Self::OrderUnpaid(Box::new(unpaid));
            return Ok(Some((notice, Permission::OrdersFulfil)));
        }
        if let Some(differs) = event.read()? {
            let notice = Self::SettlementDiffers(differs);
            return Ok(Some((notice, Permission::ReportsRead)));
        }
        if let Some(disabled) = event.read()? {
            let notice = Self::WebhookDisabled(disabled);
            return Ok(Some((notice, Permission::WebhooksManage)));
        }
        let notice = match event.read()? {
            Some(low) => Some(Self::StockLow(low)),
            None => event.read()?.map(Self::LotNearExpiry),
        };
        Ok(notice.map(|notice| (notice, Permission::InventoryWrite)))
    }

    /// The letter to one of them.
    #[must_use]
    pub fn to(&self, member: StaffMember) -> Letter {
        Letter {
            user: Some(member.user),
            recipient: member.email,
            language: member.language,
            notice: Notice::Staff {
                name: member.name,
                notice: Box::new(self.clone()),
            },
        }
    }
}
