//! The address of a search: the whole of it is there, so that it can be sent to a colleague.

use crate::agent::fields::Fields;
use base::Language;
use desk::people::PersonId;
use desk::query::Field;
use service::search::{FacetLine, Facets, Order};
use views::agent::search::{Facet, FacetValue};

/// Parts that are taken from the screen at once.
const MOST_PARTS: usize = 20;

#[derive(Clone, Debug, PartialEq)]
pub struct Address {
    /// As it was typed.
    pub text: String,
    order: Option<Order>,
    /// Counted from 0.
    pub page: usize,
    pub requester: Option<PersonId>,
}

impl Address {
    pub fn read(query: &Fields) -> Self {
        Self {
            text: query.text("q").trim().to_owned(),
            order: match query.text("order") {
                "newest" => Some(Order::Newest),
                "relevance" => Some(Order::Relevance),
                _ => None,
            },
            page: query.value::<usize>("page").unwrap_or(1).saturating_sub(1),
            requester: query.value("requester").ok().map(PersonId),
        }
    }

    /// Nothing is asked: not even a person's tickets.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty() && self.requester.is_none()
    }

    /// What matters most is first, unless there is nothing to weigh.
    pub fn order(&self) -> Order {
        self.order.unwrap_or(if self.text.is_empty() { Order::Newest } else { Order::Relevance })
    }

    pub fn in_order(&self, order: Order) -> Self {
        Self { order: Some(order), page: 0, ..self.clone() }
    }

    pub fn at_page(&self, page: usize) -> Self {
        Self { page, ..self.clone() }
    }

    pub fn path(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("q", &self.text);
        match self.order {
            Some(Order::Newest) => drop(query.append_pair("order", "newest")),
            Some(Order::Relevance) => drop(query.append_pair("order", "relevance")),
            None => (),
        }
        if self.page > 0 {
            query.append_pair("page", &(self.page + 1).to_string());
        }
        if let Some(person) = self.requester {
            query.append_pair("requester", &person.to_string());
        }
        format!("/search?{}", query.finish())
    }

    /// The same, and this as well.
    fn narrowed(&self, condition: &str) -> Self {
        let joined = [" OR ", " または ", "|"].iter().any(|or| self.text.contains(or));
        let text = if joined { format!("({}) {condition}", self.text) } else { format!("{} {condition}", self.text) };
        Self { text: text.trim().to_owned(), page: 0, ..self.clone() }
    }

    /// The same with what was chosen on screen, `with-tag=vip`; none where nothing was.
    pub fn built(&self, chosen: &Fields) -> Option<Self> {
        let parts = chosen.0.iter().filter_map(|(name, value)| Some((name.strip_prefix("with-")?, value.trim())));
        let parts = parts.filter(|(_, value)| !value.is_empty()).take(MOST_PARTS);
        let built = parts.fold(self.clone(), |built, (name, value)| match (name, Field::named(name)) {
            (_, Some(field)) => built.narrowed(&format!("{}:{}", field.name(), quoted(value))),
            ("words", None) => built.narrowed(value),
            ("phrase", None) => built.narrowed(&format!("\"{}\"", value.replace('"', " "))),
            ("without", None) => {
                value.split_whitespace().fold(built, |built, word| built.narrowed(&format!("-{}", quoted(word))))
            }
            (_, None) => built,
        });
        chosen.0.iter().any(|(name, _)| name.starts_with("with-")).then_some(built)
    }

    /// Properties that would narrow the question, each with its address.
    pub fn facets(&self, facets: &Facets, language: Language) -> Vec<Facet> {
        let value = |field: &str, line: &FacetLine| {
            let name = line.shown(language).to_owned();
            let condition = format!("{field}:{}", quoted(&name));
            FacetValue { path: self.narrowed(&condition).path(), tickets: line.tickets as i64, name }
        };
        let year = |line: &FacetLine| FacetValue {
            path: self.narrowed(&format!("created:{}", line.names[0])).path(),
            tickets: line.tickets as i64,
            name: line.names[0].clone(),
        };
        let facet = |key, icon, values: Vec<FacetValue>| (values.len() > 1).then_some(Facet { key, icon, values });
        let all = |field: &'static str, lines: &[FacetLine]| lines.iter().map(|line| value(field, line)).collect();
        [
            facet("search-facet-status", "status-open", all("status", &facets.statuses)),
            facet("search-facet-team", "team", all("team", &facets.teams)),
            facet("search-facet-tag", "tag", all("tag", &facets.tags)),
            facet("search-facet-year", "calendar", facets.years.iter().map(year).collect()),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// A value as the language reads it whole.
fn quoted(value: &str) -> String {
    let plain =
        value.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '@' | '<' | '>' | '=' | '#'));
    if plain { value.to_owned() } else { format!("\"{}\"", value.replace('"', " ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_all_of_a_search() {
        let address = Address::read(&Fields::read("q=返金+a&order=newest&page=3&requester=7".as_bytes()));
        assert_eq!(address.page, 2);
        assert_eq!(Address::read(&Fields::read(address.path().trim_start_matches("/search?").as_bytes())), address);
    }

    #[test]
    fn what_is_chosen_on_screen_is_written_in_the_language() {
        let address = Address::read(&Fields::read(b"q=kettle"));
        let chosen = |text: &str| address.built(&Fields::read(text.as_bytes())).map(|built| built.text);
        assert_eq!(
            chosen("with-tag=vip&with-status=On+hold&with-due=").as_deref(),
            Some("kettle tag:vip status:\"On hold\"")
        );
        assert_eq!(chosen("with-without=lid+%22&with-phrase=a+b").as_deref(), Some("kettle -lid -\" \" \"a b\""));
        assert_eq!(chosen("with-nothing=x").as_deref(), Some("kettle"));
        assert_eq!(chosen("q=kettle"), None);
    }

    #[test]
    fn a_question_with_or_is_narrowed_as_a_whole() {
        let address = Address::read(&Fields::read(b"q=a+OR+b"));
        assert_eq!(address.narrowed("tag:\"x\"").text, "(a OR b) tag:\"x\"");
    }
}
