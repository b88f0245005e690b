//! The fields of a form as a browser sends them, and as they are drawn again.

use crate::agent::fields::Fields;
use base::{Language, words};
use desk::form::{FieldId, TopicId};
use service::form::{Called, Given, Sheet};
use views::Shell;
use views::admin::Choice;
use views::form::{Blank, Blanks, Filled, Input, blanks};

/// Fields of one form that are read.
const MOST: usize = 500;

/// The topic, and every `field-…` of a form.
pub fn given(fields: &Fields, zone: &str) -> Given {
    let mut typed: Vec<(FieldId, Vec<String>)> = Vec::new();
    for (name, value) in fields.0.iter().take(MOST) {
        let Some(id) = name.strip_prefix("field-").and_then(|id| id.parse().ok()) else { continue };
        match typed.iter_mut().find(|(other, _)| *other == id) {
            Some((_, values)) => values.push(value.clone()),
            None => typed.push((id, vec![value.clone()])),
        }
    }
    let topic = fields.text("topic").parse().ok().map(TopicId);
    Given { topic, typed, zone: zone.to_owned() }
}

/// With the reasons beside the fields once somebody has sent it.
pub fn drawn(sheet: &Sheet, given: &Given, language: Language, sent: bool) -> Vec<Blank> {
    let reasons = sheet.wrong.iter().filter(|_| sent).map(|(id, refusal)| (*id, refusal.key()));
    let filled = Filled { typed: given.typed.iter().cloned().collect(), reasons: reasons.collect() };
    let called = Called::default();
    let zone = if given.zone.is_empty() { "UTC" } else { &given.zone };
    let mut all =
        blanks(&sheet.drawn, &sheet.book, &sheet.answers, &filled, called.eyes(language, zone), &sheet.looked_at);
    for (id, own) in &sheet.objects {
        let name = format!("field-{id}");
        for blank in all.iter_mut().filter(|blank| blank.name == name) {
            blank.input = Input::Select;
            blank.choices = own.iter().map(|(id, name)| Choice::new(id, name.as_str())).collect();
            if own.is_empty() && blank.help.is_empty() {
                blank.help = words::of(language).say("field-object-none").to_owned();
            }
        }
    }
    all
}

/// The part of the page that is fetched anew when a field changes on which others hang.
pub fn part<'a>(shell: Shell<'a>, sheet: &Sheet, given: &Given) -> Blanks<'a> {
    let language = shell.words.language();
    Blanks { blanks: drawn(sheet, given, language, false), shell }
}
