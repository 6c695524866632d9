//! Calling functions under `cargo lambda watch`.

use std::time::Duration;

use serde_json::Value;

/// The first call of a function compiles it.
const TIMEOUT: Duration = Duration::from_secs(170);

/// Every function that `cargo lambda watch` serves.
#[derive(Clone, Debug)]
pub(crate) struct Functions {
    http: reqwest::Client,
    base: String,
}

/// Why a call gave no answer.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CallError {
    #[error("not reached: {0}")]
    Unreachable(#[from] reqwest::Error),
    #[error("failed with {status}: {body}")]
    Failed { status: u16, body: String },
}

impl Functions {
    pub(crate) fn at(base: String) -> Self {
        Self {
            http: reqwest::Client::new(),
            base,
        }
    }

    /// Invokes a function with an event and gives its answer.
    pub(crate) async fn invoke(&self, function: &str, event: &Value) -> Result<Value, CallError> {
        let url = format!("{}/2015-03-31/functions/{function}/invocations", self.base);
        let answer = self
            .http
            .post(url)
            .timeout(TIMEOUT)
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
