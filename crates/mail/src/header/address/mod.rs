//! Address lists (RFC 5322 §3.4) as they really are: groups, comments, routes, forgotten quotes and brackets.

mod cutter;

use super::one_line;
use crate::decode;
use base::{Address, Email};
use cutter::{Item, items};

/// The mailboxes of an address field, in order, at most `most`; the members of groups stand in the list itself.
pub(crate) fn addresses(field: &[u8], hint: Option<&str>, most: usize) -> Vec<Address> {
    let text = decode::raw_header(field, hint);
    let strict = read(&text, true, most);
    if strict.is_empty() && text.contains('@') {
        // A quote that never closes swallows everything; then quotes are letters like others.
        return read(&text, false, most);
    }
    strict
}

fn read(text: &str, quotes: bool, most: usize) -> Vec<Address> {
    let mut found = Vec::new();
    let mut pending = String::new();
    for item in items(text, quotes) {
        if found.len() >= most {
            break;
        }
        if let Some(several) = only_addresses(&item) {
            found.extend(several.into_iter().take(most - found.len()).map(Address::bare));
            continue;
        }
        match mailbox(&item, &pending) {
            Some(address) => {
                pending.clear();
                found.push(address);
            }
            // `Yamada, Taro <taro@…>`: a name with an unquoted comma.
            None if !item.name.trim().is_empty() && pending.len() < 200 => {
                pending.push_str(item.name.trim());
                pending.push_str(", ");
            }
            None => {}
        }
    }
    found
}

/// `a@x b@x`: several addresses without anything between them but white space.
fn only_addresses(item: &Item) -> Option<Vec<Email>> {
    let mut words = item.name.split_whitespace();
    let several = item.angle.is_none() && words.clone().nth(1).is_some() && words.all(|word| word.contains('@'));
    several.then(|| item.name.split_whitespace().map(email).collect()).flatten()
}

fn mailbox(item: &Item, pending: &str) -> Option<Address> {
    if let Some(angle) = &item.angle {
        let email = email(angle).or_else(|| email(&decode::words(&item.name)))?;
        let name = display(&format!("{pending}{}", item.name));
        let name = if name.is_empty() { display(&item.comment) } else { name };
        return Some(Address::new(name, email));
    }
    if !item.name.contains('@') && !item.name.contains("=?") {
        return None;
    }
    let text = decode::words(&item.name);
    if let Some(email) = email(&text) {
        return Some(Address::new(display(&item.comment), email));
    }
    // `Taro taro@example`: the last word with an @ is the address.
    let words: Vec<&str> = text.split_whitespace().collect();
    let at = words.iter().rposition(|word| word.contains('@'))?;
    let email = email(in_brackets(words[at]))?;
    let name = [&words[..at], &words[at + 1..]].concat().join(" ");
    Some(Address::new(display(&name), email))
}

/// A name as shown: quotes, escapes and encoded words undone.
fn display(phrase: &str) -> String {
    let phrase = phrase.trim();
    let mut plain = String::with_capacity(phrase.len());
    let mut chars = phrase.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => plain.extend(chars.next()),
            '"' => {}
            other => plain.push(other),
        }
    }
    let name = one_line(&decode::words(&plain));
    name.trim_matches(['\'', ' ', ',']).trim().to_owned()
}

/// The address in what stands in the brackets: no route, no white space, no final dot of the domain.
fn email(text: &str) -> Option<Email> {
    let text = text.trim().trim_start_matches("mailto:");
    let text = if text.starts_with('@') { text.rsplit_once(':')?.1 } else { text };
    let text = text.trim_matches(['<', '>', '\'', ' ', '\t', ',', ';']);
    let (local, domain) = text.rsplit_once('@')?;
    let local = unquoted(local.trim().trim_start_matches('"'), local.trim());
    let domain: String = domain.chars().filter(|c| !c.is_whitespace()).collect();
    Email::parse(&format!("{local}@{}", domain.trim_end_matches(['.', '>', '"'])))
}

/// `[aya@host]`, as some programs write for `<aya@host>`.
fn in_brackets(word: &str) -> &str {
    word.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')).unwrap_or(word)
}

