//! `/understood`: what the desk makes of a moment in words, while it is typed.

use super::here::Here;
use crate::answer::{Answer, html};
use desk::when::{self, EVENING, MORNING};
use views::agent::understood::{Reading, Understood};

/// The fields in which moments are written, each with the hour that a day without a time means there.
const FIELDS: [(&str, i8); 4] = [("words", MORNING), ("send_at_words", MORNING), ("until", EVENING), ("due", EVENING)];

pub async fn show(here: Here) -> Answer {
    let typed = FIELDS.into_iter().find(|(name, _)| !here.query.text(name).trim().is_empty());
    let read = typed.map(|(name, usual)| when::read(here.query.text(name), here.seat.now, &here.seat.zone, usual));
    let read = read.map_or(Reading::Nothing, |at| at.map_or(Reading::Unclear, Reading::At));
    Ok(html(&Understood { shell: here.shell(), read }))
}
