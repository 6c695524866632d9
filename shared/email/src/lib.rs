//! The shop's mail: what it says, in Indonesian and English, and Amazon SES to send it.
//!
//! ```
//! use email::{Content, EmailVerification, Language, render};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let content = Content::EmailVerification(EmailVerification {
//!     name: "Siti".into(),
//!     link: "https://sayur.example/verify?token=abc".into(),
//!     expires_hours: 24,
//! });
//! let mail = render(&content, Language::Id)?;
//! assert_eq!(mail.subject(), "Verifikasi alamat email Anda");
//! # Ok(())
//! # }
//! ```

mod calendar;
mod clean;
mod content;
mod feedback;
mod filters;
mod mail;
mod render;
mod sample;
mod send_error;
mod ses;
mod templates;

pub use content::*;
pub use domain::Language;
pub use feedback::{NotFeedback, read as read_feedback};
pub use mail::{InvalidRecipient, Mail, Recipient};
pub use render::{RenderError, Rendered, render};
pub use sample::sample;
pub use send_error::SendError;
pub use ses::{MessageId, SesConfig, SesMailer};
