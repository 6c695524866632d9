//! Who signs in, and what becomes of them.

use super::*;
use time::macros::datetime;

const NOW: OffsetDateTime = datetime!(2026-11-22 08:00 UTC);

fn claims() -> Claims {
    Claims {
        issuer: "https://provider.example".into(),
        subject: "1001".into(),
        email: Some("Siti@Example.com".into()),
        email_verified: true,
        name: Some("Siti Aminah".into()),
    }
}

fn login(claims: &Claims) -> ExternalLogin {
    ExternalLogin {
        issuer: claims.issuer.clone(),
        subject: claims.subject.clone(),
        person: VerifiedPerson::of(claims),
        language: Language::En,
        origin: Origin::default(),
        at: NOW,
    }
}

fn owner(status: UserStatus, link: Link) -> Owner {
    Owner {
        user: UserId::generate(&NOW),
        status,
        email: "siti@example.com".into(),
        name: "Siti".into(),
        language: Language::Id,
        link,
        second_factor: None,
    }
}

#[test]
fn what_becomes_of_a_login_depends_on_the_account() {
    use Link::{Another, None, This};
    use UserStatus::{Active, Erased, Pending, Suspended};
    for (status, link, expected) in [
        (Active, This, Ok(Step::None)),
        (Active, None, Ok(Step::Link)),
        (Pending, None, Ok(Step::TakeIn)),
        (Suspended, This, Err("account_suspended")),
        (Suspended, None, Err("account_suspended")),
        (Active, Another, Err("external_login_refused")),
        (Pending, Another, Err("external_login_refused")),
        (Pending, This, Err("external_login_refused")),
        (Suspended, Another, Err("external_login_refused")),
        (Erased, This, Err("external_login_refused")),
        (Erased, None, Err("external_login_refused")),
    ] {
        let owner = owner(status, link);
        let user = owner.user;
        let admission = admit(&login(&claims()), Some(owner), &NOW);
        let step = admission.as_ref().map(|admission| admission.step);
        assert_eq!(step.map_err(Failure::code), expected, "{status:?} {link:?}");
        if let Ok(admission) = admission {
            assert_eq!(admission.user, user);
            let told = admission.events.len();
            assert_eq!(told, usize::from(admission.step == Step::Link));
        }
    }
}

#[test]
fn a_link_is_told_to_the_address_and_in_the_language_of_the_account() {
    let owner = owner(UserStatus::Active, Link::None);
    let admission = admit(&login(&claims()), Some(owner.clone()), &NOW).unwrap();
    let fact = admission.events[0].read::<ExternalLoginLinked>();
    assert_eq!(
        fact.unwrap().unwrap(),
        ExternalLoginLinked {
            user_id: owner.user,
            email: owner.email,
            name: owner.name,
            language: Language::Id,
            provider: "Google".into(),
        }
    );
}

#[test]
fn only_a_verified_address_makes_somebody_new() {
    let admission = admit(&login(&claims()), None, &NOW);
    assert_eq!(admission.unwrap().step, Step::TakeIn);
    for claims in [
        Claims {
            email_verified: false,
            ..claims()
        },
        Claims {
            email: None,
            ..claims()
        },
        Claims {
            email: Some("söte@example.com".into()),
            ..claims()
        },
    ] {
        let refused = admit(&login(&claims), None, &NOW);
        assert!(matches!(refused, Err(ExternalLoginError::EmailNotVerified)));
    }
}

#[test]
fn somebody_without_a_fit_name_is_called_by_their_address() {
    let long = "Siti ".repeat(40);
    for (name, expected) in [
        (Some("  Siti Aminah "), "Siti Aminah"),
        (None, "siti"),
        (Some(""), "siti"),
        (Some("a\u{0}b"), "siti"),
        (Some(long.as_str()), "siti"),
    ] {
        let name = name.map(str::to_owned);
        let person = VerifiedPerson::of(&Claims { name, ..claims() }).unwrap();
        assert_eq!(person.name.as_str(), expected);
        assert_eq!(person.email.as_str(), "siti@example.com");
    }
}

#[test]
fn nothing_shows_what_a_provider_says_of_somebody() {
    assert_eq!(format!("{:?}", claims()), "Claims(…)");
}
