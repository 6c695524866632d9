//! The local stack's SQS, SES and S3, as a test arranges them and looks at them.

use crate::bus::redrive_policy;
use crate::{Stage, suite};
use serde_json::{Value, json};
use uuid::Uuid;

const REGION: &str = "ap-southeast-3";

/// The AWS of the stack that the suite runs on; its address is in the file that `SAYUR_STACK_ENV` names.
#[derive(Debug, Clone)]
pub struct LocalAws {
    endpoint: String,
    http: reqwest::Client,
}

/// A queue of the test's own.
#[derive(Debug, Clone)]
pub struct TestQueue {
    aws: LocalAws,
    pub url: String,
}

impl LocalAws {
    #[must_use]
    pub fn of_the_suite() -> Self {
        Self {
            endpoint: suite::variable("AWS_ENDPOINT_URL"),
            http: reqwest::Client::new(),
        }
    }

    /// The stage with what reaches this AWS.
    #[must_use]
    pub fn on(&self, stage: Stage) -> Stage {
        stage
            .with("AWS_ENDPOINT_URL", &self.endpoint)
            .with("AWS_REGION", REGION)
            .with("AWS_ACCESS_KEY_ID", "test")
            .with("AWS_SECRET_ACCESS_KEY", "test")
    }

    /// A new, empty queue.
    pub async fn queue(&self) -> TestQueue {
        self.queue_with(json!({})).await
    }

    /// A new, empty queue that refuses messages of more than a kilobyte.
    pub async fn narrow_queue(&self) -> TestQueue {
        self.queue_with(json!({ "MaximumMessageSize": "1024" }))
            .await
    }

    /// A new, empty queue that gives what came this often to its dead letters.
    pub async fn queue_over(&self, dead_letters: &TestQueue, tries: u32) -> TestQueue {
        self.queue_with(redrive_policy(dead_letters, tries)).await
    }

    /// Where it answers.
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    async fn queue_with(&self, attributes: Value) -> TestQueue {
        let name = Uuid::new_v7(uuid::Timestamp::now(uuid::NoContext)).to_string();
        let request = json!({ "QueueName": name, "Attributes": attributes });
        let made = self.sqs("CreateQueue", &request).await;
        let url = made["QueueUrl"].as_str().expect("the queue's address");
        TestQueue {
            aws: self.clone(),
            url: url.to_owned(),
        }
    }

    /// A new, empty bucket; its name.
    pub async fn bucket(&self) -> String {
        let name = Uuid::new_v7(uuid::Timestamp::now(uuid::NoContext)).to_string();
        let answer = self
            .http
            .put(format!("{}/{name}", self.endpoint))
            .header("authorization", signature("s3"))
            .body(format!(
                "<CreateBucketConfiguration><LocationConstraint>{REGION}</LocationConstraint></CreateBucketConfiguration>"
            ))
            .send()
            .await
            .expect("S3 answers");
        answer.error_for_status().expect("S3 obeys");
        name
    }

    /// Lets SES send from an address: it does so for verified ones only.
    pub async fn verify_sender(&self, address: &str) {
        let request = self
            .http
            .post(format!("{}/v2/email/identities", self.endpoint));
        let answer = request
            .header("authorization", signature("ses"))
            .json(&json!({ "EmailIdentity": address }))
            .send()
            .await
            .expect("SES answers");
        // It stays from test to test.
        assert!(
            answer.status().is_success() || answer.status() == 400 || answer.status() == 409,
            "{answer:?}"
        );
    }

    /// The mails that were sent to an address, oldest first.
    pub async fn mails_to(&self, address: &str) -> Vec<Value> {
        let inbox: Value = self
            .http
            .get(format!("{}/_ministack/ses/messages", self.endpoint))
            .send()
            .await
            .expect("the inbox answers")
            .json()
            .await
            .expect("the inbox is JSON");
        let accounts = inbox["messages"]
            .as_object()
            .expect("an inbox for each account");
        let mails = accounts
            .values()
            .flat_map(|mails| mails.as_array().expect("mails"));
        mails
            .filter(|mail| mail["To"] == json!([address]))
            .cloned()
            .collect()
    }

    async fn sqs(&self, action: &str, body: &Value) -> Value {
        let answer = self
            .http
            .post(&self.endpoint)
            .header("authorization", signature("sqs"))
            .header("x-amz-target", format!("AmazonSQS.{action}"))
            .header("content-type", "application/x-amz-json-1.0")
            .body(body.to_string())
            .send()
            .await
            .expect("SQS answers");
        let text = answer
            .error_for_status()
            .expect("SQS obeys")
            .text()
            .await
            .expect("an answer");
        serde_json::from_str(&text).unwrap_or_default()
    }
}

impl TestQueue {
    /// Puts a message into the queue.
    pub async fn send(&self, body: &str) {
        let request = json!({ "QueueUrl": self.url, "MessageBody": body });
        self.aws.sqs("SendMessage", &request).await;
    }

    /// Takes one message from the queue, for as long as it is hidden: its receipt, body, and what SQS says of it.
    pub async fn receive(&self) -> Option<Value> {
        let request = json!({
            "QueueUrl": self.url, "MaxNumberOfMessages": 1, "MessageSystemAttributeNames": ["All"],
        });
        let received = self.aws.sqs("ReceiveMessage", &request).await;
        received["Messages"].get(0).cloned()
    }

    /// Takes everything out of the queue.
    pub async fn drain(&self) -> Vec<Value> {
        let mut bodies = Vec::new();
        loop {
            let request = json!({ "QueueUrl": self.url, "MaxNumberOfMessages": 10 });
            let received = self.aws.sqs("ReceiveMessage", &request).await;
            let messages = received["Messages"].as_array().cloned().unwrap_or_default();
            if messages.is_empty() {
                return bodies;
            }
            for message in messages {
                let request =
                    json!({ "QueueUrl": self.url, "ReceiptHandle": message["ReceiptHandle"] });
                self.aws.sqs("DeleteMessage", &request).await;
                let body = message["Body"].as_str().expect("a body");
                bodies.push(serde_json::from_str(body).expect("a JSON body"));
            }
        }
    }
}

/// Says which service and region is meant; the local stack checks no signatures.
fn signature(service: &str) -> String {
    format!(
        "AWS4-HMAC-SHA256 Credential=test/20260101/{REGION}/{service}/aws4_request, SignedHeaders=host, Signature=0"
    )
}
