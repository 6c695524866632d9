//! A device in few words: what its user agent says of it, for its owner to know it again.

/// Names of browsers and apps, by what their user agents hold. Whoever names others to be taken for them comes
/// before those: nearly everybody says `Safari` and `Mozilla`.
const PROGRAMS: &[(&str, &str)] = &[
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("UCBrowser/", "UC Browser"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];

/// Android says `Linux` too, and an iPhone `Mac OS X`.
const SYSTEMS: &[(&str, &str)] = &[
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
];

/// The longest name of a program that is no known browser.
const MAX_NAME: usize = 40;

/// Such as `Chrome (Android)`; a program that is no known browser goes by its own name. `None` when nothing is said.
#[must_use]
pub fn describe(user_agent: &str) -> Option<String> {
    let known = |names: &[(&str, &'static str)]| {
        let found = names.iter().find(|(mark, _)| user_agent.contains(mark));
        found.map(|(_, name)| *name)
    };
    let own_name = || user_agent.split(['/', ' ']).find(|word| !word.is_empty());
    let program: String = known(PROGRAMS)
        .or_else(own_name)?
        .chars()
        .take(MAX_NAME)
        .collect();
    Some(match known(SYSTEMS) {
        Some(system) => format!("{program} ({system})"),
        None => program,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_device_is_told_in_few_words() {
        for (user_agent, device) in [
            (
                "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36",
                Some("Chrome (Android)"),
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
                Some("Safari (iPhone)"),
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0",
                Some("Edge (Windows)"),
            ),
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0",
                Some("Firefox (Linux)"),
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15",
                Some("Safari (macOS)"),
            ),
            ("curl/8.11.0", Some("curl")),
            ("MicroSayur/3.2 (Android 15)", Some("MicroSayur (Android)")),
            ("  ", None),
            ("", None),
        ] {
            assert_eq!(describe(user_agent).as_deref(), device, "{user_agent}");
        }
    }

    proptest! {
        #[test]
        fn whatever_a_device_says_the_words_are_few(user_agent: String) {
            let words = describe(&user_agent).unwrap_or_default();
            prop_assert!(words.chars().count() <= MAX_NAME + " (ChromeOS)".len());
        }
    }
}
