//! What became of an order's payments.

use crate::StoreError;
use crate::failure::{Failure, Kind};
use crate::orders::OrderCode;
use crate::payments::{Payer, Payments, Standing};

#[derive(Debug, thiserror::Error)]
pub enum ListError {
    /// There is none, or it is another's.
    #[error("there is no such order")]
    NoSuchOrder,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure for ListError {
    fn kind(&self) -> Kind {
        match self {
            Self::NoSuchOrder => Kind::NotFound,
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NoSuchOrder => "order_not_found",
            Self::Store(error) => error.code(),
        }
    }
}

/// The attempts to pay an order and the refunds, for those whose order it is.
pub async fn list(
    payments: &impl Payments,
    payer: &Payer<'_>,
    order: &OrderCode,
) -> Result<Standing, ListError> {
    payments
        .standing(order)
        .await?
        .filter(|standing| payer.may_pay(&standing.bill))
        .ok_or(ListError::NoSuchOrder)
}
