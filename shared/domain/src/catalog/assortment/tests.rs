use super::*;
use crate::catalog::tests::{product, variant};

fn case(status: ProductStatus, active: &[bool]) -> ProductCase {
    let mut product = product();
    product.edition.details.status = status;
    product.variants = active.iter().map(|&active| variant(active)).collect();
    ProductCase {
        product: Some(product),
        category: None,
    }
}

fn to(status: ProductStatus) -> ProductPatch {
    ProductPatch {
        status: Some(status),
        ..ProductPatch::default()
    }
}

fn status_after(
    change: Result<Option<ProductChange>, ChangeProductError>,
) -> Result<Option<ProductStatus>, &'static str> {
    change
        .map(|change| change.map(|change| change.after.details.status))
        .map_err(|error| error.code())
}

#[test]
fn a_product_changes_its_status_as_the_table_says() {
    use ProductStatus::{Active, Archived, Draft};
    for (from, status, outcome) in [
        (Draft, Draft, Ok(None)),
        (Draft, Active, Ok(Some(Active))),
        (Draft, Archived, Ok(Some(Archived))),
        (Active, Draft, Ok(Some(Draft))),
        (Active, Active, Ok(None)),
        (Active, Archived, Ok(Some(Archived))),
        (Archived, Draft, Ok(Some(Draft))),
        (Archived, Active, Err("illegal_status")),
        (Archived, Archived, Ok(None)),
    ] {
        let patched = case(from, &[true]).patch(&to(status), &ExpectedVersion::Any);
        assert_eq!(status_after(patched), outcome, "{from:?} to {status:?}");
    }
}

#[test]
fn a_product_is_shown_when_something_of_it_is_on_sale() {
    use ProductStatus::{Active, Draft};
    for (variants, outcome) in [
        (&[][..], Err("product_without_variants")),
        (&[false, false], Err("product_without_variants")),
        (&[false, true], Ok(Some(Active))),
    ] {
        let patched = case(Draft, variants).patch(&to(Active), &ExpectedVersion::Any);
        assert_eq!(status_after(patched), outcome, "{variants:?}");
    }
    // One that is shown already may be changed though its variants rest.
    let renamed = ProductPatch {
        origin: Some("Bogor".into()),
        ..ProductPatch::default()
    };
    let patched = case(Active, &[false]).patch(&renamed, &ExpectedVersion::Any);
    assert_eq!(status_after(patched), Ok(Some(Active)));
}

#[test]
fn pictures_are_put_in_order_and_those_left_out_go() {
    let case = case(ProductStatus::Draft, &[]);
    let images = case.product.as_ref().unwrap().edition.images.clone();
    let [first, second, third] = [0, 1, 2].map(|place: usize| images[place].id);
    let arrange = |ids: &[UploadId]| {
        let patch = ProductPatch {
            images: Some(ids.to_vec()),
            ..ProductPatch::default()
        };
        case.patch(&patch, &ExpectedVersion::Any)
    };
    assert_eq!(arrange(&[first, second, third]).unwrap(), None);
    let change = arrange(&[third, first]).unwrap().unwrap();
    let after: Vec<UploadId> = change.after.images.iter().map(|image| image.id).collect();
    assert_eq!(after, [third, first]);
    assert_eq!(change.discarded(), [images[1].key.clone()]);
    let other = UploadId::generate(&OffsetDateTime::UNIX_EPOCH);
    let wrong = arrange(&[first, other, first]).unwrap_err().violations();
    assert_eq!(
        wrong,
        [
            Violation::new("/images/1", "unknown_image"),
            Violation::new("/images/2", "named_twice")
        ]
    );
}

#[test]
fn a_product_has_ten_pictures_at_most_and_each_once() {
    let mut case = case(ProductStatus::Draft, &[]);
    let picture = || Picture {
        id: UploadId::generate(&OffsetDateTime::UNIX_EPOCH),
        key: "products/x/y".into(),
        alt: Bilingual::default(),
    };
    while let Ok(Some(change)) = case.attach(picture()) {
        assert_eq!(change.action, ProductAction::ImageAttached);
        case.product.as_mut().unwrap().edition = change.after;
    }
    let images = &case.product.as_ref().unwrap().edition.images;
    assert_eq!(images.len(), MOST_PICTURES);
    assert_eq!(case.attach(images[3].clone()).unwrap(), None);
    assert_eq!(
        case.attach(picture()).unwrap_err().code(),
        "too_many_images"
    );
}

#[test]
fn a_change_made_of_an_old_version_is_refused() {
    let case = case(ProductStatus::Draft, &[true]);
    let expected = ExpectedVersion::OneOf(vec![6]);
    for refused in [
        case.patch(&to(ProductStatus::Active), &expected),
        case.archive(&expected),
    ] {
        assert_eq!(refused.unwrap_err().code(), "version_mismatch");
    }
    let expected = ExpectedVersion::OneOf(vec![6, 7]);
    assert!(case.archive(&expected).unwrap().is_some());
}
