//! The command as an operator runs it, on a real database and either bus.
#![cfg(test)]

mod replay;
