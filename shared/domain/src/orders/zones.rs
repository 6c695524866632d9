//! Delivery zones as staff keep them: which postcodes, on what terms.

use crate::failure::{Failure, Invalid, Kind, Violation, bounded_text};
use crate::identity::Actor;
use crate::ids::ZoneId;
use crate::orders::delivery::{NewSlot, slots_ahead};
use crate::orders::slot_templates::SlotTemplate;
use crate::{Clock, ExpectedVersion, Money, Page, PageRequest, StoreError};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// More than Indonesia has regencies; one request still holds them.
const MOST_PREFIXES: usize = 500;
const HIGHEST_AMOUNT: Money = Money::rupiah(1_000_000_000);

/// The beginning of postcodes: 1–5 digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PostcodePrefix(String);

impl PostcodePrefix {
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        if (1..=5).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()) {
            Ok(Self(text.to_owned()))
        } else {
            Err(Invalid("invalid_postcode_prefix"))
        }
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// So many prefixes as one zone may have.
pub fn prefix_count(count: usize) -> Result<(), Invalid> {
    if count <= MOST_PREFIXES {
        Ok(())
    } else {
        Err(Invalid("too_many_prefixes"))
    }
}

/// A zone's name: 1–100 characters.
pub fn zone_name(text: &str) -> Result<String, Invalid> {
    bounded_text(text, 1..=100, "invalid_name")
}

/// An amount that a zone's terms may name: 0 to a thousand million rupiah.
pub fn zone_amount(amount: Money) -> Result<Money, Invalid> {
    if amount.is_negative() || amount > HIGHEST_AMOUNT {
        Err(Invalid("invalid_amount"))
    } else {
        Ok(amount)
    }
}

/// What staff say of a zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ZoneDefinition {
    pub name: String,
    /// Each once; a postcode belongs to the zone of its longest.
    pub postcode_prefixes: Vec<PostcodePrefix>,
    pub fee: Money,
    /// A subtotal from which delivery is free; `None`: never.
    pub free_above: Option<Money>,
    pub minimum_order: Money,
    /// The most a courier collects in cash; `None`: cash is not taken.
    pub cod_maximum: Option<Money>,
    /// Whether the shop delivers there.
    pub active: bool,
}

impl ZoneDefinition {
    /// As it is kept: in whatever order the prefixes were named.
    fn in_order(mut self) -> Self {
        self.postcode_prefixes.sort();
        self
    }
}

/// A zone as staff see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ManagedZone {
    pub id: ZoneId,
    #[serde(flatten)]
    pub definition: ZoneDefinition,
    /// Counts its changes, from 1.
    pub version: i64,
}

/// What a change of a zone is decided on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ZoneCase {
    pub zone: Option<ManagedZone>,
    /// Those of the zone from which slots are made.
    pub templates: Vec<SlotTemplate>,
    /// Whether slots or templates hang on it.
    pub in_use: bool,
    /// Whether another zone has the wanted name.
    pub name_taken: bool,
    /// Of the wanted prefixes, those of other zones.
    pub taken_prefixes: Vec<PostcodePrefix>,
}

/// What is to become of a zone, decided but not yet written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ZoneChange {
    Add(ManagedZone),
    Redefine {
        before: ManagedZone,
        after: ManagedZone,
        /// What can be chosen there again.
        slots: Vec<NewSlot>,
    },
    Remove(ManagedZone),
}

