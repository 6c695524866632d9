//! Functions behind the Invoke API, which a test plays.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use serde_json::Value;
use std::pin::Pin;
use std::sync::Arc;
use tokio::net::TcpListener;

/// What a function answers to an event; `None` when it dies over it.
type Invocation = Pin<Box<dyn Future<Output = Option<Value>> + Send>>;
type Function = Arc<dyn Fn(Value) -> Invocation + Send + Sync>;

/// Serves one function under every name, and answers where: `http://host:port`.
pub async fn serve_function<F>(function: impl Fn(Value) -> F + Send + Sync + 'static) -> String
where
    F: Future<Output = Option<Value>> + Send + 'static,
{
    let function: Function = Arc::new(move |event| Box::pin(function(event)));
    let app = Router::new()
        .route("/2015-03-31/functions/{name}/invocations", post(invoke))
        .with_state(function);
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, app).await });
    format!("http://{address}")
}

async fn invoke(
    State(function): State<Function>,
    Path(_name): Path<String>,
    Json(event): Json<Value>,
) -> Response {
    match function(event).await {
        Some(answer) => Json(answer).into_response(),
        None => (StatusCode::OK, r#"{"errorType":"Runtime.ExitError"}"#).into_response(),
    }
}
