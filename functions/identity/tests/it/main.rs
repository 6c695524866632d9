//! Identity's functions against a real database and a real Redis.
#![cfg(test)]
#![recursion_limit = "256"] // a test that awaits a handler nests futures deeply

mod addresses;
mod administrator;
mod bad_input;
mod counter;
mod external_login;
mod limits;
mod login;
mod logout;
mod openid;
mod profile;
mod refresh;
mod register;
mod round_trips;
mod shop;
mod tokens;
mod verify;