/// Why a zone is not changed.
#[derive(Debug, thiserror::Error)]
pub enum ZoneError {
    #[error("no such zone")]
    NotFound,
    #[error("the zone was changed meanwhile")]
    OtherVersion,
    #[error("there is a zone of that name")]
    NameTaken,
    /// The places in the request.
    #[error("another zone has a prefix")]
    PrefixTaken(Vec<usize>),
    #[error("slots or slot templates hang on the zone")]
    InUse,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure for ZoneError {
    fn kind(&self) -> Kind {
        match self {
            Self::NotFound => Kind::NotFound,
            Self::OtherVersion => Kind::PreconditionFailed,
            Self::NameTaken | Self::PrefixTaken(_) | Self::InUse => Kind::Conflict,
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "zone_not_found",
            Self::OtherVersion => "version_mismatch",
            Self::NameTaken => "name_taken",
            Self::PrefixTaken(_) => "prefix_taken",
            Self::InUse => "zone_in_use",
            Self::Store(error) => error.code(),
        }
    }

    fn violations(&self) -> Vec<Violation> {
        match self {
            Self::NameTaken => vec![Violation::new("/name", "name_taken")],
            Self::PrefixTaken(places) => places
                .iter()
                .map(|place| Violation::new(format!("/postcode_prefixes/{place}"), "prefix_taken"))
                .collect(),
            _ => Vec::new(),
        }
    }
}

impl ZoneCase {
    fn check(&self, wanted: &ZoneDefinition) -> Result<(), ZoneError> {
        if self.name_taken {
            return Err(ZoneError::NameTaken);
        }
        let taken: Vec<usize> = (0..)
            .zip(&wanted.postcode_prefixes)
            .filter(|(_, prefix)| self.taken_prefixes.contains(prefix))
            .map(|(place, _)| place)
            .collect();
        if taken.is_empty() {
            Ok(())
        } else {
            Err(ZoneError::PrefixTaken(taken))
        }
    }

    fn found(&self, expected: &ExpectedVersion) -> Result<&ManagedZone, ZoneError> {
        let zone = self.zone.as_ref().ok_or(ZoneError::NotFound)?;
        if expected.takes(zone.version) {
            Ok(zone)
        } else {
            Err(ZoneError::OtherVersion)
        }
    }

    fn add(&self, id: ZoneId, definition: ZoneDefinition) -> Result<ZoneChange, ZoneError> {
        self.check(&definition)?;
        Ok(ZoneChange::Add(ManagedZone {
            id,
            definition: definition.in_order(),
            version: 1,
        }))
    }

    /// `None`: nothing changes.
    fn redefine(
        &self,
        expected: &ExpectedVersion,
        definition: ZoneDefinition,
        now: OffsetDateTime,
    ) -> Result<Option<ZoneChange>, ZoneError> {
        let before = self.found(expected)?;
        self.check(&definition)?;
        let definition = definition.in_order();
        if before.definition == definition {
            return Ok(None);
        }
        // While it was not active nobody made its slots.
        let comes_back = definition.active && !before.definition.active;
        let slots = if comes_back {
            slots_ahead(&self.templates, now)
        } else {
            Vec::new()
        };
        let after = ManagedZone {
            id: before.id,
            definition,
            version: before.version + 1,
        };
        Ok(Some(ZoneChange::Redefine {
            before: before.clone(),
            after,
            slots,
        }))
    }

    fn remove(&self, expected: &ExpectedVersion) -> Result<ZoneChange, ZoneError> {
        let zone = self.found(expected)?;
        if self.in_use {
            Err(ZoneError::InUse)
        } else {
            Ok(ZoneChange::Remove(zone.clone()))
        }
    }
}

/// The zones.
pub trait Zones: Send + Sync {
    /// In order of name; the key is the name.
    async fn list(
        &self,
        page: PageRequest<String>,
    ) -> Result<Page<ManagedZone, String>, StoreError>;

