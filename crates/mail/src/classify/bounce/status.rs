//! Status codes in what mail servers say: `5.1.1` (RFC 3463) and `550` (RFC 5321 §4.2).

/// The first enhanced status code of class 2, 4 or 5 in the text.
pub(super) fn enhanced(text: &str) -> Option<String> {
    words(text)
        .find(|word| {
            let mut numbers = word.split('.');
            let class = numbers.next().is_some_and(|n| matches!(n, "2" | "4" | "5"));
            let rest: Vec<&str> = numbers.collect();
            class
                && rest.len() == 2
                && rest.iter().all(|n| (1..=3).contains(&n.len()) && n.bytes().all(|b| b.is_ascii_digit()))
        })
        .map(str::to_owned)
}

/// The first reply code 4xx or 5xx that stands alone in the text.
pub(super) fn reply_code(text: &str) -> Option<u16> {
    words(text).find_map(|word| {
        let code: u16 = (word.len() == 3).then(|| word.parse().ok()).flatten()?;
        (400..600).contains(&code).then_some(code)
    })
}

/// Whether the codes in the text speak of a permanent failure; `None` when there are none.
pub(super) fn is_permanent(text: &str) -> Option<bool> {
    match enhanced(text) {
        Some(status) => Some(status.starts_with('5')),
        None => reply_code(text).map(|code| code >= 500),
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '.')
        .map(|word| word.trim_matches('.'))
        .filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_found_among_words() {
        assert_eq!(enhanced("550 5.1.1 <a@b>: unknown").as_deref(), Some("5.1.1"));
        assert_eq!(enhanced("no mailbox (#5.1.1)").as_deref(), Some("5.1.1"));
        assert_eq!(enhanced("host 5.6.7.8 said no"), None);
        assert_eq!(reply_code("said: 452 try later"), Some(452));
        assert_eq!(is_permanent("421 later"), Some(false));
        assert_eq!(is_permanent("who knows"), None);
    }
}
