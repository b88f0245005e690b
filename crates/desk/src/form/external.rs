//! A choice that another system offers: its address with what was typed, and where in its answer (JSON) the items stand.

use super::nature::encoded;
use crate::Refusal;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Items of one answer, and octets of the answer.
pub const MOST_OFFERED: usize = 50;
pub const LARGEST_ANSWER: usize = 256 * 1024;
/// Where the secrets of fields are sealed for.
pub const FIELD_SECRET: &str = "field-secret";
/// The place of the typed words in the address.
const WORDS: &str = "{words}";

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct External {
    /// `https://crm.example/customers?q={words}`
    pub url: String,
    /// Where the list stands: `data.items`; empty: the answer is the list.
    pub list: String,
    /// Where an item's value stands: `id`; empty: the item is its value.
    pub value: String,
    /// Where its name stands; empty: the value is the name.
    pub label: String,
    /// The header that carries the secret; empty: none does.
    pub header: String,
    /// Sealed; empty: none.
    pub secret: String,
}

/// An item that is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered {
    pub value: String,
    pub label: String,
}

impl External {
    /// # Errors
    /// It is no address of the web or has no place for the words, a path is none, or the header is no header.
    pub fn sound(&self) -> Result<(), Refusal> {
        let web = self.url.starts_with("https://") || self.url.starts_with("http://");
        if !web || !self.url.contains(WORDS) || self.url.len() > 1_000 || self.url.chars().any(char::is_control) {
            return Err(Refusal::ExternalInvalid);
        }
        let path = |path: &str| path.is_empty() || path.split('.').all(|step| !step.trim().is_empty());
        if ![&self.list, &self.value, &self.label].into_iter().all(|one| one.len() <= 200 && path(one)) {
            return Err(Refusal::PathInvalid);
        }
        let letter = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        if self.header.len() > 80 || !self.header.bytes().all(letter) {
            return Err(Refusal::HeaderInvalid);
        }
        Ok(())
    }

    /// The address that is asked, whatever was typed.
    pub fn address(&self, words: &str) -> String {
        let words: String = words.trim().chars().take(200).collect();
        self.url.replace(WORDS, &encoded(&words))
    }

    /// What an answer offers; what is no text or number is left out.
    ///
    /// # Errors
    /// It is no JSON, or there is no list where it should stand.
    pub fn offered(&self, answer: &[u8]) -> Result<Vec<Offered>, Refusal> {
        if answer.len() > LARGEST_ANSWER {
            return Err(Refusal::ExternalUnreadable);
        }
        let answer: Value = serde_json::from_slice(answer).map_err(|_| Refusal::ExternalUnreadable)?;
        let list = at(&answer, &self.list).and_then(Value::as_array).ok_or(Refusal::ExternalUnreadable)?;
        let one = |item: &Value| {
            let value = at(item, &self.value).and_then(said)?;
            let label = if self.label.is_empty() { None } else { at(item, &self.label).and_then(said) };
            Some(Offered { label: label.unwrap_or_else(|| value.clone()), value })
        };
        Ok(list.iter().filter_map(one).take(MOST_OFFERED).collect())
    }
}

/// `data.items.0.name`; an empty path is the thing itself.
fn at<'v>(value: &'v Value, path: &str) -> Option<&'v Value> {
    if path.is_empty() {
        return Some(value);
    }
    path.split('.').try_fold(value, |value, step| match value {
        Value::Array(list) => list.get(step.parse::<usize>().ok()?),
        Value::Object(_) => value.get(step),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    })
}

/// One line of at most 250 characters.
fn said(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        Value::Number(number) => number.to_string(),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => return None,
    };
    let sound = !text.is_empty() && text.chars().count() <= super::nature::LONGEST_LINE;
    (sound && !text.chars().any(char::is_control)).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn crm() -> External {
        External {
            url: "https://crm.example/customers?q={words}&n=20".into(),
            list: "data.items".into(),
            value: "id".into(),
            label: "names.0".into(),
            ..External::default()
        }
    }

    #[test]
    fn what_was_typed_cannot_leave_its_place_in_the_address() {
        assert_eq!(crm().address(" a&b=/返 "), "https://crm.example/customers?q=a%26b%3D%2F%E8%BF%94&n=20");
    }

    #[test]
    fn items_are_found_where_their_paths_lead() {
        let answer = br#"{"data": {"items": [{"id": 7, "names": ["Sakura"]}, {"id": "x"}, {"names": ["none"]}, {"id": {}}, 3]}}"#;
        let offered = crm().offered(answer).unwrap();
        let told: Vec<(&str, &str)> = offered.iter().map(|one| (one.value.as_str(), one.label.as_str())).collect();
        assert_eq!(told, [("7", "Sakura"), ("x", "x")]);
        let plain = External { list: String::new(), value: String::new(), label: String::new(), ..crm() };
        assert_eq!(plain.offered(br#"["a", "b"]"#).unwrap().len(), 2);
    }

    #[test]
    fn nonsense_is_refused() {
        for answer in [&b"<html>"[..], b"{}", b"null", b"{\"data\": []}"] {
            assert_eq!(crm().offered(answer), Err(Refusal::ExternalUnreadable));
        }
        let with = |change: fn(&mut External)| {
            let mut one = crm();
            change(&mut one);
            one.sound().err()
        };
        assert_eq!(with(|one| one.url = "javascript:{words}".into()), Some(Refusal::ExternalInvalid));
        assert_eq!(with(|one| one.url = "https://x.example/".into()), Some(Refusal::ExternalInvalid));
        assert_eq!(with(|one| one.list = "a..b".into()), Some(Refusal::PathInvalid));
        assert_eq!(with(|one| one.header = "X: y\r\n".into()), Some(Refusal::HeaderInvalid));
        assert_eq!(with(|one| one.header = "X-Api-Key".into()), None);
        let many: Vec<String> = (0..200).map(|n| format!("\"{n}\"")).collect();
        let plain = External { list: String::new(), value: String::new(), label: String::new(), ..crm() };
        assert_eq!(plain.offered(format!("[{}]", many.join(",")).as_bytes()).unwrap().len(), MOST_OFFERED);
    }
}
