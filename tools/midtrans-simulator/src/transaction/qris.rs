//! The text of a QRIS code: EMV's tag-length-value fields with a checksum, and its picture.

use qrcode::{Color, QrCode};

use super::png;
use crate::ids;
use crate::money::Rupiah;

/// A dynamic code for one payment of `amount` to `merchant`.
pub(crate) fn payload(amount: Rupiah, merchant: &str) -> String {
    let account = [
        field("00", "COM.GO-JEK.WWW"),
        field("01", &ids::digits(18)),
        field("03", "UMI"),
    ]
    .concat();
    let name: String = merchant.chars().filter(char::is_ascii).take(25).collect();
    let unsigned = [
        field("00", "01"),
        field("01", "12"),
        field("26", &account),
        field("52", "5411"), // a grocer, by merchant category
        field("53", "360"),  // rupiah
        field("54", &amount.get().to_string()),
        field("58", "ID"),
        field("59", &name),
        field("60", "JAKARTA"),
        field("62", &field("07", "A01")),
        "6304".to_owned(),
    ]
    .concat();
    let checksum = crc16(unsigned.as_bytes());
    format!("{unsigned}{checksum:04X}")
}

fn field(tag: &str, value: &str) -> String {
    format!("{tag}{:02}{value}", value.len())
}

/// CRC-16/CCITT-FALSE, the one EMV prescribes.
fn crc16(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0xFFFF, |crc, byte| {
        (0..8).fold(crc ^ (u16::from(*byte) << 8), |crc, _| {
            if crc & 0x8000 == 0 {
                crc << 1
            } else {
                (crc << 1) ^ 0x1021
            }
        })
    })
}

/// Pixels a module of the code is wide, and modules of white around it (the standard wants four).
const SCALE: usize = 8;
const QUIET: usize = 4;

/// `text` as a QR code in PNG; nothing when it is too long for one.
pub(crate) fn picture(text: &str) -> Option<Vec<u8>> {
    let code = QrCode::new(text).ok()?;
    let side = (code.width() + 2 * QUIET) * SCALE;
    let module = |pixel: usize| {
        (pixel / SCALE)
            .checked_sub(QUIET)
            .filter(|module| *module < code.width())
    };
    png::grayscale(side, |x, y| match (module(x), module(y)) {
        (Some(x), Some(y)) if code[(x, y)] == Color::Dark => 0,
        _ => u8::MAX,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_the_standard_one() {
        assert_eq!(crc16(b"123456789"), 0x29B1);
    }

    #[test]
    fn a_payload_checks_out_and_names_the_amount() {
        let text = payload(Rupiah::new(17_000), "MICRO-SAYUR");
        let (body, checksum) = text.split_at(text.len() - 4);
        assert_eq!(format!("{:04X}", crc16(body.as_bytes())), checksum);
        assert!(text.contains("540517000"), "{text}");
        assert!(text.contains("5911MICRO-SAYUR"), "{text}");
    }

    #[test]
    fn a_picture_is_a_png() {
        assert!(picture("sayur").unwrap().starts_with(b"\x89PNG\r\n"));
        assert!(picture(&"x".repeat(8000)).is_none());
    }
}
