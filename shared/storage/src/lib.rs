//! Pictures in S3: uploaded by browsers themselves, looked at before they are believed, shown from a public
//! address or, where they are private, from one that is signed.

mod s3;
mod urls;

pub use s3::S3Images;
pub use urls::ImageUrls;
