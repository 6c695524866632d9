//! An authenticator app.

use domain::{Clock, SystemClock};
use totp_rs::{Builder, Secret};

/// The code that an app with this secret (base-32) shows so many steps of 30 seconds from now.
pub fn authenticator_code(secret: &str, steps: i64) -> String {
    let secret = Secret::try_from_base32(secret).expect("a secret");
    let app = Builder::new().with_secret(secret).build().expect("an app");
    let seconds = SystemClock.now().unix_timestamp() + 30 * steps;
    app.generate(seconds.try_into().expect("after 1970"))
        .to_string()
}
