//! `xtask rotate-keys`: the next step of putting another key in the place of the one that signs access tokens.
//! What lies between the steps is in docs/runbook.md.

use crate::keys::SigningKey;
use crate::{Outcome, Trouble};
use serde_json::{Value, json};
use std::{fs, io};

const PRIVATE: &str = "JWT_PRIVATE_KEY";
const NEXT: &str = "JWT_NEXT_PRIVATE_KEY";
const PUBLIC: &str = "JWT_PUBLIC_KEYS";

/// Reads an environment file, or the standard input, and prints it as it is after the step.
pub(crate) fn run(file: Option<&str>) -> Outcome {
    let environment = match file {
        Some(file) => fs::read_to_string(file)?,
        None => io::read_to_string(io::stdin())?,
    };
    let (environment, step) = rotate(&environment, &SigningKey::generate()?)?;
    print!("{environment}");
    eprintln!("{}", step.what_next());
    Ok(())
}

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// The next key is published, so that everybody knows it before it signs.
    Published,
    /// The next key signs; tokens of the one before are good still.
    Signing,
    /// The key before is forgotten.
    Retired,
}

impl Step {
    const fn what_next(self) -> &'static str {
        match self {
            Self::Published => {
                "1 of 3: the next key is made and published beside the present one, which still signs.\n\
                 Deploy this. Five minutes later, when no cache holds the old key set, rotate again."
            }
            Self::Signing => {
                "2 of 3: the next key signs; tokens of the one before are still good.\n\
                 Deploy this. At least ten minutes after that, when those have expired, rotate again."
            }
            Self::Retired => {
                "3 of 3: the key before is retired.\n\
                 Deploy this, and the rotation is done."
            }
        }
    }
}

/// The environment after the next step; `new` is taken if this one needs a key. All other lines stay.
fn rotate(environment: &str, new: &SigningKey) -> Result<(String, Step), Trouble> {
    let private = value(environment, PRIVATE).ok_or("JWT_PRIVATE_KEY is missing")?;
    let public = value(environment, PUBLIC).ok_or("JWT_PUBLIC_KEYS is missing")?;
    let public: Value =
        serde_json::from_str(public).map_err(|_| "JWT_PUBLIC_KEYS is not a JWK set")?;
    let public = public["keys"]
        .as_array()
        .ok_or("JWT_PUBLIC_KEYS is not a JWK set")?;
    let current = published(public, private)?;

    Ok(match value(environment, NEXT) {
        Some(next) => {
            let published = published(public, next)?;
            let keys = [published, current];
            let after = with(environment, next, None, &keys);
            (after, Step::Signing)
        }
        None if public.len() == 1 => {
            let keys = [current, &new.public];
            let after = with(environment, private, Some(&new.private), &keys);
            (after, Step::Published)
        }
        None => {
            let after = with(environment, private, None, &[current]);
            (after, Step::Retired)
        }
    })
}

/// The public key of a private one, which must be among those in force.
fn published<'a>(public: &'a [Value], private: &str) -> Result<&'a Value, Trouble> {
    let (kid, _) = private
        .split_once(':')
        .ok_or("a private key is not <kid>:<base64>")?;
    let key = public.iter().find(|key| key["kid"] == kid);
    key.ok_or_else(|| format!("JWT_PUBLIC_KEYS has no key {kid}").into())
}

/// The variable's value; an empty one counts as none.
fn value<'a>(environment: &'a str, name: &str) -> Option<&'a str> {
    environment
        .lines()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix('='))
        .filter(|value| !value.is_empty())
}

