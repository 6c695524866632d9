//! Users, sessions, roles.

mod limits;
mod recovery_codes_view;
mod session_view;

pub mod add_address;
pub mod confirm_second_factor;
pub mod enrol_second_factor;
pub mod get_profile;
pub mod jwks;
pub mod list_addresses;
pub mod login;
pub mod logout;
pub mod refresh_session;
pub mod register;
pub mod remove_second_factor;
pub mod renew_recovery_codes;
pub mod resend_verification;
pub mod verify_email;
