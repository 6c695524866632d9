//! Parameters of a query that cannot be read.

use domain::failure::{Failure, Kind, Violation};

/// With its pointer, such as `/limit`.
#[derive(Debug, thiserror::Error)]
#[error("the parameter {0} cannot be read")]
pub(crate) struct BadParameter(pub(crate) &'static str);

impl Failure for BadParameter {
    fn kind(&self) -> Kind {
        Kind::Malformed
    }

    fn code(&self) -> &'static str {
        "malformed_request"
    }

    fn violations(&self) -> Vec<Violation> {
        vec![Violation::new(self.0, "malformed_parameter")]
    }
}
