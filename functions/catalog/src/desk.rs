//! Where staff's requests about the catalogue come in.

use domain::Failure;
use domain::catalog::Actor;
use domain::identity::Permission;
use runtime::{Auth, Problem, PublicPages, Request};

config::app! {
    /// Who may write the catalogue, and what every write of it has in common.
    pub struct Desk {
        auth: Auth,
        pages: PublicPages,
    }
}

impl Desk {
    /// Whoever asks, if they have the permission.
    pub(crate) async fn actor(
        &self,
        request: &Request,
        permission: Permission,
    ) -> Result<Actor, Problem> {
        let caller = self.auth.staff(request, permission).await?;
        Ok(Actor {
            user: caller.user,
            origin: request.origin(),
        })
    }

    /// Everything that staff write in the catalogue is written through here. Whoever has the answer to a write knows
    /// that shoppers are told of it: nothing that was kept before is given any more.
    pub(crate) async fn write<T, E: Failure>(
        &self,
        work: impl Future<Output = Result<T, E>>,
    ) -> Result<T, Problem> {
        let written = work.await?;
        self.pages.changed().await;
        Ok(written)
    }
}
