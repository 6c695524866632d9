//! The sheet as an HTML document.

use crate::sheet::Sheet;
use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior, context};

/// By its ending, what is put into the template is escaped.
const NAME: &str = "invoice.html";

/// The template is wrong. Trying again changes nothing.
#[derive(Debug)]
pub struct RenderError(minijinja::Error);

impl std::fmt::Display for RenderError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("failed to render an invoice")
    }
}

impl std::error::Error for RenderError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

pub(crate) fn write(sheet: &Sheet<'_>) -> Result<String, RenderError> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment
        .add_template(NAME, include_str!("../templates/invoice.html"))
        .and_then(|()| {
            environment
                .get_template(NAME)?
                .render(context! { sheet => Serde(sheet) })
        })
        .map_err(RenderError)
}
