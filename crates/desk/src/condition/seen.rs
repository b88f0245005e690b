//! What was seen of a ticket when a rule looked at it: kept, so that it can be explained later.

use super::{Condition, Fact, Facts, Field, Selves, Type, Viewer};
use base::Moment;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A field's value, as it is kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Seen {
    Word(Option<String>),
    Ids(Vec<i64>),
    Texts(Vec<String>),
    Number(i64),
    /// Of a field that people have defined; in its smallest unit.
    Amount(Option<i64>),
    Moment(Option<Moment>),
    Flag(bool),
}

/// The values of some fields by their names, when and where they were seen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sight {
    pub fields: BTreeMap<String, Seen>,
    pub at: Moment,
    pub zone: String,
    /// Organizations and people that the conditions named, with all that were one with them then.
    #[serde(flatten)]
    pub selves: Selves,
}

/// Characters that are kept of a text: enough to see why.
const LONGEST: usize = 500;

impl Seen {
    pub(super) fn of(fact: &Fact) -> Self {
        match fact {
            Fact::Word(word) => Self::Word(word.map(str::to_owned)),
            Fact::Ids(ids) => Self::Ids(ids.clone()),
            Fact::Texts(texts) => Self::Texts(texts.iter().map(|text| text.chars().take(LONGEST).collect()).collect()),
            Fact::Number(number) => Self::Number(*number),
            Fact::Amount(amount) => Self::Amount(*amount),
            Fact::Moment(moment) => Self::Moment(*moment),
            Fact::Flag(flag) => Self::Flag(*flag),
        }
    }

    /// None: it was kept of another kind of field.
    pub fn fact(&self, field: Field) -> Option<Fact<'_>> {
        match (self, field.kind()) {
            (Self::Word(word), Type::Word(list) | Type::MaybeWord(list)) => {
                let known = |word: &String| list.iter().copied().find(|one| one == word);
                Some(Fact::Word(word.as_ref().and_then(known)))
            }
            (Self::Ids(ids), Type::One(_) | Type::MaybeOne(_) | Type::Many(_)) => Some(Fact::Ids(ids.clone())),
            (Self::Texts(texts), Type::Text | Type::MaybeText) => {
                Some(Fact::Texts(texts.iter().map(String::as_str).collect()))
            }
            (Self::Number(number), Type::Number) => Some(Fact::Number(*number)),
            (Self::Amount(amount), Type::Amount(_)) => Some(Fact::Amount(*amount)),
            (Self::Moment(moment), Type::Moment) => Some(Fact::Moment(*moment)),
            (Self::Flag(flag), Type::Flag) => Some(Fact::Flag(*flag)),
            (_, _) => None,
        }
    }
}

impl Sight {
    /// Of everything that these conditions ask.
    pub fn of<'c>(conditions: impl Iterator<Item = &'c Condition>, facts: &Facts, viewer: &Viewer) -> Self {
        let (mut fields, mut selves) = (BTreeMap::new(), Selves::default());
        for test in conditions.flat_map(Condition::tests) {
            let name = test.field.name().to_owned();
            fields.entry(name).or_insert_with(|| Seen::of(&facts.of(test.field, viewer)));
            selves = selves.and(facts.selves.named_by(test));
        }
        Self { fields, at: viewer.now, zone: viewer.zone.clone(), selves }
    }
}
