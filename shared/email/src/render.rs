//! Puts a mail into words: subject, HTML and text, in the reader's language.

use minijinja::value::{Serde, ValueKind};
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value, context, syntax::SyntaxConfig};

use crate::{Content, Kind, Language, clean, filters, templates};

/// A mail in words. Only [`render`] makes one, so that a subject is always a single line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    kind: Kind,
    subject: String,
    summary: String,
    html: String,
    text: String,
}

impl Rendered {
    #[must_use]
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    #[must_use]
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// What it is about, in a sentence of one line: what inboxes show beside the subject.
    #[must_use]
    pub fn summary(&self) -> &str {
        &self.summary
    }

    /// A whole HTML document with its styles inline.
    #[must_use]
    pub fn html(&self) -> &str {
        &self.html
    }

    /// The same words as plain text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// A template is wrong, or was given what it cannot print (a link that is none, a quantity that is
/// no number). Trying again changes nothing.
#[derive(Debug, thiserror::Error)]
#[error("failed to render {kind} in {language}", kind = kind.as_str(), language = language.as_str())]
pub struct RenderError {
    kind: Kind,
    language: Language,
    source: minijinja::Error,
}

/// The two forms in which every mail goes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Html,
    Text,
}

/// Writes a mail in a language.
pub fn render(content: &Content, language: Language) -> Result<Rendered, RenderError> {
    let kind = content.kind();
    write(content, kind, language).map_err(|source| RenderError {
        kind,
        language,
        source,
    })
}

fn write(content: &Content, kind: Kind, language: Language) -> Result<Rendered, minijinja::Error> {
    let data = context! { data => one_lined(&Value::from(Serde(content)))? };

    let html = environment(Format::Html, kind, language)?
        .get_template(MAIL)?
        .render(data.clone())?;

    let environment = environment(Format::Text, kind, language)?;
    let mut text = environment.get_template(MAIL)?.render_captured(data)?;
    let subject = text.with_state_mut(|state| state.render_block("subject"))?;
    let summary = text.with_state_mut(|state| state.render_block("preheader"))?;

    Ok(Rendered {
        kind,
        subject: clean::one_line(&subject),
        summary: clean::one_line(&summary),
        html,
        text: clean::paragraphs(text.output()),
    })
}

/// The name of the template that a mail starts from.
const MAIL: &str = "mail";

/// An environment for one mail: parsing its few templates takes less time than the rest of the
/// library would, and nothing has to be kept.
fn environment(
    format: Format,
    kind: Kind,
    language: Language,
) -> Result<Environment<'static>, minijinja::Error> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_syntax(
        SyntaxConfig::builder()
            .trim_blocks(true)
            .lstrip_blocks(true)
            .build()?,
    );
    // By format and not by name: a kind's words are one file for both.
    environment.set_auto_escape_callback(move |_| match format {
        Format::Html => AutoEscape::Html,
        Format::Text => AutoEscape::None,
    });
    environment.add_global("language", language.as_str());
    filters::add(&mut environment, format, language);
    for (name, source) in templates::shared(format, language) {
        environment.add_template(name, source)?;
    }
    environment.add_template(MAIL, templates::words(kind, language))?;
    Ok(environment)
}

/// The same data with every string on one line.
///
/// Done to all of it, before any template sees it: so a name cannot start a paragraph of its own in
/// the text part, and no field is forgotten.
fn one_lined(value: &Value) -> Result<Value, minijinja::Error> {
    match value.kind() {
        ValueKind::String => Ok(value
            .as_str()
            .map_or_else(|| value.clone(), |text| clean::one_line(text).into())),
        ValueKind::Seq => value.try_iter()?.map(|item| one_lined(&item)).collect(),
        ValueKind::Map => {
            let pairs = value
                .try_iter()?
                .map(|key| Ok((key.clone(), one_lined(&value.get_item(&key)?)?)))
                .collect::<Result<Vec<_>, minijinja::Error>>()?;
            Ok(Value::from_pairs(pairs))
        }
        _ => Ok(value.clone()),
    }
}
