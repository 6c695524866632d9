use super::*;
use proptest::prelude::*;
use time::macros::datetime;

const NOW: OffsetDateTime = datetime!(2026-11-22 08:00 UTC);

fn code(error: ExternalLoginError) -> &'static str {
    error.code()
}

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
        has_second_factor: false,
    }
}

#[test]
fn a_flow_is_resumed_with_its_own_state_until_it_ends() {
    let flow = Flow::start(&NOW).unwrap();
    assert_eq!(
        Flow::resume(&flow.token(), &flow.state(), &NOW).unwrap(),
        flow
    );
    let last = NOW + FLOW_LIFETIME - Duration::SECOND;
    assert!(Flow::resume(&flow.token(), &flow.state(), &last).is_ok());
    let over = NOW + FLOW_LIFETIME;
    let ended = Flow::resume(&flow.token(), &flow.state(), &over);
    assert_eq!(ended.map_err(code), Err("external_login_refused"));
}

#[test]
fn a_flow_token_whose_end_was_changed_is_another_flow() {
    let flow = Flow::start(&NOW).unwrap();
    let mut longer = flow.clone();
    longer.0[EXPIRY_BYTES - 2] += 1;
    let resumed = Flow::resume(&longer.token(), &flow.state(), &NOW);
    assert_eq!(resumed.map_err(code), Err("external_login_refused"));
    assert_ne!(longer.nonce(), flow.nonce());
    assert_ne!(longer.code_verifier(), flow.code_verifier());
}

#[test]
fn what_derives_from_a_flow_differs_and_shows_nothing_of_it() {
    let (flow, other) = (Flow::start(&NOW).unwrap(), Flow::start(&NOW).unwrap());
    let parts = [
        flow.token(),
        flow.state(),
        flow.nonce(),
        flow.code_verifier(),
        flow.code_challenge(),
        other.state(),
        other.nonce(),
        other.code_verifier(),
    ];
    for (place, part) in parts.iter().enumerate() {
        assert!(!parts[..place].contains(part));
    }
    // RFC 7636 §4.1: 43 characters at least.
    assert_eq!(flow.code_verifier().len(), 43);
    assert_eq!(format!("{flow:?} {:?}", claims()), "Flow(…) Claims(…)");
}

#[test]
fn the_challenge_is_the_verifiers_sha256() {
    // Computed with another implementation, from forty bytes of seven.
    let flow = Flow([7; FLOW_BYTES]);
    assert_eq!(
        (flow.code_verifier(), flow.code_challenge()),
        (
            "uE92Qw9aGAQaiHNwqrKCmA9Py4CAW6EvQOamhf3la88".to_owned(),
            "AUZQrOW7d6fEw5zPzJWegwu19xYqdHNXSbOlyOdxd6g".to_owned()
        )
    );
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
        assert_eq!(refused.map_err(code), Err("external_email_not_verified"));
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

proptest! {
    #[test]
    fn no_text_is_a_flow_token_or_a_state_by_chance(token: String, state: String) {
        prop_assert!(Flow::resume(&token, &state, &NOW).is_err());
        let flow = Flow::start(&NOW).unwrap();
        prop_assert!(Flow::resume(&flow.token(), &state, &NOW).is_err());
        prop_assert!(Flow::resume(&token, &flow.state(), &NOW).is_err());
    }
}
