//! The cache against a real Redis, and against ones that are away, silent, or cut off.
#![cfg(test)]

mod outage;
mod pages;
mod rate;
mod support;
