//! Users, sessions, roles.

mod address_body;
mod limits;
mod profile_view;
mod session_view;

pub mod add_address;
pub mod attach_photo;
pub mod delete_address;
pub mod end_session;
pub mod erase_account;
pub mod export_account;
pub mod get_profile;
pub mod jwks;
pub mod list_addresses;
pub mod list_sessions;
pub mod login;
pub mod logout;
pub mod refresh_session;
pub mod register;
pub mod remove_photo;
pub mod resend_verification;
pub mod update_address;
pub mod update_profile;
pub mod upload_photo;
pub mod verify_email;
