//! Pictures, through the local stack's S3.
#![cfg(test)]

mod images;