/// The environment with these keys.
fn with(environment: &str, private: &str, next: Option<&str>, public: &[&Value]) -> String {
    let others = environment.lines().filter(|line| {
        let name = line.split_once('=').map(|(name, _)| name);
        ![PRIVATE, NEXT, PUBLIC].map(Some).contains(&name)
    });
    let mut lines: Vec<String> = others.map(str::to_owned).collect();
    lines.push(format!("{PRIVATE}={private}"));
    lines.extend(next.map(|next| format!("{NEXT}={next}")));
    lines.push(format!("{PUBLIC}={}", json!({ "keys": public })));
    lines.push(String::new());
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::SystemClock;
    use domain::ids::UserId;
    use runtime::{Auth, Problem, Reply, Request};
    use testkit::{Call, Stage};

    config::app! {
        /// Lets in whoever has a good token.
        pub struct Door {
            auth: Auth,
        }
    }

    async fn knock(app: &'static Door, request: Request) -> Result<Reply, Problem> {
        app.auth.user(&request).await?;
        Ok(Reply::no_content())
    }

    /// A stage as it is deployed with this environment.
    fn stage(environment: &str) -> Stage {
        let lines = environment.lines().filter_map(|line| line.split_once('='));
        lines
            .fold(Stage::default(), |stage, (name, value)| {
                stage.with(name, value)
            })
            .with("JWT_ISSUER", "https://api.test")
            .with("JWT_AUDIENCE", "micro-sayur")
            .with("REDIS_URL", "redis://127.0.0.1:1")
    }

    fn token(environment: &str) -> String {
        stage(environment).token(UserId::generate(&SystemClock), &[])
    }

    /// Whether the stage of this environment takes the token.
    async fn takes(environment: &str, token: &str) -> bool {
        let answer = Call::get("/").bearer(token);
        let answer = answer.send(stage(environment).app(), knock).await;
        assert!([204, 401].contains(&answer.status));
        answer.status == 204
    }

    /// An environment in which nothing is rotated, with other lines around.
    fn settled() -> String {
        let key = SigningKey::generate().unwrap();
        let keys = with("", &key.private, None, &[&key.public]);
        format!("# The shop's.\nLINK_KEY=abc=\n{keys}ADMIN_PASSWORD=secret\n")
    }

    fn next_step(environment: &str) -> (String, Step) {
        rotate(environment, &SigningKey::generate().unwrap()).unwrap()
    }

    fn kids(environment: &str) -> Vec<String> {
        let keys: Value = serde_json::from_str(value(environment, PUBLIC).unwrap()).unwrap();
        let keys = keys["keys"].as_array().unwrap();
        keys.iter()
            .map(|key| key["kid"].as_str().unwrap().to_owned())
            .collect()
    }

    fn kid<'a>(environment: &'a str, name: &str) -> Option<&'a str> {
        value(environment, name)?.split_once(':').map(|key| key.0)
    }

    #[test]
    fn a_key_is_published_then_signs_then_the_one_before_is_retired() {
        let start = settled();
        let old = kid(&start, PRIVATE).unwrap();

        let (first, step) = next_step(&start);
        let new = kid(&first, NEXT).unwrap();
        assert_eq!(step, Step::Published);
        assert_eq!(kid(&first, PRIVATE), Some(old));
        assert_eq!(kids(&first), [old, new]);

        let (second, step) = next_step(&first);
        assert_eq!(step, Step::Signing);
        assert_eq!(value(&second, PRIVATE), value(&first, NEXT));
        assert_eq!(value(&second, NEXT), None);
        assert_eq!(kids(&second), [new, old]);

        let (third, step) = next_step(&second);
        assert_eq!(step, Step::Retired);
        assert_eq!(value(&third, PRIVATE), value(&first, NEXT));
        assert_eq!(kids(&third), [new]);

        // And again from the beginning.
        assert_eq!(next_step(&third).1, Step::Published);
        for environment in [first, second, third] {
            assert!(
                environment.starts_with("# The shop's.\nLINK_KEY=abc=\nADMIN_PASSWORD=secret\n")
            );
        }
    }

    #[tokio::test]
    async fn nobody_is_shut_out_whose_token_has_not_expired() {
        let start = settled();
        let (first, _) = next_step(&start);
        let (second, _) = next_step(&first);
        let (third, _) = next_step(&second);
        let (old, new) = (token(&first), token(&second));
        // While a deployment is under way, some functions are a step behind.
        for (environment, token, is_taken) in [
            (&start, &old, true),
            (&start, &new, false),
            (&first, &old, true),
            (&first, &new, true),
            (&second, &old, true),
            (&second, &new, true),
            (&third, &old, false),
            (&third, &new, true),
        ] {
            assert_eq!(takes(environment, token).await, is_taken);
        }
    }

    #[test]
    fn what_does_not_fit_together_is_left_alone() {
        let (one, other) = (settled(), settled());
        let public =
            |environment: &str| format!("{PUBLIC}={}", value(environment, PUBLIC).unwrap());
        let stranger = one.replace(&public(&one), &public(&other));
        let unpublished = format!("{one}{NEXT}=stranger:abc\n");
        for environment in [
            "",
            "JWT_PRIVATE_KEY=",
            stranger.as_str(),
            unpublished.as_str(),
        ] {
            let key = SigningKey::generate().unwrap();
            assert!(rotate(environment, &key).is_err(), "{environment}");
        }
    }
}
