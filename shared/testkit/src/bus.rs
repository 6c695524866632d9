//! The shop's queues on either bus, for one test alone.

use crate::{LocalAws, Stage, TestQueue};
use config::FromEnvironment;
use lapin::BasicProperties;
use lapin::options::{BasicAckOptions, BasicGetOptions, BasicPublishOptions};
use messaging::{Broker, Queue};
use serde_json::{Value, json};
use std::env;
use uuid::Uuid;

/// What the shop has at a bus.
#[derive(Debug)]
pub enum TestBus {
    Sqs(SqsQueues),
    RabbitMq(RabbitMqQueues),
}

impl TestBus {
    pub async fn sqs() -> Self {
        Self::Sqs(SqsQueues::create().await)
    }

    pub fn rabbitmq() -> Self {
        Self::RabbitMq(RabbitMqQueues::create())
    }

    /// The stage with what sends to this bus.
    #[must_use]
    pub fn on(&self, stage: Stage) -> Stage {
        match self {
            Self::Sqs(bus) => bus.on(stage),
            Self::RabbitMq(bus) => bus.on(stage),
        }
    }

    /// The stage with what sends to this bus through another address, `host:port`.
    #[must_use]
    pub fn behind(&self, stage: Stage, address: &str) -> Stage {
        match self {
            Self::Sqs(bus) => bus
                .on(stage)
                .with("AWS_ENDPOINT_URL", format!("http://{address}")),
            Self::RabbitMq(bus) => bus
                .on(stage)
                .with("AMQP_URL", bus.url.replacen(&self.address(), address, 1)),
        }
    }

    /// Where the bus listens, `host:port`.
    pub fn address(&self) -> String {
        let url = match self {
            Self::Sqs(bus) => bus.aws.endpoint(),
            Self::RabbitMq(bus) => &bus.url,
        };
        let place = url.rsplit('@').next().unwrap_or(url);
        let place = place.rsplit("//").next().unwrap_or(place);
        place.split('/').next().unwrap_or(place).to_owned()
    }

    /// Takes everything out of a queue.
    pub async fn drain(&self, queue: &str) -> Vec<Value> {
        match self {
            Self::Sqs(bus) => bus.queue(queue).drain().await,
            Self::RabbitMq(bus) => bus.drain(&bus.name(queue)).await,
        }
    }

    /// Takes everything out of what the consumer of a queue gave up on.
    pub async fn drain_dead(&self, queue: &str) -> Vec<Value> {
        match self {
            Self::Sqs(bus) => bus.dead_letters(queue).drain().await,
            Self::RabbitMq(bus) => {
                bus.drain(&format!("{}.dead-letters", bus.name(queue)))
                    .await
            }
        }
    }

    /// Puts a message among those that the consumer of a queue gave up on.
    pub async fn bury(&self, queue: &str, body: &str) {
        match self {
            Self::Sqs(bus) => bus.dead_letters(queue).send(body).await,
            Self::RabbitMq(bus) => bus.publish("dead-letters", queue, body).await,
        }
    }
}

/// Queues at the local stack's SQS, each with its dead letters.
#[derive(Debug)]
pub struct SqsQueues {
    aws: LocalAws,
    queues: Vec<(TestQueue, TestQueue)>,
}

impl SqsQueues {
    async fn create() -> Self {
        let aws = LocalAws::of_the_suite();
        let mut queues = Vec::new();
        for queue in Queue::ALL {
            let dead_letters = aws.queue().await;
            queues.push((
                aws.queue_over(&dead_letters, queue.tries()).await,
                dead_letters,
            ));
        }
        Self { aws, queues }
    }

    /// The stage with what sends to it.
    #[must_use]
    pub fn on(&self, stage: Stage) -> Stage {
        let stage = self.aws.on(stage).with("EVENT_BUS", "sqs");
        let urls = Queue::ALL.iter().zip(&self.queues);
        urls.fold(stage, |stage, (name, (queue, _))| {
            let name = name.as_str().to_uppercase();
            stage.with(&format!("{name}_QUEUE_URL"), &queue.url)
        })
    }

