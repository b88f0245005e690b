//! Message ids (RFC 5322 §3.6.4), without their angle brackets.

/// The ids of a Message-ID, In-Reply-To or References field, each once, at most `most`: the first ones and, where
/// there are more, the last, because the last is the direct parent.
pub(crate) fn ids(field: &[u8], most: usize) -> Vec<String> {
    let text = crate::decode::words(&String::from_utf8_lossy(field));
    let mut found: Vec<String> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for id in bracketed(&text) {
        if seen.insert(id.clone()) {
            found.push(id);
        }
    }
    if found.is_empty() {
        found = text.split_whitespace().map(clean).filter(|id| id.contains('@') && seen.insert(id.clone())).collect();
    }
    if found.is_empty() {
        found.extend(Some(clean(text.trim())).filter(|id| !id.is_empty() && !id.contains(' ')));
    }
    if found.len() > most {
        let last = found.split_off(found.len() - most / 2);
        found.truncate(most - most / 2);
        found.extend(last);
    }
    found
}

/// `<…>` from left to right; folding inside an id goes.
fn bracketed(text: &str) -> impl Iterator<Item = String> {
    text.split('<').skip(1).filter_map(|piece| {
        let (id, _) = piece.split_once('>').or_else(|| piece.split_once(char::is_whitespace)).unwrap_or((piece, ""));
        Some(clean(id)).filter(|id| !id.is_empty())
    })
}

fn clean(id: &str) -> String {
    id.chars().filter(|c| !c.is_whitespace() && !c.is_control() && !matches!(c, '<' | '>')).take(998).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_read_in_every_form() {
        for (field, expected) in [
            ("<a@b>", vec!["a@b"]),
            ("<a@b> <c@d>", vec!["a@b", "c@d"]),
            ("<a@b><c@d> <a@b>", vec!["a@b", "c@d"]),
            ("a@b", vec!["a@b"]),
            ("<a@b", vec!["a@b"]),
            ("Your message of Monday <a@b>", vec!["a@b"]),
            ("<long-\r\n id@b>", vec!["long-id@b"]),
            ("<no-at-sign>", vec!["no-at-sign"]),
            ("=?utf-8?Q?=3Ca=40b=3E?=", vec!["a@b"]),
            ("", vec![]),
        ] {
            assert_eq!(ids(field.as_bytes(), 10), expected, "{field}");
        }
    }

    #[test]
    fn of_too_many_the_first_and_the_last_stay() {
        let many: String = (0..100_000).map(|n| format!("<{n}@x>")).collect();
        let ids = ids(many.as_bytes(), 10);
        assert_eq!(ids.len(), 10);
        assert_eq!((ids[0].as_str(), ids[9].as_str()), ("0@x", "99999@x"));
    }
}
