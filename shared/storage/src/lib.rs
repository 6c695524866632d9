//! Pictures in S3: uploaded by browsers themselves, looked at before they are believed, shown from a public address.

mod urls;

pub use urls::ImageUrls;
