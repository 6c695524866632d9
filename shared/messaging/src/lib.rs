//! Sending events: SQS behind the domain's port, and the outbox's inline send.