    pub fn queue(&self, name: &str) -> &TestQueue {
        &self.pair(name).0
    }

    fn dead_letters(&self, name: &str) -> &TestQueue {
        &self.pair(name).1
    }

    fn pair(&self, name: &str) -> &(TestQueue, TestQueue) {
        let place = Queue::ALL.iter().position(|known| known.as_str() == name);
        &self.queues[place.expect("a queue of the shop")]
    }
}

/// Exchanges and queues under a name of the test's own, at the broker at `TEST_AMQP_URL`; gone when the value is dropped.
#[derive(Debug)]
pub struct RabbitMqQueues {
    url: String,
    prefix: String,
}

impl RabbitMqQueues {
    fn create() -> Self {
        let name = Uuid::new_v7(uuid::Timestamp::now(uuid::NoContext)).simple();
        Self {
            url: env::var("TEST_AMQP_URL")
                .unwrap_or_else(|_| "amqp://guest:guest@127.0.0.1:5672/%2f".into()),
            prefix: format!("sayur-test-{name}"),
        }
    }

    /// The stage with what sends to it.
    #[must_use]
    pub fn on(&self, stage: Stage) -> Stage {
        stage
            .with("EVENT_BUS", "rabbitmq")
            .with("AMQP_URL", &self.url)
            .with("AMQP_PREFIX", &self.prefix)
    }

    /// The broker, as the shop's own code knows it.
    pub fn broker(&self) -> Broker {
        let environment = self.on(Stage::default()).environment();
        Broker::from_environment(&environment).expect("the broker's variables")
    }

    /// What a queue or an exchange is called at the broker.
    pub fn name(&self, short: &str) -> String {
        format!("{}.{short}", self.prefix)
    }

    async fn drain(&self, queue: &str) -> Vec<Value> {
        let (_connection, channel) = self.broker().open().await.expect("RabbitMQ");
        let mut bodies = Vec::new();
        while let Some(message) = channel
            .basic_get(queue.into(), BasicGetOptions::default())
            .await
            .expect("the queue is there")
        {
            let done = message.ack(BasicAckOptions::default()).await;
            done.expect("take the message");
            bodies.push(serde_json::from_slice(&message.data).expect("a JSON body"));
        }
        bodies
    }

    /// Publishes a message to one of the exchanges, and waits until it is there.
    pub async fn publish(&self, exchange: &str, key: &str, body: &str) {
        let (_connection, channel) = self.broker().open().await.expect("RabbitMQ");
        let (exchange, properties) = (self.name(exchange), BasicProperties::default());
        let sent = channel
            .basic_publish(
                exchange.as_str().into(),
                key.into(),
                BasicPublishOptions::default(),
                body.as_bytes(),
                properties.with_delivery_mode(2).with_priority(0),
            )
            .await;
        sent.expect("send").await.expect("the broker takes it");
    }
}

impl Drop for RabbitMqQueues {
    fn drop(&mut self) {
        let broker = self.broker();
        // The test's own runtime is ending: another thread's runtime does the last errand.
        let errand = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build();
            runtime
                .expect("a runtime")
                .block_on(broker.forget())
                .expect("forget what the test had at the broker");
        });
        errand
            .join()
            .expect("forget what the test had at the broker");
    }
}

/// A queue that gives up on what came this often.
pub(crate) fn redrive_policy(dead_letters: &TestQueue, tries: u32) -> Value {
    let name = dead_letters.url.rsplit('/').next().unwrap_or_default();
    let arn = format!("arn:aws:sqs:ap-southeast-3:000000000000:{name}");
    json!({
        "VisibilityTimeout": "5",
        "RedrivePolicy": json!({ "deadLetterTargetArn": arn, "maxReceiveCount": tries }).to_string(),
    })
}
