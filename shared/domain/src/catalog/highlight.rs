//! Text with marks around parts of it.

use crate::Invalid;

/// Stand before and after what is marked; no text of the shop has control characters.
const START: char = '\u{1}';
const STOP: char = '\u{2}';

/// Plain text of which parts are marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkedText(String);

impl MarkedText {
    /// Text with the control character 1 before each marked part and 2 after it.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let mut open = false;
        for letter in text.chars() {
            match letter {
                START if !open => open = true,
                STOP if open => open = false,
                START | STOP => return Err(Invalid("invalid_marks")),
                _ => {}
            }
        }
        if open {
            Err(Invalid("invalid_marks"))
        } else {
            Ok(Self(text.to_owned()))
        }
    }

    /// Whether any part is marked.
    #[must_use]
    pub fn is_marked(&self) -> bool {
        self.0.contains(START)
    }

    /// As HTML: the text escaped, `<mark>` around the marked parts, no other tag.
    #[must_use]
    pub fn html(&self) -> String {
        self.0
            .chars()
            .fold(String::with_capacity(self.0.len()), |mut html, letter| {
                match letter {
                    START => html.push_str("<mark>"),
                    STOP => html.push_str("</mark>"),
                    '&' => html.push_str("&amp;"),
                    '<' => html.push_str("&lt;"),
                    '>' => html.push_str("&gt;"),
                    '"' => html.push_str("&quot;"),
                    '\'' => html.push_str("&#39;"),
                    other => html.push(other),
                }
                html
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_marked_is_marked_and_the_rest_is_harmless() {
        let text = MarkedText::parse("\u{1}Bayam\u{2} <b>\"segar\" & 'murah'").unwrap();
        assert!(text.is_marked());
        assert_eq!(
            text.html(),
            "<mark>Bayam</mark> &lt;b&gt;&quot;segar&quot; &amp; &#39;murah&#39;"
        );
    }

    #[test]
    fn marks_that_do_not_close_are_refused() {
        for text in ["\u{1}a", "a\u{2}", "\u{1}\u{1}a\u{2}", "\u{2}\u{1}"] {
            assert_eq!(MarkedText::parse(text), Err(Invalid("invalid_marks")));
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_another_tag(text in "[\u{1}\u{2}<>&a/\"']{0,20}") {
            if let Ok(marked) = MarkedText::parse(&text) {
                let rest = marked.html().replace("<mark>", "").replace("</mark>", "");
                prop_assert!(!rest.contains(['<', '>', '"', '\'']));
            }
        }
    }
}
