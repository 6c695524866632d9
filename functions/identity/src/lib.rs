//! Users, sessions, roles.

mod address_body;
mod email_body;
mod guest_cart;
mod limits;
mod profile_view;
mod reauthentication;
mod recovery_codes_view;
mod role_body;
mod session_view;

pub mod add_address;
pub mod attach_photo;
pub mod change_email;
pub mod change_password;
pub mod confirm_second_factor;
pub mod create_role;
pub mod delete_address;
pub mod delete_role;
pub mod end_session;
pub mod enrol_second_factor;
pub mod erase_account;
pub mod export_account;
pub mod finish_openid;
pub mod forgot_password;
pub mod get_profile;
pub mod get_user;
pub mod jwks;
pub mod list_addresses;
pub mod list_audit_log;
pub mod list_roles;
pub mod list_sessions;
pub mod list_users;
pub mod login;
pub mod logout;
pub mod refresh_session;
pub mod register;
pub mod remove_photo;
pub mod remove_second_factor;
pub mod renew_recovery_codes;
pub mod resend_verification;
pub mod reset_password;
pub mod start_openid;
pub mod update_address;
pub mod update_profile;
pub mod update_role;
pub mod update_user;
pub mod upload_photo;
pub mod verify_email;

use postgres::{PgDirectory, PgRoles};
use runtime::Auth;

config::app! {
    /// What staff's endpoints for users need.
    pub struct DirectoryApp {
        auth: Auth,
        directory: PgDirectory,
    }
}

config::app! {
    /// What staff's endpoints for roles need.
    pub struct RolesApp {
        auth: Auth,
        roles: PgRoles,
    }
}
