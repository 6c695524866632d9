//! Who is who at OpenID providers, in PostgreSQL.

use crate::database::adapter;
use crate::error::{broken, from_postgres};
use crate::outbox;
use crate::statements::prepared;
use crate::users::language;
use deadpool_postgres::Object;
use domain::StoreError;
use domain::identity::UserStatus;
use domain::identity::external_login::{
    Admission, ExternalIdentities, ExternalLogin, ExternalLoginError, Link, Owner, Step,
};
use domain::ids::{SecondFactorId, UserId};
use postgres_queries::client::Params;
use postgres_queries::queries::external_identities as queries;

adapter! {
    /// [`ExternalIdentities`] in PostgreSQL.
    PgExternalIdentities
}

impl ExternalIdentities for PgExternalIdentities {
    /// Two round trips, one more when something is written.
    async fn admit(
        &self,
        login: &ExternalLogin,
        decide: impl FnOnce(Option<Owner>) -> Result<Admission, ExternalLoginError> + Send,
    ) -> Result<Admission, ExternalLoginError> {
        let transaction = self.0.transaction().await?;
        let client = transaction.client()?;
        transaction
            .run(async {
                let admission = decide(find_owner(client, login).await?)?;
                let user = match admission.step {
                    Step::None => admission.user,
                    Step::Link => link(client, login, &admission).await?,
                    Step::TakeIn => take_in(client, login, &admission).await?,
                };
                Ok(Admission { user, ..admission })
            })
            .await
    }
}

async fn find_owner(client: &Object, login: &ExternalLogin) -> Result<Option<Owner>, StoreError> {
    let email = login.person.as_ref().map(|person| person.email.as_str());
    let (issuer, subject) = (login.issuer.as_str(), login.subject.as_str());
    // The look may not overtake the lock: one that still had to be prepared would be overtaken.
    let (lock, find) = prepared!(client, queries::lock_address(), queries::find_owner());
    let (locked, found) = tokio::join!(
        biased;
        async {
            match email {
                Some(email) => lock.bind(client, &email).one().await.map(|_| ()),
                // Without a verified address nothing will be written.
                None => Ok(()),
            }
        },
        find.bind(client, &issuer, &subject, &email).opt(),
    );
    locked.map_err(from_postgres)?;
    found.map_err(from_postgres)?.map(owner).transpose()
}

fn owner(row: queries::FindOwner) -> Result<Owner, StoreError> {
    Ok(Owner {
        user: row.id.into(),
        status: UserStatus::parse(&row.status).ok_or_else(|| broken("a stored status is none"))?,
        email: row.email,
        name: row.name,
        language: language(&row.language)?,
        link: match (row.is_known, row.has_another) {
            (true, _) => Link::This,
            (false, true) => Link::Another,
            (false, false) => Link::None,
        },
        second_factor: row.second_factor.map(SecondFactorId::from),
    })
}

async fn link(
    client: &Object,
    login: &ExternalLogin,
    admission: &Admission,
) -> Result<UserId, StoreError> {
    let params = queries::LinkIdentityParams {
        issuer: login.issuer.as_str(),
        subject: login.subject.as_str(),
        user_id: admission.user.uuid(),
        now: login.at,
        ip: login.origin.ip.as_str(),
        user_agent: login.origin.user_agent.as_str(),
        request_id: login.origin.request_id.as_str(),
    };
    let link = queries::link_identity();
    let (linked, told) = tokio::join!(
        biased;
        link.params(client, &params).opt(),
        outbox::add(client, &admission.events),
    );
    let user = linked.map_err(from_postgres)?;
    told?;
    user.map(UserId::from).ok_or_else(overtaken)
}

async fn take_in(
    client: &Object,
    login: &ExternalLogin,
    admission: &Admission,
) -> Result<UserId, StoreError> {
    let person = login
        .person
        .as_ref()
        .ok_or_else(|| broken("nobody is taken in without an address"))?;
    let email = person.email.as_str();
    let params = queries::TakeInParams {
        id: admission.user.uuid(),
        email,
        name: person.name.as_str(),
        language: login.language.as_str(),
        now: login.at,
        issuer: login.issuer.as_str(),
        subject: login.subject.as_str(),
        ip: login.origin.ip.as_str(),
        user_agent: login.origin.user_agent.as_str(),
        request_id: login.origin.request_id.as_str(),
    };
    // In this order: see the queries.
    let (add, drop_tokens) = prepared!(client, queries::take_in(), queries::drop_tokens());
    let (added, dropped) = tokio::join!(
        biased;
        add.params(client, &params).opt(),
        drop_tokens.bind(client, &email).all(),
    );
    let user = added.map_err(from_postgres)?;
    dropped.map_err(from_postgres)?;
    user.map(UserId::from).ok_or_else(overtaken)
}

/// Somebody else's statement came between the look and the deed; it will not a second time.
fn overtaken() -> StoreError {
    StoreError::unavailable("the account", "it changed meanwhile")
}
