use crate::keeper::{Keeper, NOWHERE};
use domain::identity::Permission;
use serde_json::json;

#[tokio::test]
async fn only_those_who_keep_the_catalogue_see_it_from_behind_and_write_it() {
    let mut keeper = Keeper::at_work().await;
    let others: Vec<Permission> = Permission::ALL
        .iter()
        .copied()
        .filter(|permission| *permission != Permission::CatalogWrite)
        .collect();
    for (token, status, code) in [
        (keeper.token_with(&[]), 403, "permission_denied"),
        (keeper.token_with(&others), 403, "permission_denied"),
        ("forged".to_owned(), 401, "invalid_token"),
    ] {
        keeper.token = token;
        let body = json!({});
        for answer in [
            keeper.list("").await,
            keeper.show(NOWHERE).await,
            keeper.create(&body).await,
            keeper.patch(NOWHERE, &body).await,
            keeper.archive(NOWHERE, "*").await,
            keeper.patch_variant("TMT-KG", &body).await,
            keeper.image(NOWHERE, &body).await,
            keeper.list_categories().await,
            keeper.add_category(&body).await,
            keeper.put_category(NOWHERE, &body).await,
            keeper.delete_category(NOWHERE, "*").await,
        ] {
            answer.expect_problem(status, code);
        }
    }
}
