//! `PUT /v1/admin/settlements/{date}`: keeps the gateway's settlement of a day, once, and compares the day with it.

use crate::reconciliation::tell;
use domain::SystemClock;
use domain::identity::{Actor, Permission};
use domain::payments::settlement::{Day, Kept, Settlement, keep};
use gateways::{MidtransFees, read_settlement};
use postgres::PgSettlements;
use runtime::{Auth, Problem, Reply, Request};

config::app! {
    /// What keeping a settlement needs.
    pub struct App {
        auth: Auth,
        settlements: PgSettlements,
        fees: MidtransFees,
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
    let (settlements, fees) = (&app.settlements, app.fees.schedule());
    let kept = keep(settlements, fees, &SystemClock, &actor, &settlement, file);
    let (kept, report) = kept.await?;
    tell(&report);
    Ok(match kept {
        Kept::New => Reply::created(&report),
        _ => Reply::ok(&report),
    })
}
