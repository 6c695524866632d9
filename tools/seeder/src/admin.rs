//! `seeder admin --email E`: makes somebody the shop's administrator, with the password in `ADMIN_PASSWORD`.

use crate::Outcome;
use config::{Environment, FromEnvironment};
use domain::SystemClock;
use domain::identity::EmailAddress;
use domain::identity::appointment::{Appointment, appoint_super_admin};
use passwords::Argon2Passwords;
use postgres::{Database, PgProfiles, PgSessions, PgUsers};

/// The password is the one in `ADMIN_PASSWORD`.
pub async fn run(email: &str) -> Outcome {
    let environment = Environment::of_process();
    let database = Database::from_environment(&environment)?;
    let password = environment.secret("ADMIN_PASSWORD")?;
    let address = EmailAddress::parse(email).map_err(|_| "this is not an e-mail address")?;
    let appointment = appoint_super_admin(
        &PgUsers::from(database.clone()),
        &PgProfiles::from(database.clone()),
        &PgSessions::from(database),
        &Argon2Passwords::default(),
        &SystemClock,
        address,
        password.reveal(),
    )
    .await?;
    println!(
        "{email} {}",
        match appointment {
            Appointment::Created => "is an administrator now, with a new account",
            Appointment::Changed => "is an administrator now",
            Appointment::Unchanged => "is an administrator already",
        }
    );
    Ok(())
}
