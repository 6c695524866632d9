//! Every minute: what is in stock only until now, what runs low, what soon expires, and its price.

use crate::near_expiry::{NearExpiry, days};
use config::{ConfigError, Environment, FromEnvironment};
use domain::SystemClock;
use domain::catalog::watching::{self, Markdown, WatchRules};
use messaging::Publisher;
use postgres::PgStockWatch;
use runtime::{Problem, PublicPages};

config::app! {
    /// What looking after the stock needs.
    pub struct App {
        stock: PgStockWatch,
        publisher: Publisher,
        pages: PublicPages,
        rules: Rules,
    }
}

/// `NEAR_EXPIRY_DAYS`, and `MARKDOWN_PERCENT` off within `MARKDOWN_DAYS`: no price is cut unless said otherwise.
pub struct Rules(WatchRules);

impl FromEnvironment for Rules {
    fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        const PERCENT: &str = "MARKDOWN_PERCENT";
        let NearExpiry(near_expiry_days) = NearExpiry::from_environment(environment)?;
        let percent @ 0..=90 = environment.parse_or(PERCENT, 0)? else {
            return Err(ConfigError::bad(PERCENT, "not between 0 and 90"));
        };
        let days = days(environment, "MARKDOWN_DAYS", 1)?;
        Ok(Self(WatchRules {
            near_expiry_days,
            markdown: Markdown { percent, days },
        }))
    }
}

pub async fn handle(app: &App, request_id: String) -> Result<(), Problem> {
    let Rules(rules) = app.rules;
    let watched =
        watching::watch(&app.stock, &app.publisher, &SystemClock, rules, &request_id).await?;
    if watched.prices > 0 {
        app.pages.changed().await;
    }
    tracing::info!(
        listings = watched.listings,
        counted = watched.counted,
        sales = watched.sales,
        stock_low = watched.stock_low,
        near_expiry = watched.near_expiry,
        prices = watched.prices,
        "the stock is looked after"
    );
    Ok(())
}
