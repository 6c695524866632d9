//! Queue `catalog`: counts what is ordered, for what sells best, and looks whether it leaves too little.

use domain::SystemClock;
use domain::catalog::sales;
use domain::events::Event;
use messaging::Publisher;
use postgres::PgSales;
use runtime::Problem;

config::app! {
    /// What the queue's events change.
    pub struct App {
        sales: PgSales,
        publisher: Publisher,
    }
}

pub async fn handle(app: &App, event: Event) -> Result<(), Problem> {
    sales::index(&app.sales, &app.publisher, &SystemClock, &event).await?;
    Ok(())
}
