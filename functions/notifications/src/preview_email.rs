//! `GET /v1/admin/email-templates/{name}/preview`: a made-up mail of a kind, as its reader would see it.

use domain::Language;
use domain::identity::Permission;
use domain::notifications::NoticeKind;
use runtime::{Auth, Problem, Reply, Request};
use serde::Deserialize;

config::app! {
    /// What a preview needs.
    pub struct App {
        auth: Auth,
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Query {
    /// That of the request, unless it is said.
    language: Option<Language>,
    #[serde(default)]
    format: Format,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "lowercase")]
enum Format {
    #[default]
    Html,
    Text,
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    app.auth.staff(&request, Permission::UsersManage).await?;
    let kind: NoticeKind = request.path("name")?;
    let query: Query = request.query()?;
    let language = query.language.unwrap_or_else(|| request.language());
    let mail = email::render(&email::sample(kind), language)
        .map_err(|error| Problem::internal("a mail's template", error))?;
    let reply = match query.format {
        Format::Html => Reply::html(mail.html().to_owned()),
        Format::Text => Reply::plain(format!("{}\n\n{}", mail.subject(), mail.text())),
    };
    Ok(reply.header("content-language", language.as_str()))
}
