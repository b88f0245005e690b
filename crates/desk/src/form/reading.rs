//! A value as somebody typed or sent it, read in the one place that page, portal, bulk and file obey.

use super::decimal::{decimal, plain};
use super::nature::{LONGEST_LINE, LONGEST_TEXT};
use super::{Field, FieldFile, ItemId, Nature, Value, item, pattern};
use crate::Refusal;
use crate::object::ObjectId;
use crate::people::{OrganizationId, PersonId};
use crate::ticket::TicketNumber;
use crate::when;
use base::{CleanHtml, Moment};

impl Field {
    /// The value of what was typed; none: nothing was. People, organisations and tickets come by their id or number: whoever
    /// reads has looked them up. `zone` is that of the one who typed.
    ///
    /// # Errors
    /// Why it is no value of this field.
    pub fn read(&self, typed: &[String], zone: &str) -> Result<Option<Value>, Refusal> {
        let first = typed.iter().map(|text| text.trim()).find(|text| !text.is_empty());
        let Some(first) = first else { return Ok(None) };
        match &self.nature {
            Nature::Text | Nature::Link { .. } | Nature::External { .. } => line(first).map(Some),
            Nature::LongText => long(first).map(Some),
            Nature::RichText => rich(first),
            Nature::File { bounds } => {
                let typed = typed.iter().map(|text| text.trim()).filter(|text| !text.is_empty());
                let files = typed.map(FieldFile::read).collect::<Option<Vec<_>>>().ok_or(Refusal::FieldFileUnknown)?;
                bounds.take(&files)?;
                Ok(Some(Value::Files(files)))
            }
            Nature::Pattern { pattern } => match line(first)? {
                Value::Text(text) if pattern::fits(pattern, &text) => Ok(Some(Value::Text(text))),
                _ => Err(Refusal::PatternUnfit),
            },
            Nature::Number { digits, least, most } => number(first, *digits, *least, *most).map(Some),
            Nature::Money { currency } => {
                let plain = first.trim_start_matches(['¥', '￥', '$', '€', '£', '₩', '₹']).trim_end_matches('円');
                let plain = plain.trim_start_matches(currency.name());
                Ok(Some(Value::Number(decimal(plain, currency.digits())?)))
            }
            Nature::Date => date(first).map(Some),
            Nature::Time => {
                let written = Moment::from_rfc3339(first);
                let written = written.or_else(|| Moment::on_wall_clock(&first.replace(' ', "T"), zone));
                let moment = written.or_else(|| when::dated_time(first, zone));
                moment.map(|moment| Some(Value::Moment(moment))).ok_or(Refusal::TimeInvalid)
            }
            Nature::Flag => flag(first),
            Nature::Choice { items } | Nature::Tree { items } => Ok(Some(Value::Items(vec![chosen(items, first)?]))),
            Nature::Choices { items } => {
                let mut ids = Vec::new();
                for text in typed.iter().map(|text| text.trim()).filter(|text| !text.is_empty()) {
                    ids.push(chosen(items, text)?);
                }
                ids.sort_unstable();
                ids.dedup();
                Ok(Some(Value::Items(ids)))
            }
            Nature::Person => {
                first.parse().map(|id| Some(Value::Person(PersonId(id)))).map_err(|_| Refusal::PersonUnknown)
            }
            Nature::Organization => first
                .parse()
                .map(|id| Some(Value::Organization(OrganizationId(id))))
                .map_err(|_| Refusal::OrganizationUnknown),
            Nature::Ticket => {
                TicketNumber::typed(first).map(|number| Some(Value::Ticket(number))).ok_or(Refusal::TicketUnknown)
            }
            Nature::Object { .. } => {
                first.parse().map(|id| Some(Value::Object(ObjectId(id)))).map_err(|_| Refusal::ObjectUnknown)
            }
            Nature::Sequence { .. } | Nature::Formula { .. } => Err(Refusal::FieldComputed),
        }
    }

