//! `PUT /v1/admin/settlements/{date}`: keeps the gateway's settlement of a day, in the place of one before
//! it, and compares the day with it.

use crate::reconciliation::tell;
use domain::SystemClock;
use domain::identity::{Actor, Permission};
use domain::payments::settlement::{Day, Kept, Settlement, keep};
use gateways::{MidtransFees, read_settlement};
use messaging::Publisher;
use postgres::PgSettlements;
use runtime::{Auth, Problem, Reply, Request};

config::app! {
    /// What keeping a settlement needs.
    pub struct App {
        auth: Auth,
        settlements: PgSettlements,
        fees: MidtransFees,
        publisher: Publisher,
    }
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let permission = Permission::PaymentsRefund;
    let caller = app.auth.staff(&request, permission).await?;
    let Day(date) = request.path("date")?;
    let (file, rows) = read_settlement(request.csv()?)?;
    let settlement = Settlement::new(date, rows)?;
    let actor = Actor {
        user: caller.user,
        origin: request.origin(),
    };
    let (settlements, publisher) = (&app.settlements, &app.publisher);
    let fees = app.fees.schedule();
    let kept = keep(
        settlements,
        publisher,
        fees,
        &SystemClock,
        &actor,
        &settlement,
        file,
    );
    let (kept, compared) = kept.await?;
    tell(&compared);
    Ok(match kept {
        Kept::New => Reply::created(&compared.report),
        Kept::Before | Kept::Replaced => Reply::ok(&compared.report),
    })
}
