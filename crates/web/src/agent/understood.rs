//! `/understood`: what the desk makes of a moment in words, while it is typed.

use super::here::Here;
use crate::answer::{Answer, html};
use desk::when::{self, EVENING, MORNING};
use views::agent::understood::Understood;

/// The fields in which moments are written, each with the hour that a day without a time means there.
const FIELDS: [(&str, i8); 4] = [("words", MORNING), ("send_at_words", MORNING), ("until", EVENING), ("due", EVENING)];

pub async fn show(here: Here) -> Answer {
    let typed = FIELDS.into_iter().find(|(name, _)| !here.query.text(name).trim().is_empty());
    let at = typed.map(|(name, usual)| when::read(here.query.text(name), here.seat.now, &here.seat.zone, usual));
    Ok(html(&Understood { shell: here.shell(), at }))
}
