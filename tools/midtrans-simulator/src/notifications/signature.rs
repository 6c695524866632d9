//! The signature of a notification: SHA-512 over id, code, amount and server key.

use std::fmt::Write;

use sha2::{Digest, Sha512};

/// `signature_key`, in lower-case hexadecimal.
pub(crate) fn sign(
    order_id: &str,
    status_code: &str,
    gross_amount: &str,
    server_key: &str,
) -> String {
    let digest = Sha512::digest(format!("{order_id}{status_code}{gross_amount}{server_key}"));
    digest.iter().fold(String::new(), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documented_example_comes_out() {
        assert_eq!(
            sign(
                "1111",
                "200",
                "100000.00",
                "askvnoibnosifnboseofinbofinfgbiufglnbfg"
            ),
            "edc076b21793ebe3e17926350f5b8ae67d902fe657b3d0aa31b932d5c127e2375d308a2bc94f3265ac2d80\
             a1f181a79b997ac178a236fcff35af263fc4d4c231"
        );
    }
}