    /// A value as a form's field carries it, and [`Field::read`] takes it again.
    pub fn typed(&self, value: &Value, zone: &str) -> Vec<String> {
        match value {
            Value::Text(text) if self.nature == Nature::RichText => vec![format!("{HTML}{text}")],
            Value::Text(text) => vec![text.clone()],
            Value::Number(number) => {
                let digits = match self.nature.shape() {
                    super::Shape::Amount(digits) => digits,
                    _ => 0,
                };
                vec![plain(*number, digits)]
            }
            Value::Moment(moment) if self.nature == Nature::Date => vec![day(*moment)],
            Value::Moment(moment) => vec![moment.in_zone(zone).strftime("%Y-%m-%dT%H:%M").to_string()],
            Value::Yes => vec!["on".to_owned()],
            Value::Items(ids) => ids.iter().map(ToString::to_string).collect(),
            Value::Person(id) => vec![id.to_string()],
            Value::Organization(id) => vec![id.to_string()],
            Value::Ticket(number) => vec![number.to_string()],
            Value::Object(id) => vec![id.to_string()],
            Value::Files(files) => files.iter().map(FieldFile::written).collect(),
        }
    }
}

/// Before what an editor sends; whoever types without one sends plain text.
pub const HTML: &str = "html:";

fn rich(text: &str) -> Result<Option<Value>, Refusal> {
    let clean = match text.strip_prefix(HTML) {
        Some(html) if html.len() > LONGEST_TEXT * 8 => return Err(Refusal::TextTooLong),
        Some(html) => CleanHtml::words(html),
        None => CleanHtml::words(CleanHtml::from_text(text).as_str()),
    };
    let said = clean.to_text();
    if said.chars().count() > LONGEST_TEXT {
        Err(Refusal::TextTooLong)
    } else if said.trim().is_empty() {
        Ok(None)
    } else {
        Ok(Some(Value::Text(clean.as_str().to_owned())))
    }
}

/// `2026-03-01`
pub(super) fn day(noon: Moment) -> String {
    noon.in_zone("UTC").strftime("%Y-%m-%d").to_string()
}

fn line(text: &str) -> Result<Value, Refusal> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() > LONGEST_LINE || line.chars().any(char::is_control) {
        return Err(Refusal::TextTooLong);
    }
    Ok(Value::Text(line))
}

fn long(text: &str) -> Result<Value, Refusal> {
    let text = text.replace("\r\n", "\n").replace('\0', "");
    if text.chars().count() > LONGEST_TEXT { Err(Refusal::TextTooLong) } else { Ok(Value::Text(text)) }
}

fn number(text: &str, digits: u8, least: Option<i64>, most: Option<i64>) -> Result<Value, Refusal> {
    let number = decimal(text, digits)?;
    let inside = least.is_none_or(|least| number >= least) && most.is_none_or(|most| number <= most);
    if inside { Ok(Value::Number(number)) } else { Err(Refusal::NumberOutside) }
}

fn date(text: &str) -> Result<Value, Refusal> {
    let plain = text.replace(['/', '.', '年', '月'], "-").replace('日', "");
    let parts: Vec<&str> = plain.split('-').collect();
    let noon = match parts[..] {
        [year, month, day] => Moment::on_wall_clock(&format!("{year:0>4}-{month:0>2}-{day:0>2}T12:00"), "UTC"),
        _ => None,
    };
    noon.or_else(|| when::dated(text)).map(Value::Moment).ok_or(Refusal::DateInvalid)
}

fn flag(text: &str) -> Result<Option<Value>, Refusal> {
    match text.to_lowercase().as_str() {
        "on" | "1" | "true" | "yes" | "はい" => Ok(Some(Value::Yes)),
        "off" | "0" | "false" | "no" | "いいえ" => Ok(None),
        _ => Err(Refusal::FlagInvalid),
    }
}

/// By its id, or by its name in any language where only one has it.
fn chosen(items: &[super::Item], text: &str) -> Result<ItemId, Refusal> {
    let by_id = text.parse().ok().map(ItemId).filter(|id| item::may_be_chosen(items, *id));
    let named = |item: &&super::Item| item.label.en == text || item.label.ja == text;
    let mut by_name = items.iter().filter(named).filter(|item| item::may_be_chosen(items, item.id));
    match (by_id, by_name.next(), by_name.next()) {
        (Some(id), _, _) => Ok(id),
        (None, Some(item), None) => Ok(item.id),
        (None, _, _) => Err(Refusal::ItemUnknown),
    }
}
