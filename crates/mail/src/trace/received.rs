//! One Received line, in the forms that Postfix, Exim, Exchange, Sendmail and qmail give it.

use std::net::IpAddr;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Received {
    pub client: Option<IpAddr>,
    pub helo: String,
    pub by: String,
}

/// `from HELO (NAME [ADDRESS]) by SERVER …`; none where there is no `by`.
pub(super) fn read(line: &str) -> Option<Received> {
    let mut words = Words(line).peekable();
    let (mut helo, mut by, mut client) = (String::new(), None, None);
    while let Some(word) = words.next() {
        match word {
            Word::Plain("from") if by.is_none() => {
                helo = words.next_if(|word| matches!(word, Word::Plain(_))).map(Word::text).unwrap_or_default();
            }
            Word::Plain("by") => {
                by = words.next().map(Word::text);
                break;
            }
            Word::Comment(text) => client = client.or_else(|| noted(text)),
            Word::Plain(_) => {}
        }
    }
    let client = client.or_else(|| address(&helo));
    Some(Received { client, helo, by: by?.to_ascii_lowercase() })
}

/// The address a server noted itself. What stands after a `=` is what the client said.
fn noted(comment: &str) -> Option<IpAddr> {
    let bracket = comment.match_indices('[').find(|(at, _)| !comment[..*at].ends_with('='));
    match bracket {
        Some((at, _)) => address(&comment[at..]),
        None => comment.split_whitespace().find_map(|word| word.parse().ok()),
    }
}

/// `[192.0.2.7]`, `[IPv6:2001:db8::7]`
fn address(text: &str) -> Option<IpAddr> {
    let inner = text.strip_prefix('[')?.split(']').next()?;
    let bare = inner.strip_prefix("IPv6:").or_else(|| inner.strip_prefix("ipv6:")).unwrap_or(inner);
    bare.split('%').next()?.parse().ok()
}

enum Word<'l> {
    Plain(&'l str),
    /// Without its outer parentheses.
    Comment(&'l str),
}

impl Word<'_> {
    fn text(self) -> String {
        match self {
            Self::Plain(text) | Self::Comment(text) => text.to_owned(),
        }
    }
}

/// Words and comments in order.
struct Words<'l>(&'l str);

impl<'l> Iterator for Words<'l> {
    type Item = Word<'l>;

    fn next(&mut self) -> Option<Word<'l>> {
        let rest = self.0.trim_start();
        if let Some(inside) = rest.strip_prefix('(') {
            let end = closing(inside);
            self.0 = inside.get(end + 1..).unwrap_or_default();
            return Some(Word::Comment(&inside[..end]));
        }
        let end = rest.find([' ', '(', ';']).unwrap_or(rest.len());
        let (word, rest) = rest.split_at(end);
        self.0 = rest.strip_prefix(';').unwrap_or(rest);
        (!word.is_empty()).then_some(Word::Plain(word))
    }
}

/// Where the parenthesis that was opened before closes.
fn closing(inside: &str) -> usize {
    let mut depth = 1;
    for (at, c) in inside.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    inside.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_servers_form_names_the_client() {
        for (line, helo, client) in [
            (
                "from a.example (b.example [192.0.2.7]) by mx.example (Postfix) with ESMTP id 1",
                "a.example",
                "192.0.2.7",
            ),
            ("from [6.6.6.6] (unknown [192.0.2.7]) by mx.example (Postfix)", "[6.6.6.6]", "192.0.2.7"),
            ("from a.example ([192.0.2.7] helo=[6.6.6.6]) by mx.example with esmtp (Exim 4)", "a.example", "192.0.2.7"),
            ("from [192.0.2.7] (helo=a.example) by mx.example with esmtp", "[192.0.2.7]", "192.0.2.7"),
            ("from a.example (2001:db8::7) by mx.example with Microsoft SMTP Server", "a.example", "2001:db8::7"),
            ("from a.example (b.example [IPv6:2001:db8::7]) by mx.example", "a.example", "2001:db8::7"),
            ("from unknown (HELO a.example) (192.0.2.7) by mx.example with SMTP; date", "unknown", "192.0.2.7"),
        ] {
            let read = read(line).unwrap();
            assert_eq!((read.helo.as_str(), read.by.as_str()), (helo, "mx.example"), "{line}");
            assert_eq!(read.client, client.parse().ok(), "{line}");
        }
    }

    #[test]
    fn a_line_without_by_says_nothing_and_a_comment_is_no_word() {
        assert_eq!(read("from a.example ([192.0.2.7])"), None);
        assert_eq!(read("from a (by evil.example (deep)) by mx.example").unwrap().by, "mx.example");
        assert_eq!(read("(unclosed by mx.example"), None);
    }
}
