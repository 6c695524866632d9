//! Text in the encoding of PDF's standard fonts (`WinAnsi`), and how wide it is in them.

/// A font that every reader of PDF has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Font {
    Regular,
    Bold,
}

/// What stands for a character that the fonts lack.
const UNKNOWN: u8 = b'?';

/// From U+0100 on, the letters that these are without their marks.
const LATIN_EXTENDED_A: &[u8; 128] = b"AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiIiJjKkkLlLlLlLlLlNnNnNnnNnOoOoOoOoRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs";

/// From 0x80 on, what `WinAnsi` has instead of control characters; a space where it has nothing.
const SPECIAL: [char; 32] = [
    '€', ' ', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', ' ', 'Ž', ' ', ' ', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', ' ', 'ž', 'Ÿ',
];

/// The text in `WinAnsi`. Letters with marks that it lacks lose them, what is never seen is left out, and any other
/// character that it lacks is a question mark.
pub(crate) fn encode(text: &str) -> Vec<u8> {
    text.chars().filter_map(byte).collect()
}

fn byte(character: char) -> Option<u8> {
    let point = u32::from(character);
    match character {
        ' '..='~' | '\u{A0}'..='\u{FF}' => u8::try_from(point).ok(),
        '\u{100}'..='\u{17F}' if !SPECIAL.contains(&character) => {
            let index = usize::try_from(point - 0x100).ok()?;
            LATIN_EXTENDED_A.get(index).copied()
        }
        // Minus, hyphens.
        '\u{2212}' => Some(0x96),
        '\u{2010}' | '\u{2011}' => Some(b'-'),
        // Marks on their own, joiners, directions, variants.
        '\u{300}'..='\u{36F}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2069}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}' => None,
        _ if character.is_whitespace() => Some(b' '),
        _ if character.is_control() => None,
        _ => {
            let special = (0x80..).zip(SPECIAL).find(|(_, own)| *own == character);
            Some(special.map_or(UNKNOWN, |(byte, _)| byte))
        }
    }
}

impl Font {
    /// How wide encoded text is, in thousandths of the font's size.
    pub(crate) fn width(self, text: &[u8]) -> i32 {
        let widths = match self {
            Self::Regular => &REGULAR,
            Self::Bold => &BOLD,
        };
        text.iter()
            .filter_map(|byte| widths.get(usize::from(byte.checked_sub(b' ')?)))
            .map(|width| i32::from(*width))
            .sum()
    }

    /// The text in lines that are no wider than so many thousandths of the font's size: broken at spaces, and
    /// within a word only where the word is wider than a line.
    pub(crate) fn wrap(self, text: &[u8], width: i32) -> Vec<Vec<u8>> {
        let mut lines: Vec<Vec<u8>> = Vec::new();
        for word in text
            .split(|byte| *byte == b' ')
            .filter(|word| !word.is_empty())
        {
            if let Some(line) = lines.last_mut()
                && self.width(line) + self.width(b" ") + self.width(word) <= width
            {
                line.push(b' ');
                line.extend_from_slice(word);
                continue;
            }
            lines.push(Vec::new());
            for byte in word {
                if let Some(line) = lines.last_mut() {
                    if line.is_empty() || self.width(line) + self.width(&[*byte]) <= width {
                        line.push(*byte);
                    } else {
                        lines.push(vec![*byte]);
                    }
                }
            }
        }
        lines
    }
}

/// Widths of Helvetica from the space on, as its metrics say.
#[rustfmt::skip]
const REGULAR: [i16; 224] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584, 350,
    556, 350, 222, 556, 333, 1000, 556, 556, 333, 1000, 667, 333, 1000, 350, 611, 350,
    350, 222, 222, 333, 333, 350, 556, 1000, 333, 1000, 500, 333, 944, 350, 500, 667,
    278, 333, 556, 556, 556, 556, 260, 556, 333, 737, 370, 556, 584, 333, 737, 333,
    400, 584, 333, 333, 333, 556, 537, 278, 333, 333, 365, 556, 834, 834, 834, 611,
    667, 667, 667, 667, 667, 667, 1000, 722, 667, 667, 667, 667, 278, 278, 278, 278,
    722, 722, 778, 778, 778, 778, 778, 584, 778, 722, 722, 722, 722, 667, 667, 611,
    556, 556, 556, 556, 556, 556, 889, 500, 556, 556, 556, 556, 278, 278, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 584, 611, 556, 556, 556, 556, 500, 556, 500,
];

/// Likewise of Helvetica-Bold.
#[rustfmt::skip]
const BOLD: [i16; 224] = [
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611,
    975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556,
    333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611,
    611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584, 350,
    556, 350, 278, 556, 500, 1000, 556, 556, 333, 1000, 667, 333, 1000, 350, 611, 350,
    350, 278, 278, 500, 500, 350, 556, 1000, 333, 1000, 556, 333, 944, 350, 500, 667,
    278, 333, 556, 556, 556, 556, 280, 556, 333, 737, 370, 556, 584, 333, 737, 333,
    400, 584, 333, 333, 333, 611, 556, 278, 333, 333, 365, 556, 834, 834, 834, 611,
    722, 722, 722, 722, 722, 722, 1000, 722, 667, 667, 667, 667, 278, 278, 278, 278,
    722, 722, 778, 778, 778, 778, 778, 584, 778, 722, 722, 722, 722, 667, 667, 611,
    556, 556, 556, 556, 556, 556, 889, 556, 556, 556, 556, 556, 278, 278, 278, 278,
    611, 611, 611, 611, 611, 611, 611, 584, 611, 611, 611, 611, 611, 556, 611, 556,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_fonts_have_stays_and_the_rest_is_plainer_or_visibly_missing() {
        for (text, encoded) in [
            ("Siti Aminah", &b"Siti Aminah"[..]),
            ("Café Señor", b"Caf\xE9 Se\xF1or"),
            ("Łukasz Żółć", b"Lukasz Z\xF3lc"),
            ("Š € “x” – …", b"\x8A \x80 \x93x\x94 \x96 \x85"),
            ("−Rp5.000", b"\x96Rp5.000"),
            ("王小明", b"???"),
            ("a\u{200B}b\u{202E}c\u{301}", b"abc"),
            ("satu\tdua\u{2003}tiga\u{7}", b"satu dua tiga"),
            ("", b""),
        ] {
            assert_eq!(encode(text), encoded, "{text}");
        }
    }

    #[test]
    fn widths_are_those_of_the_standard_fonts() {
        assert_eq!(Font::Regular.width(b"Hello"), 722 + 556 + 222 + 222 + 556);
        assert_eq!(Font::Bold.width(b"Hello"), 722 + 556 + 278 + 278 + 611);
        assert_eq!(Font::Regular.width(b"0123456789"), 5_560);
    }

    #[test]
    fn lines_break_at_spaces_and_words_only_when_they_must() {
        let lines = |text: &[u8], width| {
            let lines = Font::Regular.wrap(text, width).into_iter();
            lines
                .map(|line| String::from_utf8(line).unwrap())
                .collect::<Vec<_>>()
        };
        assert_eq!(lines(b"satu dua tiga", 4_000), ["satu dua", "tiga"]);
        assert_eq!(lines(b"0123456789", 2_000), ["012", "345", "678", "9"]);
        assert_eq!(lines(b"", 2_000), [""; 0]);
        assert_eq!(lines(b"ab", 1), ["a", "b"]);
    }
}
