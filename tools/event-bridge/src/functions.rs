//! Calling functions through the Invoke API, which `cargo lambda watch` and the local AWS both answer.

use std::time::Duration;

use serde_json::Value;

/// The first call of a function compiles it.
const TIMEOUT: Duration = Duration::from_secs(170);

/// Every function that is served at one address.
#[derive(Clone, Debug)]
pub struct Functions {
    http: reqwest::Client,
    base: String,
    /// Tells the local AWS that its own account calls, in which region; it checks no signatures.
    authorization: String,
}

/// Why a call gave no answer.
#[derive(Debug, thiserror::Error)]
pub enum CallError {
    #[error("not reached: {0}")]
    Unreachable(#[from] reqwest::Error),
    #[error("failed with {status}: {body}")]
    Failed { status: u16, body: String },
}

impl Functions {
    /// Those of a region at an address such as `http://127.0.0.1:9000`.
    #[must_use]
    pub fn at(base: String, region: &str) -> Self {
        Self {
            http: reqwest::Client::new(),
            base,
            authorization: format!(
                "AWS4-HMAC-SHA256 Credential=000000000000/20260101/{region}/lambda/aws4_request, SignedHeaders=host, Signature=0"
            ),
        }
    }

    /// Invokes a function with an event and gives its answer.
    pub async fn invoke(&self, function: &str, event: &Value) -> Result<Value, CallError> {
        let url = format!("{}/2015-03-31/functions/{function}/invocations", self.base);
        let answer = self
            .http
            .post(url)
            .timeout(TIMEOUT)
            .header("authorization", &self.authorization)
            .json(event)
            .send()
            .await?;
        let status = answer.status();
        let body = answer.text().await?;
        let value = serde_json::from_str(&body).unwrap_or(Value::Null);
        if status.is_success() && value.get("errorType").is_none() {
            Ok(value)
        } else {
            Err(CallError::Failed {
                status: status.as_u16(),
                body,
            })
        }
    }
}
