//! Crockford's base 32: no I, L, O, U, so that nothing is misread that people read out or type in.

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// So many random symbols of five bits each.
pub(crate) fn random<const SYMBOLS: usize>() -> Result<String, getrandom::Error> {
    let mut bytes = [0; SYMBOLS];
    getrandom::fill(&mut bytes)?;
    let symbols = bytes
        .iter()
        .map(|byte| char::from(ALPHABET[usize::from(byte & 31)]));
    Ok(symbols.collect())
}

pub(crate) fn is_symbol(byte: u8) -> bool {
    ALPHABET.contains(&byte)
}

/// The symbols that somebody meant who typed these; `None` when one is none.
pub(crate) fn read(typed: &str) -> Option<String> {
    typed
        .bytes()
        .map(|byte| match byte.to_ascii_uppercase() {
            b'I' | b'L' => Some('1'),
            b'O' => Some('0'),
            upper => is_symbol(upper).then(|| char::from(upper)),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_easily_misread_is_read_as_it_was_meant() {
        assert_eq!(read("io1lab"), Some("1011AB".into()));
        assert_eq!(read("UUU"), None);
        assert_eq!(read("Ａ"), None);
        let random = random::<16>().unwrap();
        assert_eq!(read(&random.to_lowercase()), Some(random));
    }
}