/// A quoted local part loses its quotes where it is readable without them.
fn unquoted(inner: &str, whole: &str) -> String {
    if inner.len() == whole.len() {
        return whole.to_owned();
    }
    let inner = inner.trim_end_matches('"').replace('\\', "");
    let plain = !inner.is_empty() && !inner.contains(|c: char| c.is_whitespace() || "\"(),:;<>@[]".contains(c));
    if plain { inner } else { whole.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(field: &str) -> Vec<(String, String)> {
        let found = addresses(field.as_bytes(), None, 100);
        found.into_iter().map(|a| (a.name.unwrap_or_default(), a.email.as_str().to_owned())).collect()
    }

    #[test]
    fn one_mailbox_in_every_form() {
        for (field, name, email) in [
            ("aya@example", "", "aya@example"),
            ("<aya@example>", "", "aya@example"),
            ("Aya <aya@example>", "Aya", "aya@example"),
            ("aya@example (Aya Sato)", "Aya Sato", "aya@example"),
            ("\"Sato, Aya\" <aya@example>", "Sato, Aya", "aya@example"),
            ("Sato, Aya <aya@example>", "Sato, Aya", "aya@example"),
            ("\"A \\\"B\\\" C\" <aya@example>", "A \"B\" C", "aya@example"),
            ("=?utf-8?B?5L2Q6Jek?= <aya@example>", "佐藤", "aya@example"),
            ("\"=?utf-8?B?5L2Q6Jek?=\" <aya@example>", "佐藤", "aya@example"),
            ("=?utf-8?Q?Sato,_Aya?= <aya@example>", "Sato, Aya", "aya@example"),
            ("Aya <@a,@b:aya@example>", "Aya", "aya@example"),
            ("Aya <aya@example", "Aya", "aya@example"),
            ("aya@example>", "", "aya@example"),
            ("Aya aya@example", "Aya", "aya@example"),
            ("\"Aya <aya@example>", "Aya", "aya@example"),
            ("Aya <aya(x (y) z)@(w)example.>", "Aya", "aya@example"),
            ("aya@example <aya@example>", "aya@example", "aya@example"),
            ("<\"aya..\"@docomo.example>", "", "aya..@docomo.example"),
            ("<aya.@docomo.example>", "", "aya.@docomo.example"),
            ("aya.@docomo.example", "", "aya.@docomo.example"),
            ("\"a..b\"@docomo.example", "", "a..b@docomo.example"),
            ("<\"taro yamada\"@example.jp>", "", "\"taro yamada\"@example.jp"),
            ("\"taro yamada\"@example.jp", "", "\"taro yamada\"@example.jp"),
            ("Taro <\"taro yamada\"@example.jp>", "Taro", "\"taro yamada\"@example.jp"),
            ("Aya Sato [aya@example]", "Aya Sato", "aya@example"),
            ("Aya Sato [mailto:aya@example]", "Aya Sato", "aya@example"),
            ("'Aya' <mailto:aya@example>", "Aya", "aya@example"),
            ("=?utf-8?Q?A=0D=0AB?= <aya@example>", "A B", "aya@example"),
        ] {
            assert_eq!(list(field), [(name.to_owned(), email.to_owned())], "{field}");
        }
    }

    #[test]
    fn lists_and_groups_are_flat() {
        let all = |field| list(field).into_iter().map(|(_, email)| email).collect::<Vec<_>>();
        assert_eq!(all("a@x, B <b@x>; c@x"), ["a@x", "b@x", "c@x"]);
        assert_eq!(all("team: a@x, b@x;, c@x"), ["a@x", "b@x", "c@x"]);
        assert_eq!(all("A <a@x> B <b@x>, c@x"), ["a@x", "b@x", "c@x"]);
        assert_eq!(all("a@x b@x\n c@x"), ["a@x", "b@x", "c@x"]);
        assert!(all("undisclosed-recipients:;").is_empty());
        assert!(all("").is_empty());
    }

    #[test]
    fn the_list_ends_where_the_limit_says() {
        assert_eq!(addresses("a@x,".repeat(9_999).as_bytes(), None, 10).len(), 10);
    }
}
