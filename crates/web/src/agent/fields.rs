//! What a form or an address says: names with one value or several, read by whoever knows what they mean.

use crate::Web;
use crate::answer::Failure;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use base::Language;
use desk::Refusal;
use std::str::FromStr;

/// Bytes of a form without files.
const LARGEST: usize = 2 * 1024 * 1024;

/// In the order in which they were sent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fields(pub Vec<(String, String)>);

impl Fields {
    /// `a=1&b=2`, percent-encoded; broken UTF-8 is replaced.
    pub fn read(encoded: &[u8]) -> Self {
        Self(
            form_urlencoded::parse(encoded)
                .take(2_000)
                .map(|(name, value)| (name.into_owned(), value.into_owned()))
                .collect(),
        )
    }

    /// The first of this name; empty where there is none.
    pub fn text(&self, name: &str) -> &str {
        self.0.iter().find(|(other, _)| other == name).map_or("", |(_, value)| value)
    }

    pub fn all<'f>(&'f self, name: &'f str) -> impl Iterator<Item = &'f str> {
        self.0.iter().filter(move |(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(other, _)| other == name)
    }

    /// The first of this name as what it should be. Full-width digits count.
    pub fn value<T: FromStr>(&self, name: &str) -> Result<T, Refusal> {
        let narrow: String = self.text(name).trim().chars().map(narrow).collect();
        narrow.parse().map_err(|_| Refusal::FormIncomplete)
    }

    /// None where nothing was said.
    pub fn maybe<T: FromStr>(&self, name: &str) -> Result<Option<T>, Refusal> {
        if self.text(name).trim().is_empty() { Ok(None) } else { self.value(name).map(Some) }
    }

    /// Every value that can be read, at most `most`.
    pub fn values<T: FromStr>(&self, name: &str, most: usize) -> Vec<T> {
        self.all(name).filter_map(|text| text.trim().parse().ok()).take(most).collect()
    }
}

/// Digits as a Japanese keyboard types them.
pub fn narrow(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c),
        _ => c,
    }
}

impl FromRequest<Web> for Fields {
    type Rejection = Failure;

    async fn from_request(request: Request, web: &Web) -> Result<Self, Failure> {
        let language =
            request.headers().get("accept-language").and_then(|value| value.to_str().ok()).and_then(Language::accepted);
        match Bytes::from_request(request, web).await {
            Ok(body) if body.len() <= LARGEST => Ok(Self::read(&body)),
            Ok(_) => Err(Failure::new(Refusal::MessageTooLong, language.unwrap_or_default())),
            Err(_) => Err(Failure::new(Refusal::FormIncomplete, language.unwrap_or_default())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_may_have_several_values() {
        let fields = Fields::read(b"ticket=1&ticket=x&ticket=3&status=%E4%BF%9D%E7%95%99");
        assert_eq!(fields.values::<i64>("ticket", 10), [1, 3]);
        assert_eq!(fields.text("status"), "保留");
        assert_eq!(fields.value::<i64>("status"), Err(Refusal::FormIncomplete));
        assert_eq!(fields.maybe::<i64>("nothing"), Ok(None));
    }

    #[test]
    fn broken_bytes_are_read_as_far_as_they_go() {
        assert_eq!(Fields::read(b"a=%ff%fe&=&&b").text("a"), "\u{fffd}\u{fffd}");
    }
}
