//! What a partial update does to something that need not be there.

use serde::{Deserialize, Deserializer};

/// What is to become of something that need not be there. In JSON, with `#[serde(default)]`: not given, it stays;
/// `null`, it goes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Edit<T> {
    #[default]
    Keep,
    Remove,
    Set(T),
}

impl<T> Edit<T> {
    /// What is there afterwards.
    pub fn onto(self, present: Option<T>) -> Option<T> {
        match self {
            Self::Keep => present,
            Self::Remove => None,
            Self::Set(value) => Some(value),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Edit<T> {
    fn deserialize<D: Deserializer<'de>>(value: D) -> Result<Self, D::Error> {
        let given = Option::deserialize(value)?;
        Ok(given.map_or(Self::Remove, Self::Set))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct Body {
        #[serde(default)]
        phone: Edit<String>,
    }

    #[test]
    fn what_is_not_given_stays_and_what_is_null_goes() {
        let there = || Some("1".to_owned());
        for (body, after) in [
            ("{}", there()),
            (r#"{"phone": null}"#, None),
            (r#"{"phone": "2"}"#, Some("2".to_owned())),
        ] {
            let body: Body = serde_json::from_str(body).unwrap();
            assert_eq!(body.phone.onto(there()), after);
        }
        assert!(serde_json::from_str::<Body>(r#"{"phone": 2}"#).is_err());
    }
}
