//! A value in words.

use super::{Field, Nature, Value, decimal, item, reading};
use crate::object::ObjectId;
use crate::people::{OrganizationId, PersonId};
use base::{CleanHtml, Language};
use std::collections::BTreeMap;

/// Who reads it, and what ids are called.
#[derive(Clone, Copy, Debug)]
pub struct Eyes<'e> {
    pub language: Language,
    /// IANA name.
    pub zone: &'e str,
    pub people: &'e BTreeMap<PersonId, String>,
    pub organizations: &'e BTreeMap<OrganizationId, String>,
    pub objects: &'e BTreeMap<ObjectId, String>,
}

impl Field {
    pub fn shown(&self, value: &Value, eyes: Eyes) -> String {
        match value {
            Value::Text(html) if self.nature == Nature::RichText => CleanHtml::trusted(html.clone()).to_text(),
            Value::Text(text) => text.clone(),
            Value::Files(files) => files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>().join(", "),
            Value::Number(number) => match (&self.nature, self.nature.shape()) {
                (Nature::Money { currency }, _) => currency.written(*number),
                (_, super::Shape::Amount(digits)) => decimal::written(*number, digits),
                (_, _) => number.to_string(),
            },
            Value::Moment(moment) if self.nature == Nature::Date => reading::day(*moment),
            Value::Moment(moment) => moment.in_zone(eyes.zone).strftime("%Y-%m-%d %H:%M").to_string(),
            Value::Yes => base::words::of(eyes.language).say("operator-yes").to_owned(),
            Value::Items(ids) => {
                let spoken = ids.iter().map(|id| item::spoken(self.nature.items(), *id, eyes.language));
                spoken.collect::<Vec<_>>().join(", ")
            }
            Value::Person(id) => eyes.people.get(id).cloned().unwrap_or_else(|| "?".to_owned()),
            Value::Organization(id) => eyes.organizations.get(id).cloned().unwrap_or_else(|| "?".to_owned()),
            Value::Ticket(number) => format!("#{number}"),
            Value::Object(id) => eyes.objects.get(id).cloned().unwrap_or_else(|| "?".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Currency, FieldId, Holder, Label, items_of};
    use super::*;

    pub fn field(nature: Nature) -> Field {
        Field {
            id: FieldId(1),
            holder: Holder::Ticket,
            key: "x".into(),
            nature,
            label: Label::new("X", ""),
            help: Label::default(),
            asks: Default::default(),
            active: true,
            position: 1,
            version: 1,
        }
    }

    #[test]
    fn what_is_typed_is_read_kept_and_shown_alike() {
        let tree = || Nature::Tree { items: items_of("A\n  B | 乙\nC", &[], true, |_| false).unwrap() };
        let table = [
            (Nature::Text, "  two  words ", "two words"),
            (Nature::Number { digits: 1, least: None, most: None }, "1,234.5", "1,234.5"),
            (Nature::Money { currency: Currency::Jpy }, "￥１，２００", "¥1,200"),
            (Nature::Date, "2026/3/1", "2026-03-01"),
            (Nature::Date, "2026年3月1日", "2026-03-01"),
            (Nature::Date, "2026年3月1日(日)", "2026-03-01"),
            (Nature::Date, "Sun 1 Mar 2026", "2026-03-01"),
            (Nature::Time, "2026-03-01T18:30", "2026-03-01 18:30"),
            (Nature::Time, "2026年3月1日(日) 18:30", "2026-03-01 18:30"),
            (Nature::Time, "Sun 1 Mar 2026, 09:30 UTC", "2026-03-01 18:30"),
            (Nature::Flag, "on", "はい"),
            (tree(), "乙", "A › 乙"),
            (Nature::Ticket, "#100042", "#100042"),
            (Nature::RichText, "html:<p onclick=x>Two <b>words</b><script>x</script></p>", "Two words"),
            (Nature::RichText, "a < b", "a < b"),
        ];
        let nobody = BTreeMap::new();
        let (none, nothing) = (BTreeMap::new(), BTreeMap::new());
        let (language, zone) = (Language::Japanese, "Asia/Tokyo");
        let eyes = Eyes { language, zone, people: &nobody, organizations: &none, objects: &nothing };
        for (nature, typed, shown) in table {
            let field = field(nature);
            let value = field.read(&[typed.to_owned()], "Asia/Tokyo").unwrap().unwrap();
            assert_eq!(field.value(&field.cells(&value)), Some(value.clone()), "{typed}");
            assert_eq!(
                field.read(&field.typed(&value, "Asia/Tokyo"), "Asia/Tokyo"),
                Ok(Some(value.clone())),
                "{typed}"
            );
            assert_eq!(field.shown(&value, eyes), shown);
        }
    }

    #[test]
    fn a_branch_is_found_by_what_it_hangs_on() {
        let field = field(Nature::Tree { items: items_of("A\n  B\n    C", &[], true, |_| false).unwrap() });
        let value = field.read(&["C".into()], "UTC").unwrap().unwrap();
        assert_eq!(field.cells(&value).iter().filter_map(|cell| cell.number).collect::<Vec<_>>(), [3, 2, 1]);
    }

    #[test]
    fn nonsense_is_refused_with_its_reason() {
        use crate::Refusal;
        let table = [
            (Nature::Number { digits: 0, least: Some(1), most: Some(5) }, "6", Refusal::NumberOutside),
            (Nature::Pattern { pattern: "[A-Z]+".into() }, "abc", Refusal::PatternUnfit),
            (Nature::Date, "2026-02-30", Refusal::DateInvalid),
            (Nature::Date, "3月1日", Refusal::DateInvalid),
            (Nature::Time, "soon", Refusal::TimeInvalid),
            (Nature::Time, "3月1日 9:00", Refusal::TimeInvalid),
            (Nature::Choice { items: items_of("A\nB", &[], false, |_| false).unwrap() }, "9", Refusal::ItemUnknown),
            (Nature::Sequence { prefix: String::new(), width: 5 }, "1", Refusal::FieldComputed),
        ];
        for (nature, typed, refusal) in table {
            assert_eq!(field(nature).read(&[typed.to_owned()], "UTC"), Err(refusal), "{typed}");
        }
        assert_eq!(field(Nature::Text).read(&["x".repeat(251)], "UTC"), Err(Refusal::TextTooLong));
        assert_eq!(field(Nature::Text).read(&[" ".into()], "UTC"), Ok(None));
    }
}
