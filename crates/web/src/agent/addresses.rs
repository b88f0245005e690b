//! Recipients as somebody typed or picked them.

use base::{Address, Email};
use desk::Refusal;
use desk::conversation::MOST_RECIPIENTS;

/// Between two addresses.
const SEPARATORS: [char; 6] = [',', ';', '\n', '\r', '、', '，'];

/// `Kei Tanaka <kei@x.example>, mio@x.example`: all of them, or the reason why not.
pub fn addresses<'t>(lines: impl Iterator<Item = &'t str>) -> Result<Vec<Address>, Refusal> {
    let found = parts(lines)
        .take(MOST_RECIPIENTS + 1)
        .map(|part| address(part).ok_or(Refusal::AddressInvalid))
        .collect::<Result<Vec<_>, _>>()?;
    if found.len() > MOST_RECIPIENTS { Err(Refusal::TooManyRecipients) } else { Ok(found) }
}

/// Each of several that stand in one field.
pub fn parts<'t>(lines: impl Iterator<Item = &'t str>) -> impl Iterator<Item = &'t str> {
    lines.flat_map(|line| line.split(SEPARATORS)).map(str::trim).filter(|part| !part.is_empty())
}

fn address(text: &str) -> Option<Address> {
    match text.strip_suffix('>').and_then(|rest| rest.rsplit_once('<')) {
        Some((name, email)) => Some(Address::new(name.trim().trim_matches('"').trim(), Email::typed(email)?)),
        None => Email::typed(text).map(Address::bare),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Vec<(String, String)>, Refusal> {
        let found = addresses([line].into_iter())?;
        Ok(found.into_iter().map(|one| (one.name.unwrap_or_default(), one.email.to_string())).collect())
    }

    #[test]
    fn names_and_separators_of_both_languages_are_read() {
        let found = read("佐藤 美緒 <mio@kyaku.example>、kei@x.example; \"Ben\" <ben@x.example>,").unwrap();
        assert_eq!(found[0], ("佐藤 美緒".into(), "mio@kyaku.example".into()));
        assert_eq!(found.len(), 3);
        assert_eq!(found[2].0, "Ben");
        let wide = read("ＡＢＣ商事 <ｍｉｏ＠kyaku．example>、kei＠x。example").unwrap();
        assert_eq!(wide[0], ("ＡＢＣ商事".into(), "mio@kyaku.example".into()));
        assert_eq!(wide[1].1, "kei@x.example");
    }

    #[test]
    fn what_is_no_address_is_refused_and_too_many_are_as_well() {
        assert_eq!(read("kei@x.example, nobody"), Err(Refusal::AddressInvalid));
        assert_eq!(read(&"a@x.example,".repeat(101)), Err(Refusal::TooManyRecipients));
        assert_eq!(read(" , ;"), Ok(vec![]));
    }
}
