//! Keeps what people typed from becoming more than text.

/// The text on one line: breaks and runs of spaces become one space, and what is never seen
/// (controls, characters that turn the direction of writing) is dropped.
pub(crate) fn one_line(text: &str) -> String {
    let visible: String = text
        .chars()
        .filter(|c| c.is_whitespace() || !(c.is_control() || is_invisible(*c)))
        .collect();
    let words: Vec<&str> = visible.split_whitespace().collect();
    words.join(" ")
}

/// Zero-width characters, and those with which `gpj.exe` reads as `exe.jpg`. The joiners U+200C and
/// U+200D stay: scripts and emoji need them.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// A person's name that no mail reader turns into a link.
///
/// Whoever registers chooses the name that a stranger's mail then greets: without this, "Siti, see
/// evil.example" would arrive from us as something to press.
pub(crate) fn person(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    let mut characters = name.chars().filter(|c| !":/\\@<>".contains(*c)).peekable();
    while let Some(c) = characters.next() {
        plain.push(c);
        // "M.Yusuf" reads the same as "M. Yusuf", and only one of the two is a host name.
        if c == '.' && characters.peek().is_some_and(|next| !next.is_whitespace()) {
            plain.push(' ');
        }
    }
    let name: String = one_line(&plain).chars().take(LONGEST_NAME).collect();
    name.trim_end().to_owned()
}

const LONGEST_NAME: usize = 60;

/// The text with lines broken before column 72 where there is a space; a long link stays whole.
pub(crate) fn wrap(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= WIDTH => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.join("\n")
}

/// RFC 3676, 4.2: lines of flowed text should be of 66 characters and at most 78.
const WIDTH: usize = 72;

/// The text with one empty line between paragraphs, however many the templates left.
pub(crate) fn paragraphs(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    let mut breaks = 0_u8;
    for line in text.trim().lines().map(str::trim_end) {
        if line.is_empty() {
            breaks = 1;
            continue;
        }
        if breaks == 1 {
            tidy.push('\n');
        }
        breaks = 0;
        tidy.push_str(line);
        tidy.push('\n');
    }
    tidy
}
