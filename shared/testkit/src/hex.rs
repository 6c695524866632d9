/// Bytes in small hexadecimal digits, as signatures are written.
pub fn hex(bytes: impl AsRef<[u8]>) -> String {
    let digits = bytes
        .as_ref()
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15]);
    digits
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect()
}
