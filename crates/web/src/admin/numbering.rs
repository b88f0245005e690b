//! The fields of a scheme of numbers, on the desk's page and in the form of a topic.

use super::tried::typed;
use crate::agent::fields::{Fields, narrow};
use desk::form::{TopicId, decimal};
use desk::ticket::{Numbering, Succession};
use desk::{Done, Error, Refusal};
use service::{Read, house, ticket};
use views::admin::numbers::NumberingPart;
use views::admin::{Form, Reason};

/// What is typed; nothing: as the desk does.
pub fn wish(form: &Form) -> Result<Option<Numbering>, Refusal> {
    let way = match form.text("way") {
        "" => return Ok(None),
        name => Succession::named(name).ok_or(Refusal::FormIncomplete)?,
    };
    let usual = Numbering::usual(way);
    let digits = match form.text("digits") {
        "" => Some(usual.digits),
        typed => decimal(typed, 0).ok().and_then(|digits| usize::try_from(digits).ok()),
    };
    let start = match form.text("start") {
        "" => Some(usual.start),
        typed => decimal(typed, 0).ok(),
    };
    let wish = Numbering {
        way,
        prefix: form.text("prefix").chars().map(narrow).collect(),
        digits: digits.ok_or(Refusal::NumberingDigitsWrong)?,
        start: start.ok_or(Refusal::NumberingStartWrong)?,
        check: form.is("check", "on"),
    };
    wish.sound().map(Some)
}

/// What was typed; another way begins as it usually does.
pub fn drawn(fields: &Fields) -> Form {
    let form = typed(fields);
    match Succession::named(form.text("way")).filter(|way| !form.is("drawn_way", way.name())) {
        Some(way) => {
            let usual = Numbering::usual(way);
            form.without("digits").without("start").with("digits", usual.digits).with("start", usual.start)
        }
        None => form,
    }
}

/// What is kept, where nothing was typed.
pub fn filled(form: Form, kept: Option<&Numbering>) -> Form {
    if form.has("way") {
        return form;
    }
    let Some(Numbering { way, prefix, digits, start, check }) = kept else { return form.with("way", "") };
    let form = form.with("way", way.name()).with("prefix", prefix).with("digits", digits).with("start", start);
    if *check { form.with("check", "on") } else { form }
}

/// What stands beside the fields, and why what they say is none.
pub fn part(read: &mut Read, form: Form, topic: Option<TopicId>) -> Done<(NumberingPart, Form)> {
    let part = NumberingPart {
        of_topic: topic.is_some(),
        way: Succession::named(form.text("way")),
        examples: Vec::new(),
        zone: house::load(read)?.time_zone,
    };
    let examples = match wish(&form) {
        Ok(None) => Ok(Vec::new()),
        Ok(Some(wish)) => match ticket::foresee_numbers(read, topic, wish) {
            Err(Error::Refused(refusal)) => Err(refusal),
            told => Ok(told?),
        },
        Err(refusal) => Err(refusal),
    };
    Ok(match examples {
        Ok(examples) => (NumberingPart { examples, ..part }, form),
        Err(_) if form.is_refused() => (part, form),
        Err(refusal) => (part, form.refused(Reason { field: beside(refusal), key: refusal.key() })),
    })
}

/// The field beside which a reason belongs.
pub const fn beside(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::NumberingPrefixWrong => "prefix",
        Refusal::NumberingDigitsWrong | Refusal::NumberingTooLong => "digits",
        Refusal::NumberingStartWrong => "start",
        _ => "",
    }
}
