//! What identity adds to a password's hash and to a request: logins, refreshes, checks of tokens.

use crate::event::Event;
use crate::failure::Failure;
use crate::figures::{median, milliseconds};
use crate::sandbox::Sandbox;
use crate::shop::{Shop, text};
use crate::stack::Stack;
use crate::table;
use config::{Environment, FromEnvironment};
use domain::identity::Passwords;
use passwords::Argon2Passwords;
use runtime::TokenVerifier;
use serde_json::json;
use std::time::{Duration, Instant};

const WARM_UP: usize = 5;
const CALLS: usize = 60;
const CHECKS: u32 = 10_000;

/// A login may cost so much more than the hash in it.
const ABOVE_HASH: Duration = Duration::from_millis(15);
const CHECK: Duration = Duration::from_micros(100);

/// Prints the table; gives how many figures are missing.
pub(crate) async fn print(stack: &Stack, shop: &Shop) -> usize {
    let mut missing = Vec::new();
    let mut rows = Vec::new();
    match logins(stack, shop).await {
        Ok(Logins { hash, login }) => {
            let above = login.saturating_sub(hash);
            rows.push(row("argon2id alone", "", &milliseconds(hash)));
            rows.push(row("login", "", &milliseconds(login)));
            let cell = table::beside(&milliseconds(above), above, ABOVE_HASH);
            rows.push(row(
                "login above argon2id",
                &milliseconds(ABOVE_HASH),
                &cell,
            ));
        }
        Err(failure) => missing.push(("login".to_owned(), failure)),
    }
    match refreshes(stack, shop).await {
        Ok(refresh) => rows.push(row("refresh", "", &milliseconds(refresh))),
        Err(failure) => missing.push(("refresh".to_owned(), failure)),
    }
    match checks(stack, shop) {
        Ok(check) => {
            let cell = table::beside(&milliseconds(check), check, CHECK);
            rows.push(row("check of an access token", &milliseconds(CHECK), &cell));
        }
        Err(failure) => missing.push(("check of an access token".to_owned(), failure)),
    }
    table::print(
        "Identity, p50 in ms",
        &format!(
            "{CALLS} logins and {CALLS} refreshes after {WARM_UP} under the Runtime Interface Emulator, each login \
             beside a hash of the same password; the check: mean of {CHECKS} in this process, without Redis"
        ),
        &["what", "budget", "measured  "],
        &rows,
    );
    table::print_missing(&missing)
}

fn row(what: &str, budget: &str, cell: &str) -> Vec<String> {
    let budget = if budget.is_empty() {
        table::NONE
    } else {
        budget
    };
    vec![what.to_owned(), budget.to_owned(), cell.to_owned()]
}

struct Logins {
    hash: Duration,
    login: Duration,
}

async fn logins(stack: &Stack, shop: &Shop) -> Result<Logins, Failure> {
    let passwords = Argon2Passwords::default();
    let failed = |error: &dyn std::fmt::Display| Failure::new(error.to_string());
    let hash = passwords
        .hash(&shop.password)
        .map_err(|error| failed(&error))?;
    let mut sandbox = Sandbox::start(stack, "login", &stack.database(None)?).await?;
    let (mut hashes, mut logins) = (Vec::new(), Vec::new());
    let credentials = json!({ "email": shop.email, "password": shop.password });
    for number in 0..WARM_UP + CALLS {
        let started = Instant::now();
        passwords
            .verify(&shop.password, Some(&hash))
            .map_err(|error| failed(&error))?;
        let alone = started.elapsed();
        let event = Event::new("POST", "/v1/auth/login")
            .json(&credentials)
            .network(number);
        let (took, _) = sandbox.call(&event.value()).await?;
        if number >= WARM_UP {
            hashes.push(alone);
            logins.push(took);
        }
    }
    sandbox.stop().await;
    match (median(&hashes), median(&logins)) {
        (Some(hash), Some(login)) => Ok(Logins { hash, login }),
        _ => Err(Failure::new("no login was timed")),
    }
}

/// Each refresh token is good once, and brings the next.
async fn refreshes(stack: &Stack, shop: &Shop) -> Result<Duration, Failure> {
    let credentials = json!({ "email": shop.email, "password": shop.password });
    let mut session = shop
        .call("POST", "/v1/auth/login", Some(&credentials))
        .await?;
    let mut sandbox = Sandbox::start(stack, "refresh-session", &stack.database(None)?).await?;
    let mut durations = Vec::new();
    for number in 0..WARM_UP + CALLS {
        let token = json!({ "refresh_token": text(&session, "/refresh_token")? });
        let event = Event::new("POST", "/v1/auth/refresh")
            .json(&token)
            .network(number);
        let (took, next) = sandbox.call(&event.value()).await?;
        session = next;
        if number >= WARM_UP {
            durations.push(took);
        }
    }
    sandbox.stop().await;
    median(&durations).ok_or_else(|| Failure::new("no refresh was timed"))
}

/// The signature and the claims alone, as every function that asks who is calling checks them.
fn checks(stack: &Stack, shop: &Shop) -> Result<Duration, Failure> {
    let environment: Environment = stack.environment("").into_iter().collect();
    let verifier = TokenVerifier::from_environment(&environment)
        .map_err(|error| Failure::new(error.to_string()))?;
    let started = Instant::now();
    for _ in 0..CHECKS {
        if verifier.check(&shop.access_token).is_none() {
            return Err(Failure::new("the shopper's token is refused"));
        }
    }
    Ok(started.elapsed() / CHECKS)
}
