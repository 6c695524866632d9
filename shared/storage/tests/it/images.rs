//! Uploading a picture, looking at it, taking it away.

use domain::failure::{Failure, Kind};
use domain::ids::{UploadId, UserId};
use domain::images::{ImageKind, ImageSize, Images, UPLOAD_LIFETIME, Upload, Uploaded};
use domain::{Clock, SystemClock};
use reqwest::{Client, StatusCode};
use storage::S3Images;
use testkit::{LocalAws, Stage};
use time::Duration;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR, and so on";

async fn images() -> &'static S3Images {
    let aws = LocalAws::of_the_suite();
    let stage = aws.on(Stage::default());
    stage.with("IMAGES_BUCKET", aws.bucket().await).app()
}

fn key() -> String {
    format!(
        "photos/{}/{}",
        UserId::generate(&SystemClock),
        UploadId::generate(&SystemClock)
    )
}

fn upload(images: &S3Images, key: &str, kind: ImageKind, bytes: usize) -> Upload {
    let size = ImageSize::new(bytes.try_into().unwrap()).unwrap();
    images.upload(key, kind, size, SystemClock.now()).unwrap()
}

/// As a browser does it.
async fn put(upload: &Upload, body: &'static [u8]) -> StatusCode {
    let mut request = Client::new().put(&upload.url).body(body);
    for (name, value) in &upload.headers {
        request = request.header(*name, value);
    }
    request.send().await.unwrap().status()
}

async fn look(images: &S3Images, key: &str) -> Option<Uploaded> {
    images.look(key, SystemClock.now()).await.unwrap()
}

#[tokio::test]
async fn a_picture_is_uploaded_looked_at_and_taken_away() {
    let (images, key) = (images().await, key());
    assert_eq!(look(images, &key).await, None);
    let ticket = upload(images, &key, ImageKind::Png, PNG.len());
    assert_eq!(put(&ticket, PNG).await, StatusCode::OK);
    assert_eq!(
        look(images, &key).await,
        Some(Uploaded {
            bytes: PNG.len().try_into().unwrap(),
            announced: Some(ImageKind::Png),
            found: Some(ImageKind::Png),
        })
    );
    for _ in 0..2 {
        images.remove(&key, SystemClock.now()).await.unwrap();
        assert_eq!(look(images, &key).await, None);
    }
}

#[tokio::test]
async fn what_is_called_a_picture_is_looked_at_all_the_same() {
    let (images, key) = (images().await, key());
    let page = b"<!DOCTYPE html><script>alert(1)</script>";
    let ticket = upload(images, &key, ImageKind::Jpeg, page.len());
    assert_eq!(put(&ticket, page).await, StatusCode::OK);
    let uploaded = look(images, &key).await.unwrap();
    assert_eq!(uploaded.announced, Some(ImageKind::Jpeg));
    assert_eq!(uploaded.found, None);
}

#[tokio::test]
async fn a_picture_that_was_looked_at_is_not_replaced() {
    let (images, key) = (images().await, key());
    let ticket = upload(images, &key, ImageKind::Png, PNG.len());
    assert_eq!(put(&ticket, PNG).await, StatusCode::OK);
    assert_eq!(put(&ticket, PNG).await, StatusCode::PRECONDITION_FAILED);
}

#[tokio::test]
async fn an_upload_that_begins_too_late_is_refused() {
    let (images, key) = (images().await, key());
    let size = ImageSize::new(PNG.len().try_into().unwrap()).unwrap();
    let before = SystemClock.now() - UPLOAD_LIFETIME - Duration::minutes(1);
    let ticket = images.upload(&key, ImageKind::Png, size, before).unwrap();
    assert_eq!(put(&ticket, PNG).await, StatusCode::FORBIDDEN);
    assert_eq!(look(images, &key).await, None);
}

#[tokio::test]
async fn a_signature_covers_kind_length_and_time() {
    let stage = Stage::default()
        .with("IMAGES_BUCKET", "sayur-images")
        .with("AWS_REGION", "ap-southeast-3")
        .with("AWS_ACCESS_KEY_ID", "id")
        .with("AWS_SECRET_ACCESS_KEY", "s3cret")
        .with("AWS_SESSION_TOKEN", "session/token");
    let ticket = upload(stage.app(), "photos/1/2", ImageKind::Webp, 4_711);
    let (address, query) = ticket.url.split_once('?').unwrap();
    assert_eq!(
        address,
        "https://sayur-images.s3.ap-southeast-3.amazonaws.com/photos/1/2"
    );
    for part in [
        "X-Amz-Expires=900",
        "X-Amz-SignedHeaders=content-length%3Bcontent-type%3Bhost%3Bif-none-match",
        "X-Amz-Security-Token=session%2Ftoken",
    ] {
        assert!(
            query.split('&').any(|given| given == part),
            "{part} in {query}"
        );
    }
    assert!(!ticket.url.contains("s3cret"));
    assert_eq!(
        ticket.headers,
        [
            ("content-length", "4711".to_owned()),
            ("content-type", "image/webp".to_owned()),
            ("if-none-match", "*".to_owned()),
        ]
    );
    let age = ticket.expires_at - SystemClock.now();
    assert!(age <= UPLOAD_LIFETIME && age.whole_minutes() >= 14, "{age}");
}

#[tokio::test]
async fn a_store_that_is_away_is_told_as_such() {
    let stage = LocalAws::of_the_suite().on(Stage::default());
    let images: &S3Images = stage
        .with("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
        .with("IMAGES_BUCKET", "images")
        .app();
    let now = SystemClock.now();
    let looked = images.look("photos/1/2", now).await.unwrap_err();
    let removed = images.remove("photos/1/2", now).await.unwrap_err();
    for error in [looked, removed] {
        assert_eq!(error.kind(), Kind::Unavailable);
    }
}
