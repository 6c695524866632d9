use crate::keeper::{Keeper, NOWHERE, at_once, id, statuses, tag, with, wrong};
use serde_json::{Value, json};
use std::sync::Arc;

fn named(categories: &[Value]) -> Vec<&str> {
    let slugs = categories.iter().map(|category| category["slug"].as_str());
    slugs.collect::<Option<_>>().unwrap()
}

#[tokio::test]
async fn every_category_is_listed_in_the_order_of_the_tree() {
    let keeper = Keeper::at_work().await;
    let all = keeper.categories().await;
    let expected = [
        "sayuran",
        "sayuran-daun",
        "sayuran-buah",
        "bumbu",
        "gudang",
        "gudang-dalam",
    ];
    assert_eq!(named(&all), expected);
    let expected = json!({
        "id": all[5]["id"], "parent_id": all[4]["id"], "slug": "gudang-dalam",
        "name": { "id": "gudang-dalam (id)", "en": "gudang-dalam (en)" }, "icon": "", "position": 1,
        "active": true, "version": 1,
    });
    assert_eq!(all[5], expected);
    assert_eq!(all[4]["active"], false);
}

#[tokio::test]
async fn a_category_is_put_up_moved_renamed_and_taken_down() {
    let keeper = Keeper::at_work().await;
    let body = Keeper::shelf("umbi", Some("bumbu"));
    let body = with(
        body,
        &json!({ "icon": "root", "position": 7, "active": false }),
    );
    let made = keeper.add_category(&body).await;
    assert_eq!(tag(&made), "\"1\"");
    let made = made.expect(201);
    let bumbu = keeper.category("bumbu").await;
    assert_eq!(made["parent_id"], bumbu["id"]);
    assert_eq!(made, keeper.category("umbi").await);

    let sayuran = keeper.category("sayuran").await;
    let body = Keeper::shelf("umbi-umbian", Some(id(&sayuran)));
    let moved = keeper.put_category_if(id(&made), &body, "\"1\"").await;
    assert_eq!(tag(&moved), "\"2\"");
    let moved = moved.expect(200);
    assert_eq!(moved["parent_id"], sayuran["id"]);
    // What is left out has its default.
    let fields = [&moved["icon"], &moved["position"], &moved["active"]];
    assert_eq!(fields, [&json!(""), &json!(0), &json!(true)]);
    assert_eq!(moved, keeper.category("umbi-umbian").await);
    // The same again is no change, and no line in the log.
    let same = keeper.put_category(id(&made), &body).await.expect(200);
    assert_eq!(same["version"], 2);

    let stale = keeper.delete_category(id(&made), "\"1\"").await;
    stale.expect_problem(412, "version_mismatch");
    let gone = keeper.delete_category(id(&made), "\"2\"").await;
    assert_eq!(gone.status, 204);
    let again = keeper.delete_category(id(&made), "*").await;
    again.expect_problem(404, "category_not_found");

    let target = format!("target = '{}'", id(&made));
    for (action, condition) in [
        (
            "category_created",
            "details #>> '{after,parent}' = 'bumbu' and details -> 'before' = 'null'",
        ),
        (
            "category_changed",
            "details #>> '{before,slug}' = 'umbi' and details #>> '{after,slug}' = 'umbi-umbian'",
        ),
        (
            "category_deleted",
            "details #>> '{before,slug}' = 'umbi-umbian' and details -> 'after' = 'null'",
        ),
    ] {
        let noted = keeper
            .noted(action, &format!("{target} and {condition}"))
            .await;
        assert_eq!(noted, 1, "{action}");
        assert_eq!(keeper.noted(action, "true").await, 1, "{action}");
    }
}

#[tokio::test]
async fn what_shoppers_find_by_a_category_follows_it() {
    let keeper = Keeper::at_work().await;
    assert_eq!(keeper.market.found("?category=bumbu").await, ["jahe"]);
    let daun = keeper.category("sayuran-daun").await;
    let body = Keeper::shelf("dedaunan", Some("bumbu"));
    keeper.put_category(id(&daun), &body).await.expect(200);
    let mut found = keeper.market.found("?category=bumbu").await;
    found.sort();
    assert_eq!(found, ["bayam-hijau", "jahe", "kangkung"]);
    let mut found = keeper.market.found("?q=dedaunan").await;
    found.sort();
    assert_eq!(found, ["bayam-hijau", "kangkung"]);
}

