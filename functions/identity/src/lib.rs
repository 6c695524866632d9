//! Users, sessions, roles.

mod limits;
mod reauthentication;
mod session_view;

pub mod add_address;
pub mod change_email;
pub mod change_password;
pub mod forgot_password;
pub mod get_profile;
pub mod jwks;
pub mod list_addresses;
pub mod login;
pub mod logout;
pub mod refresh_session;
pub mod register;
pub mod resend_verification;
pub mod reset_password;
pub mod verify_email;
