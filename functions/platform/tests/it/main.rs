//! The platform's functions against a real database and a real Redis.

mod health;
