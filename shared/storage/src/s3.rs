//! The bucket.

use config::{ConfigError, Environment, FromEnvironment};
use domain::StoreError;
use domain::images::{ImageKind, ImageSize, Images, SHOWN_FOR, UPLOAD_LIFETIME, Upload, Uploaded};
use http_client::header::{CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, HeaderName, RANGE};
use http_client::{Answer, Bytes, Full, HttpClient, Method, Request, StatusCode};
use jiff::Timestamp;
use rusty_s3::{Bucket, Credentials, S3Action, UrlStyle};
use std::time::Duration;
use time::OffsetDateTime;

const WHAT: &str = "the store of images";
/// From the first byte out to the last byte in; S3 is in the same region, and somebody waits.
const PATIENCE: Duration = Duration::from_secs(3);
/// How long a request of our own may be on its way.
const SIGNED_FOR: Duration = Duration::from_mins(1);

/// [`Images`] in the S3 bucket `IMAGES_BUCKET`.
pub struct S3Images {
    http: HttpClient,
    bucket: Bucket,
    credentials: Credentials,
}

impl FromEnvironment for S3Images {
    fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        const NAME: &str = "IMAGES_BUCKET";
        let region = environment.text("AWS_REGION")?.to_owned();
        // Another address than that of AWS is a local stack's, where a bucket is no host.
        let (endpoint, style) = match environment.optional("AWS_ENDPOINT_URL") {
            Some(endpoint) => (endpoint.to_owned(), UrlStyle::Path),
            None => (
                format!("https://s3.{region}.amazonaws.com"),
                UrlStyle::VirtualHost,
            ),
        };
        let endpoint = endpoint
            .parse()
            .map_err(|_| ConfigError::bad("AWS_ENDPOINT_URL", "not an address"))?;
        let name = environment.text(NAME)?.to_owned();
        let bucket = Bucket::new(endpoint, style, name, region)
            .map_err(|error| ConfigError::bad(NAME, error))?;
        let id = environment.text("AWS_ACCESS_KEY_ID")?;
        let secret = environment.secret("AWS_SECRET_ACCESS_KEY")?;
        // Lambda gives a function its credentials in the environment, for longer than it keeps a sandbox.
        let credentials = match environment.optional("AWS_SESSION_TOKEN") {
            Some(token) => Credentials::new_with_token(id, secret.reveal(), token),
            None => Credentials::new(id, secret.reveal()),
        };
        Ok(Self {
            http: HttpClient::new(PATIENCE).map_err(|error| ConfigError::bad(NAME, error))?,
            bucket,
            credentials,
        })
    }
}

impl Images for S3Images {
    fn upload(
        &self,
        key: &str,
        kind: ImageKind,
        size: ImageSize,
        now: OffsetDateTime,
    ) -> Result<Upload, StoreError> {
        // S3 refuses whatever is of another kind or length than was signed, and a second upload under the key:
        // what was looked at is not replaced after that.
        let headers = vec![
            ("content-length", size.bytes().to_string()),
            ("content-type", kind.as_str().to_owned()),
            ("if-none-match", "*".to_owned()),
        ];
        let mut action = self.bucket.put_object(Some(&self.credentials), key);
        for (name, value) in &headers {
            action.headers_mut().insert(*name, value.clone());
        }
        let lifetime = UPLOAD_LIFETIME.unsigned_abs();
        Ok(Upload {
            url: action.sign_with_time(lifetime, &timestamp(now)?).into(),
            headers,
            expires_at: now + UPLOAD_LIFETIME,
        })
    }

    fn show(&self, key: &str, now: OffsetDateTime) -> Result<String, StoreError> {
        let action = self.bucket.get_object(Some(&self.credentials), key);
        let url = action.sign_with_time(SHOWN_FOR.unsigned_abs(), &timestamp(now)?);
        Ok(url.into())
    }

    async fn look(&self, key: &str, now: OffsetDateTime) -> Result<Option<Uploaded>, StoreError> {
        let action = self.bucket.get_object(Some(&self.credentials), key);
        let url = action.sign_with_time(SIGNED_FOR, &timestamp(now)?);
        let range = format!("bytes=0-{}", ImageKind::TELLING_BYTES.saturating_sub(1));
        let answer = self.send(Method::GET, url.as_str(), Some(range)).await?;
        match answer.status {
            StatusCode::OK | StatusCode::PARTIAL_CONTENT => Ok(Some(Uploaded {
                bytes: length(&answer).ok_or_else(|| broken("a length is missing"))?,
                announced: text(&answer, &CONTENT_TYPE).and_then(ImageKind::parse),
                found: ImageKind::sniff(&answer.body),
            })),
            // Of nothing there is no part.
            StatusCode::RANGE_NOT_SATISFIABLE => Ok(Some(Uploaded {
                bytes: 0,
                announced: None,
                found: None,
            })),
            StatusCode::NOT_FOUND => Ok(None),
            // To those who may not list the bucket, S3 does not say that something is not there.
            StatusCode::FORBIDDEN => {
                tracing::warn!("an image is not there, or may not be read");
                Ok(None)
            }
            status => Err(refused(status)),
        }
    }

    async fn remove(&self, key: &str, now: OffsetDateTime) -> Result<(), StoreError> {
        let action = self.bucket.delete_object(Some(&self.credentials), key);
        let url = action.sign_with_time(SIGNED_FOR, &timestamp(now)?);
        let answer = self.send(Method::DELETE, url.as_str(), None).await?;
        match answer.status {
            StatusCode::NO_CONTENT | StatusCode::OK | StatusCode::NOT_FOUND => Ok(()),
            status => Err(refused(status)),
        }
    }
}

impl S3Images {
    async fn send(
        &self,
        method: Method,
        url: &str,
        range: Option<String>,
    ) -> Result<Answer, StoreError> {
        let mut request = Request::builder().method(method).uri(url);
        if let Some(range) = range {
            request = request.header(RANGE, range);
        }
        let request = request.body(Full::<Bytes>::default()).map_err(broken)?;
        let answer = self.http.send(request).await;
        answer.map_err(|error| StoreError::unavailable(WHAT, error))
    }
}

/// The whole object's length, of which the answer may hold a part: `bytes 0-11/4711`.
fn length(answer: &Answer) -> Option<u64> {
    match text(answer, &CONTENT_RANGE) {
        Some(range) => range.rsplit_once('/')?.1.parse().ok(),
        None => text(answer, &CONTENT_LENGTH)?.parse().ok(),
    }
}

fn text<'a>(answer: &'a Answer, name: &HeaderName) -> Option<&'a str> {
    answer.headers.get(name)?.to_str().ok()
}

fn timestamp(now: OffsetDateTime) -> Result<Timestamp, StoreError> {
    Timestamp::from_second(now.unix_timestamp()).map_err(broken)
}

fn broken(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> StoreError {
    StoreError::broken(WHAT, error)
}

fn refused(status: StatusCode) -> StoreError {
    let what = format!("it answers {status}");
    if status.is_server_error() {
        StoreError::unavailable(WHAT, what)
    } else {
        StoreError::broken(WHAT, what)
    }
}
