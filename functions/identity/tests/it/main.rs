//! Identity's functions against a real database and a real Redis.
#![cfg(test)]
#![recursion_limit = "256"] // a test that awaits a handler nests futures deeply

mod access;
mod addresses;
mod administrator;
mod adoption;
mod audit_log;
mod bad_input;
mod counter;
mod directory;
mod email_change;
mod erasure;
mod export;
mod external_login;
mod limits;
mod login;
mod logout;
mod openid;
mod password_change;
mod password_reset;
mod photo;
mod profile;
mod refresh;
mod refresh_model;
mod register;
mod roles;
mod round_trips;
mod second_factor;
mod sessions;
mod shop;
mod staff;
mod tokens;
mod verify;
