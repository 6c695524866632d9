//! Every five minutes: asks the gateways about payments that they tell nothing of, finishes refunds that were cut short,
//! and, once each day, compares the days of late with their settlements.

use crate::reconciliation;
use domain::failure::Failure;
use domain::payments::Cashier;
use domain::payments::reconcile::{Round, reconcile};
use domain::payments::settlement::compare_due;
use domain::{Clock, SystemClock};
use gateways::{Gateways, MidtransFees};
use messaging::Publisher;
use postgres::{PgLooseEnds, PgPayments, PgSettlements};
use runtime::Problem;
use time::Duration;

/// The function lives for a minute; the last question may take a while.
const TIME: Duration = Duration::seconds(30);

config::app! {
    /// What reconciling needs.
    pub struct App {
        payments: PgPayments,
        loose_ends: PgLooseEnds,
        settlements: PgSettlements,
        fees: MidtransFees,
        gateways: Gateways,
        publisher: Publisher,
    }
}

pub async fn handle(app: &App, request_id: String) -> Result<(), Problem> {
    let cashier = Cashier {
        payments: &app.payments,
        gateways: &app.gateways,
        publisher: &app.publisher,
        clock: &SystemClock,
        request_id: &request_id,
    };
    let until = SystemClock.now() + TIME;
    let round = reconcile(&cashier, &app.loose_ends, until).await?;
    tell(&round);
    let (settlements, publisher) = (&app.settlements, &app.publisher);
    let fees = app.fees.schedule();
    let days = compare_due(settlements, publisher, fees, &SystemClock, &request_id);
    for day in days.await? {
        reconciliation::tell(&day);
    }
    Ok(())
}

fn tell(round: &Round) {
    for (reference, error) in &round.unasked {
        tracing::warn!(reference, code = error.code(), %error, "not asked");
    }
    for (refund, error) in &round.unrefunded {
        tracing::warn!(%refund, code = error.code(), %error, "not given back yet");
    }
    let (asked, moved, refunds) = (round.asked, round.moved, round.refunds);
    tracing::info!(asked, moved, refunds, "reconciled");
}
