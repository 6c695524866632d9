//! Versions: how a change made of an old state is told from one made of today's.

/// The versions of a thing that a change of it is good for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum ExpectedVersion {
    /// Whatever it is.
    #[default]
    Any,
    OneOf(Vec<i64>),
}

impl ExpectedVersion {
    #[must_use]
    pub fn takes(&self, version: i64) -> bool {
        match self {
            Self::Any => true,
            Self::OneOf(versions) => versions.contains(&version),
        }
    }
}
