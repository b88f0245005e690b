//! Evidence for which conversation a message belongs to: the subject without its prefixes, and the tokens in it.

use crate::words;

/// What a leading prefix of a subject says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prefix {
    Reply,
    Forward,
}

/// The subject without reply and forward prefixes, list tags and superfluous space: what two messages of one
/// conversation have in common.
pub fn normalised(subject: &str) -> String {
    let mut rest = subject.trim();
    while let Some((_, after)) = prefix(rest) {
        rest = after;
    }
    rest.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether the outermost prefix says that the message was forwarded.
pub fn is_forward(subject: &str) -> bool {
    matches!(prefix(subject.trim()), Some((Prefix::Forward, _)))
}

/// Whether the outermost prefix says that the message is a reply.
pub fn is_reply(subject: &str) -> bool {
    matches!(prefix(subject.trim()), Some((Prefix::Reply, _)))
}

/// The first prefix and what follows it: `Re:`, `AW:`, `RE[2]:`, `Re(3):`, `返信：`.
fn prefix(subject: &str) -> Option<(Prefix, &str)> {
    let colon = subject.char_indices().take(24).find(|(_, c)| matches!(c, ':' | '：')).map(|(at, _)| at)?;
    let word = subject[..colon].trim().to_lowercase();
    let word =
        word.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '[' | ']' | '(' | ')' | '^' | '*' | ' '));
    let kind = if words::REPLY.has(word) {
        Prefix::Reply
    } else if words::FORWARD.has(word) {
        Prefix::Forward
    } else {
        return None;
    };
    Some((kind, subject[colon..].trim_start_matches([':', '：']).trim_start()))
}

/// References other ticket systems put into subjects, in order of appearance, at most ten: `[ref:…:ref]`,
/// `INC0012345`, `PROJ-123`, `[#123]`, `[Ticket#2026010510000012]`.
pub fn references_in(subject: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let words = subject.split(|c: char| c.is_whitespace() || "[]()【】<>「」,;。、".contains(c));
    for word in words.map(|word| word.trim_matches([':', '.', '-', '：'])) {
        if is_reference(word) && !found.iter().any(|have| have == word) && found.len() < 10 {
            found.push(word.to_owned());
        }
    }
    found
}

fn is_reference(word: &str) -> bool {
    let letters = word.chars().take_while(char::is_ascii_alphabetic).count();
    let rest = &word[letters.min(word.len())..];
    let all_digits = |text: &str, least: usize| text.len() >= least && text.bytes().all(|b| b.is_ascii_digit());
    let upper = letters >= 2 && word[..letters].bytes().all(|b| b.is_ascii_uppercase());
    let service_now = upper && (2..=8).contains(&letters) && all_digits(rest, 5);
    let jira = upper && letters <= 12 && rest.strip_prefix('-').is_some_and(|number| all_digits(number, 1));
    let hash = rest.strip_prefix('#').is_some_and(|number| all_digits(number, 1))
        && matches!(word[..letters].to_ascii_lowercase().as_str(), "" | "ticket" | "case" | "id" | "request");
    let salesforce = word.starts_with("ref:") && word.ends_with(":ref") && word.len() > 8;
    service_now || jira || hash || salesforce
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes_of_many_languages_go() {
        for (subject, plain) in [
            ("Re: Printer", "Printer"),
            ("RE: AW: Fwd:  Printer  broken", "Printer broken"),
            ("Re[2]: Printer", "Printer"),
            ("Re:Re:【確認】議事録", "【確認】議事録"),
            ("返信: 議事録", "議事録"),
            ("WG: RV: TR: x", "x"),
            ("Report: sales", "Report: sales"),
            ("http://x", "http://x"),
        ] {
            assert_eq!(normalised(subject), plain, "{subject}");
        }
    }

    #[test]
    fn forwards_are_told_from_replies() {
        for subject in ["Fw: a", "FWD: a", "WG: a", "転送: a", "转发：a", "TR : a"] {
            assert!(is_forward(subject) && !is_reply(subject), "{subject}");
        }
        assert!(is_reply("Re: Fwd: a") && !is_forward("Re: Fwd: a"));
    }

    #[test]
    fn references_of_other_systems_are_found() {
        assert_eq!(references_in("Re: [PROJ-123] INC0012345 broken (#77)"), ["PROJ-123", "INC0012345", "#77"]);
        assert_eq!(references_in("[ref:_00D1.500x:ref]"), ["ref:_00D1.500x:ref"]);
        assert!(references_in("COVID 19, A-B, 2026-01-05").is_empty());
    }
}