    /// In one transaction, in which nobody else changes a zone: reads the case of the zone and of what is wanted
    /// of it, lets `decide` say what is to become of it, and writes that with its line in the audit log. Answers
    /// the zone as it is then, none when it is gone.
    async fn change(
        &self,
        id: ZoneId,
        wanted: Option<&ZoneDefinition>,
        actor: &Actor,
        now: OffsetDateTime,
        decide: impl FnOnce(&ZoneCase) -> Result<Option<ZoneChange>, ZoneError> + Send,
    ) -> Result<Option<ManagedZone>, ZoneError>;
}

/// Makes a zone.
pub async fn create(
    zones: &impl Zones,
    clock: &impl Clock,
    actor: &Actor,
    wanted: ZoneDefinition,
) -> Result<ManagedZone, ZoneError> {
    let id = ZoneId::generate(clock);
    let decide = |case: &ZoneCase| case.add(id, wanted.clone()).map(Some);
    let zone = zones
        .change(id, Some(&wanted), actor, clock.now(), decide)
        .await?;
    zone.ok_or(ZoneError::NotFound)
}

/// Changes a zone; one that becomes active again gets its slots at once.
pub async fn redefine(
    zones: &impl Zones,
    clock: &impl Clock,
    actor: &Actor,
    id: ZoneId,
    expected: &ExpectedVersion,
    wanted: ZoneDefinition,
) -> Result<ManagedZone, ZoneError> {
    let now = clock.now();
    let decide = |case: &ZoneCase| case.redefine(expected, wanted.clone(), now);
    let zone = zones.change(id, Some(&wanted), actor, now, decide).await?;
    zone.ok_or(ZoneError::NotFound)
}

/// Deletes a zone that nothing hangs on.
pub async fn delete(
    zones: &impl Zones,
    clock: &impl Clock,
    actor: &Actor,
    id: ZoneId,
    expected: &ExpectedVersion,
) -> Result<(), ZoneError> {
    let decide = |case: &ZoneCase| case.remove(expected).map(Some);
    zones.change(id, None, actor, clock.now(), decide).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    const NOW: OffsetDateTime = datetime!(2026-11-22 00:00 UTC);

    fn definition(prefixes: &[&str]) -> ZoneDefinition {
        ZoneDefinition {
            name: "Depok".into(),
            postcode_prefixes: prefixes
                .iter()
                .map(|prefix| PostcodePrefix::parse(prefix).unwrap())
                .collect(),
            fee: Money::rupiah(14_000),
            free_above: None,
            minimum_order: Money::ZERO,
            cod_maximum: None,
            active: true,
        }
    }

    fn case(prefixes: &[&str]) -> ZoneCase {
        ZoneCase {
            zone: Some(ManagedZone {
                id: ZoneId::generate(&NOW),
                definition: definition(prefixes),
                version: 2,
            }),
            ..ZoneCase::default()
        }
    }

    #[test]
    fn prefixes_have_one_to_five_digits() {
        for (text, fits) in [
            ("1", true),
            ("16416", true),
            ("", false),
            ("164160", false),
            ("16a", false),
            (" 16", false),
            ("١٦", false),
        ] {
            assert_eq!(PostcodePrefix::parse(text).is_ok(), fits, "{text:?}");
        }
    }

    #[test]
    fn every_prefix_of_another_zone_is_told_by_its_place() {
        let case = ZoneCase {
            taken_prefixes: definition(&["16", "17"]).postcode_prefixes,
            ..ZoneCase::default()
        };
        let error = case.add(
            ZoneId::generate(&NOW),
            definition(&["15", "17", "164", "16"]),
        );
        let places: Vec<String> = error
            .unwrap_err()
            .violations()
            .into_iter()
            .map(|violation| violation.pointer)
            .collect();
        assert_eq!(places, ["/postcode_prefixes/1", "/postcode_prefixes/3"]);
    }

    #[test]
    fn a_zone_in_use_stays_and_an_old_version_is_refused() {
        let mut case = case(&["164"]);
        let old = ExpectedVersion::OneOf(vec![1]);
        assert!(matches!(case.remove(&old), Err(ZoneError::OtherVersion)));
        assert!(matches!(
            case.redefine(&old, definition(&[]), NOW),
            Err(ZoneError::OtherVersion)
        ));
        assert!(case.remove(&ExpectedVersion::Any).is_ok());
        case.in_use = true;
        assert!(matches!(
            case.remove(&ExpectedVersion::Any),
            Err(ZoneError::InUse)
        ));
    }

    #[test]
    fn the_same_prefixes_in_another_order_are_no_change() {
        let same =
            case(&["164", "165"]).redefine(&ExpectedVersion::Any, definition(&["165", "164"]), NOW);
        assert!(matches!(same, Ok(None)));
    }
}
