//! Configuration from the environment: every component says what it needs, by name, so that a missing or bad
//! variable stops the start with its name, and a function is given no variable that it does not use.

use std::any::{Any, TypeId};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

/// The variables a process was started with, and the components made from them that others share.
#[derive(Default)]
pub struct Environment {
    variables: HashMap<String, String>,
    context: Cell<Option<&'static str>>,
    shared: RefCell<HashMap<TypeId, Box<dyn Any>>>,
}

/// What stops the start.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    #[error("the environment variable {0} is missing")]
    Missing(&'static str),
    /// The value itself is not told: it may be a secret.
    #[error("the environment variable {name} is bad: {reason}")]
    Bad { name: &'static str, reason: String },
}

impl Environment {
    /// The environment of this process.
    #[must_use]
    pub fn of_process() -> Self {
        std::env::vars().collect()
    }

    /// Which of the shop's contexts is built from it, such as `orders`, once that was said.
    #[must_use]
    pub fn context(&self) -> Option<&'static str> {
        self.context.get()
    }

    /// Says which context is built from it, as [`app!`] does. It stays what was said first: an app may be made of apps.
    pub fn belongs_to(&self, context: &'static str) {
        if self.context.get().is_none() {
            self.context.set(Some(context));
        }
    }

    /// The variable's text; an empty one counts as missing.
    pub fn text(&self, name: &'static str) -> Result<&str, ConfigError> {
        self.optional(name).ok_or(ConfigError::Missing(name))
    }

    #[must_use]
    pub fn optional(&self, name: &str) -> Option<&str> {
        self.variables
            .get(name)
            .map(String::as_str)
            .filter(|text| !text.is_empty())
    }

    /// The one `T` of this process: made by the first who asks, and a clone of it for all others. For what
    /// must not be there twice, such as connections.
    pub fn shared<T: Clone + 'static>(
        &self,
        make: impl FnOnce(&Self) -> Result<T, ConfigError>,
    ) -> Result<T, ConfigError> {
        let id = TypeId::of::<T>();
        if let Some(one) = self
            .shared
            .borrow()
            .get(&id)
            .and_then(|one| one.downcast_ref())
        {
            return Ok(T::clone(one));
        }
        let one = make(self)?;
        self.shared.borrow_mut().insert(id, Box::new(one.clone()));
        Ok(one)
    }

    pub fn secret(&self, name: &'static str) -> Result<Secret, ConfigError> {
        self.text(name).map(Secret::new)
    }

    pub fn parse<T: FromStr<Err: fmt::Display>>(
        &self,
        name: &'static str,
    ) -> Result<T, ConfigError> {
        self.text(name)?
            .parse()
            .map_err(|error| ConfigError::bad(name, error))
    }

    pub fn parse_or<T: FromStr<Err: fmt::Display>>(
        &self,
        name: &'static str,
        default: T,
    ) -> Result<T, ConfigError> {
        match self.optional(name) {
            Some(_) => self.parse(name),
            None => Ok(default),
        }
    }
}

impl<K: Into<String>, V: Into<String>> FromIterator<(K, V)> for Environment {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(variables: I) -> Self {
        Self {
            variables: variables
                .into_iter()
                .map(|(name, value)| (name.into(), value.into()))
                .collect(),
            ..Self::default()
        }
    }
}

impl ConfigError {
    pub fn bad(name: &'static str, reason: impl fmt::Display) -> Self {
        Self::Bad {
            name,
            reason: reason.to_string(),
        }
    }
}

/// A value that never shows itself in a log.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    pub fn new(value: impl Into<String>) -> Self {
        Self(value.into())
    }

    /// The value, for the one who must send or compute with it.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// A component that builds itself from the environment, without I/O: connections are made when first used.
pub trait FromEnvironment: Sized {
    fn from_environment(environment: &Environment) -> Result<Self, ConfigError>;
}

/// What needs nothing.
impl FromEnvironment for () {
    fn from_environment(_: &Environment) -> Result<Self, ConfigError> {
        Ok(())
    }
}

/// Declares what a function is made of: a struct whose every field builds itself from the environment. The package in
/// which it stands is the function's context.
///
/// ```
/// # struct Database; struct Auth;
/// # impl config::FromEnvironment for Database {
/// #     fn from_environment(_: &config::Environment) -> Result<Self, config::ConfigError> { Ok(Self) }
/// # }
/// # impl config::FromEnvironment for Auth {
/// #     fn from_environment(_: &config::Environment) -> Result<Self, config::ConfigError> { Ok(Self) }
/// # }
/// config::app! {
///     /// What the cart's endpoints need.
///     pub struct App {
///         database: Database,
///         auth: Auth,
///     }
/// }
/// ```
#[macro_export]
macro_rules! app {
    ($(#[$doc:meta])* pub struct $name:ident { $($field:ident: $component:ty),+ $(,)? }) => {
        $(#[$doc])*
        pub struct $name {
            $(pub $field: $component,)+
        }

        impl $crate::FromEnvironment for $name {
            fn from_environment(environment: &$crate::Environment) -> Result<Self, $crate::ConfigError> {
                environment.belongs_to(env!("CARGO_PKG_NAME"));
                Ok(Self {
                    $($field: <$component as $crate::FromEnvironment>::from_environment(environment)?,)+
                })
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_or_bad_variable_is_told_by_name_and_never_by_value() {
        let environment = Environment::from_iter([("LIMIT", "many"), ("EMPTY", "")]);
        assert_eq!(
            environment.text("EMPTY"),
            Err(ConfigError::Missing("EMPTY"))
        );
        assert_eq!(environment.parse_or("ABSENT", 7), Ok(7));
        let error = environment.parse::<u32>("LIMIT").unwrap_err().to_string();
        assert!(
            error.contains("LIMIT") && !error.contains("many"),
            "{error}"
        );
        assert_eq!(format!("{:?}", Secret::new("s3cret")), "Secret(…)");
    }

    #[test]
    #[expect(unreachable_pub, reason = "apps are public, this one to its test")]
    fn an_app_belongs_to_the_package_that_declares_it() {
        crate::app! {
            /// An app of this package.
            pub struct App {
                nothing: (),
            }
        }
        let environment = Environment::default();
        assert_eq!(environment.context(), None);
        let App { nothing: () } = App::from_environment(&environment).unwrap();
        assert_eq!(environment.context(), Some("config"));
        environment.belongs_to("another");
        assert_eq!(environment.context(), Some("config"));
    }

    #[test]
    fn what_is_shared_is_made_once() {
        let environment = Environment::default();
        let first = environment.shared(|_| Ok("made".to_owned()));
        let second = environment.shared(|_| Ok("made again".to_owned()));
        assert_eq!(
            (first.as_deref(), second.as_deref()),
            (Ok("made"), Ok("made"))
        );
    }
}
