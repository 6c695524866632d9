//! What the client connects to, and what it makes of answers, against sockets on loopback.
#![cfg(test)]

mod reach;
