//! Second factors in PostgreSQL.

use crate::database::adapter;
use crate::error::{broken, from_postgres};
use crate::sessions::used_up;
use crate::users::language;
use deadpool_postgres::Object;
use domain::StoreError;
use domain::events::Event;
use domain::identity::second_factor::{Confirmation, Factor, Holder, SecondFactors};
use domain::identity::{AccessCut, Origin, PasswordHash, Proof};
use domain::ids::{SecondFactorId, UserId};
use postgres_queries::client::Params;
use postgres_queries::queries::second_factors;
use time::OffsetDateTime;

adapter! {
    /// [`SecondFactors`] in PostgreSQL.
    PgSecondFactors
}

impl SecondFactors for PgSecondFactors {
    async fn holder(&self, user: UserId) -> Result<Option<Holder>, StoreError> {
        let client = self.0.client().await?;
        let found = second_factors::find_holder()
            .bind(&client, &user.uuid())
            .opt()
            .await
            .map_err(from_postgres)?;
        found
            .map(|row| {
                Ok(Holder {
                    email: row.email,
                    name: row.name,
                    language: language(&row.language)?,
                    password: row.password_hash.map(PasswordHash::from_phc),
                    factor: row.factor.map(|id| Factor {
                        id: id.into(),
                        is_confirmed: row.is_confirmed,
                    }),
                })
            })
            .transpose()
    }

    async fn enrol(
        &self,
        user: UserId,
        factor: SecondFactorId,
        now: OffsetDateTime,
    ) -> Result<bool, StoreError> {
        let client = self.0.client().await?;
        let enrolled = second_factors::enrol()
            .bind(&client, &factor.uuid(), &now, &user.uuid())
            .opt()
            .await
            .map_err(from_postgres)?;
        Ok(enrolled.is_some())
    }

    async fn confirm(
        &self,
        user: UserId,
        confirmation: &Confirmation,
        origin: &Origin,
        event: &Event,
    ) -> Result<Option<AccessCut>, StoreError> {
        let client = self.0.client().await?;
        let version = second_factors::confirm()
            .params(
                &client,
                &second_factors::ConfirmParams {
                    now: event.time,
                    step: confirmation.step,
                    user_id: user.uuid(),
                    id: confirmation.factor.uuid(),
                    code_hashes: slices(&confirmation.recovery_codes),
                    ip: origin.ip.as_str(),
                    user_agent: origin.user_agent.as_str(),
                    request_id: origin.request_id.as_str(),
                    event_id: event.id.uuid(),
                    event: serde_json::to_value(event).map_err(broken)?,
                },
            )
            .opt()
            .await
            .map_err(from_postgres)?;
        Ok(version.map(|version| AccessCut { user, version }))
    }

    async fn remove(
        &self,
        user: UserId,
        proof: &Proof,
        origin: &Origin,
        event: &Event,
    ) -> Result<Option<AccessCut>, StoreError> {
        let whole = serde_json::to_value(event).map_err(broken)?;
        let transaction = self.0.transaction().await?;
        let client = transaction.client()?;
        transaction
            .run(async {
                if !spend(client, user, proof, event.time).await? {
                    return Ok(None);
                }
                let version = second_factors::remove()
                    .params(
                        client,
                        &second_factors::RemoveParams {
                            user_id: user.uuid(),
                            now: event.time,
                            ip: origin.ip.as_str(),
                            user_agent: origin.user_agent.as_str(),
                            request_id: origin.request_id.as_str(),
                            event_id: event.id.uuid(),
                            event: whole,
                        },
                    )
                    .opt()
                    .await
                    .map_err(from_postgres)?;
                Ok(version.map(|version| AccessCut { user, version }))
            })
            .await
    }

    async fn replace_recovery_codes(
        &self,
        user: UserId,
        proof: &Proof,
        codes: &[[u8; 32]],
        origin: &Origin,
        now: OffsetDateTime,
    ) -> Result<bool, StoreError> {
        let transaction = self.0.transaction().await?;
        let client = transaction.client()?;
        transaction
            .run(async {
                if !spend(client, user, proof, now).await? {
                    return Ok(false);
                }
                second_factors::replace_recovery_codes()
                    .params(
                        client,
                        &second_factors::ReplaceRecoveryCodesParams {
                            user_id: user.uuid(),
                            now,
                            ip: origin.ip.as_str(),
                            user_agent: origin.user_agent.as_str(),
                            request_id: origin.request_id.as_str(),
                            code_hashes: slices(codes),
                        },
                    )
                    .await
                    .map_err(from_postgres)?;
                Ok(true)
            })
            .await
    }
}

/// Uses the proof up; `false` when it was before.
async fn spend(
    client: &Object,
    user: UserId,
    proof: &Proof,
    now: OffsetDateTime,
) -> Result<bool, StoreError> {
    let (step, recovery_hash) = used_up(proof);
    let spent = second_factors::spend_code()
        .bind(client, &user.uuid(), &step, &now, &recovery_hash)
        .opt()
        .await
        .map_err(from_postgres)?;
    Ok(spent.is_some())
}

fn slices(hashes: &[[u8; 32]]) -> Vec<&[u8]> {
    hashes.iter().map(<[u8; 32]>::as_slice).collect()
}
