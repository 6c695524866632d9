//! Users, sessions, roles.

mod guest_cart;
mod limits;
mod session_view;

pub mod add_address;
pub mod finish_openid;
pub mod get_profile;
pub mod jwks;
pub mod list_addresses;
pub mod login;
pub mod logout;
pub mod refresh_session;
pub mod register;
pub mod resend_verification;
pub mod start_openid;
pub mod verify_email;