#[tokio::test]
async fn a_category_that_cannot_be_is_refused_with_what_is_wrong() {
    let keeper = Keeper::at_work().await;
    let (sayuran, daun) = (
        keeper.category("sayuran").await,
        keeper.category("sayuran-daun").await,
    );
    let good = Keeper::shelf("umbi", None);
    for (fields, status, pointer, code) in [
        (json!({ "slug": "Umbi" }), 422, "/slug", "invalid_slug"),
        (json!({ "slug": "sayuran" }), 409, "/slug", "slug_taken"),
        (
            json!({ "name": { "id": "", "en": "x" } }),
            422,
            "/name",
            "invalid_name",
        ),
        (
            json!({ "icon": "x".repeat(101) }),
            422,
            "/icon",
            "invalid_icon",
        ),
        (
            json!({ "parent": "tidak-ada" }),
            422,
            "/parent",
            "unknown_category",
        ),
        (
            json!({ "parent": NOWHERE }),
            422,
            "/parent",
            "unknown_category",
        ),
        (
            json!({ "parent": "Tidak Ada" }),
            422,
            "/parent",
            "invalid_slug",
        ),
        (json!({ "name": "Umbi" }), 400, "/name", "malformed_field"),
        (
            json!({ "position": 3_000_000_000_i64 }),
            400,
            "/position",
            "malformed_field",
        ),
        (
            json!({ "active": "yes" }),
            400,
            "/active",
            "malformed_field",
        ),
        (
            json!({ "colour": "red" }),
            400,
            "/colour",
            "malformed_field",
        ),
    ] {
        let body = with(good.clone(), &fields);
        for answer in [
            keeper.add_category(&body).await,
            keeper.put_category(id(&daun), &body).await,
        ] {
            let told = wrong(&answer);
            assert_eq!(told, [(pointer.to_owned(), code.to_owned())], "{fields}");
            assert_eq!(answer.status, status, "{fields}");
        }
    }
    for (moved, parent) in [
        (&sayuran, "sayuran"),
        (&sayuran, id(&sayuran)),
        (&sayuran, "sayuran-daun"),
    ] {
        let body = Keeper::shelf("pindah", Some(parent));
        let answer = keeper.put_category(id(moved), &body).await;
        assert_eq!(
            wrong(&answer),
            [("/parent".into(), "category_cycle".into())]
        );
        answer.expect_problem(422, "validation_failed");
    }
    let answer = keeper.put_category(NOWHERE, &good).await;
    answer.expect_problem(404, "category_not_found");
    let answer = keeper.put_category("sayuran", &good).await;
    answer.expect_problem(404, "not_found");
    let answer = keeper.put_category_if(id(&daun), &good, "\"2\"").await;
    answer.expect_problem(412, "version_mismatch");
    assert_eq!(keeper.category("sayuran-daun").await, daun);
    assert_eq!(keeper.noted("category_created", "true").await, 0);
    assert_eq!(keeper.noted("category_changed", "true").await, 0);
}

#[tokio::test]
async fn the_tree_has_six_levels() {
    let keeper = Keeper::at_work().await;
    let mut parent = "bumbu".to_owned();
    for level in 2..=6 {
        let slug = format!("tingkat-{level}");
        let body = Keeper::shelf(&slug, Some(&parent));
        keeper.add_category(&body).await.expect(201);
        parent = slug;
    }
    let below = Keeper::shelf("terlalu-dalam", Some(&parent));
    let answer = keeper.add_category(&below).await;
    assert_eq!(
        wrong(&answer),
        [("/parent".into(), "category_too_deep".into())]
    );
    answer.expect_problem(422, "validation_failed");
    // A move counts what is below, too.
    let bumbu = keeper.category("bumbu").await;
    let body = Keeper::shelf("bumbu", Some("gudang"));
    let answer = keeper.put_category(id(&bumbu), &body).await;
    assert_eq!(
        wrong(&answer),
        [("/parent".into(), "category_too_deep".into())]
    );
    assert_eq!(keeper.category("bumbu").await, bumbu);
}

#[tokio::test]
async fn a_category_with_something_on_it_stays() {
    let keeper = Keeper::at_work().await;
    for slug in ["gudang", "bumbu", "sayuran"] {
        let category = keeper.category(slug).await;
        let answer = keeper.delete_category(id(&category), "*").await;
        answer.expect_problem(409, "category_in_use");
        assert_eq!(keeper.category(slug).await, category);
    }
    assert_eq!(keeper.noted("category_deleted", "true").await, 0);
}

#[tokio::test]
async fn two_moves_never_close_a_circle_together() {
    let keeper = &Keeper::at_work().await;
    for pair in 0..50 {
        let (one, other) = (format!("satu-{pair}"), format!("dua-{pair}"));
        let (made_one, made_other) = (
            keeper
                .add_category(&Keeper::shelf(&one, None))
                .await
                .expect(201),
            keeper
                .add_category(&Keeper::shelf(&other, None))
                .await
                .expect(201),
        );
        let (below_other, below_one) = (
            Keeper::shelf(&one, Some(&other)),
            Keeper::shelf(&other, Some(&one)),
        );
        let (first, second) = tokio::join!(
            keeper.put_category(id(&made_one), &below_other),
            keeper.put_category(id(&made_other), &below_one),
        );
        let mut statuses = [first.status, second.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 422], "{} {}", first.body, second.body);
    }
    // Each is reached from the top: none was lost in a circle.
    assert_eq!(keeper.categories().await.len(), 6 + 100);
}

#[tokio::test]
async fn of_fifty_who_want_a_slug_at_once_one_gets_it() {
    let keeper = Arc::new(Keeper::at_work().await);
    let answers = at_once(&keeper, 50, |keeper, _| async move {
        keeper.add_category(&Keeper::shelf("umbi", None)).await
    });
    let answers = answers.await;
    assert_eq!(statuses(&answers), [(201, 1), (409, 49)].into());
    assert_eq!(keeper.noted("category_created", "true").await, 1);
}

#[tokio::test]
async fn of_fifty_changes_of_one_version_one_is_made() {
    let keeper = Arc::new(Keeper::at_work().await);
    let bumbu = id(&keeper.category("bumbu").await).to_owned();
    let answers = at_once(&keeper, 50, |keeper, place| {
        let bumbu = bumbu.clone();
        async move {
            let body = with(
                Keeper::shelf("bumbu", None),
                &json!({ "position": 100 + place }),
            );
            keeper.put_category_if(&bumbu, &body, "\"1\"").await
        }
    });
    let answers = answers.await;
    assert_eq!(statuses(&answers), [(200, 1), (412, 49)].into());
    assert_eq!(keeper.category("bumbu").await["version"], 2);
}
