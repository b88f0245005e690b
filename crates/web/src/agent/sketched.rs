//! A form with a condition after one of its buttons: rows come and go, names are looked up, and what was typed in the
//! language of the search becomes rows.

use super::fields::Fields;
use super::here::Here;
use super::sketch::Sketch;
use crate::Web;
use crate::answer::{Failure, Speak};
use desk::condition::Condition;
use desk::{Done, Error, Permission, query};
use service::{Read, search, ticket};
use views::agent::search::Misunderstood;

/// What is typed, and why it did not become rows.
pub const SAY: &str = "say";
pub const WHY: &str = "say-why";

/// The condition as it lies, and the form without what has become part of it. `right`: what somebody needs who may ask.
///
/// # Errors
/// No page of ours has sent this, or it is not theirs to ask.
pub async fn sketched(
    web: &Web,
    here: &Here,
    mut fields: Fields,
    right: Option<Permission>,
) -> Result<(Sketch, Fields), Failure> {
    let act = fields.text("act").to_owned();
    let mut sketch = Sketch::read(&fields).map_err(|refusal| here.fail(refusal))?.grouped();
    sketch.act(&act);
    fields.0.retain(|(name, _)| name != WHY);
    let said = (act == SAY).then(|| fields.text(SAY).to_owned());
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| {
        right.map_or(Ok(()), |right| read.actor().may(right))?;
        find(read, &mut sketch)?;
        Ok((sketch, said.map(|said| of_said(read, &said)).transpose()?))
    });
    let (mut sketch, said) = asked.await.speak(&here.seat)?;
    match said {
        None => (),
        Some(Ok(condition)) => {
            sketch.join(Sketch::of(&condition));
            fields.0.retain(|(name, _)| name != SAY);
        }
        Some(Err(why)) => fields.0.push((WHY.to_owned(), why.told(here))),
    }
    Ok((sketch, fields))
}

/// What was typed as a condition.
pub fn of_said(read: &mut Read, typed: &str) -> Done<Result<Condition, Unsaid>> {
    asked(read, typed, search::condition)
}

/// What becomes of a question that was typed; else why it is none.
pub fn asked<T>(
    read: &mut Read,
    typed: &str,
    answer: impl FnOnce(&mut Read, &query::Query) -> Done<Result<T, search::Unasked>>,
) -> Done<Result<T, Unsaid>> {
    Ok(match search::understood(read, typed)? {
        Ok(query) => answer(read, &query)?.map_err(Unsaid::Unasked),
        Err(complaint) => Err(Unsaid::Misunderstood(typed.to_owned(), complaint)),
    })
}

/// Looks up the names that rows ask for. One that nothing bears, or several do, stays where it was typed.
fn find(read: &mut Read, sketch: &mut Sketch) -> Done<()> {
    for row in sketch.rows() {
        let found = match ticket::find_for(read, row.field, &row.find) {
            Err(Error::Refused(refusal)) => {
                row.unclear = Some(refusal);
                None
            }
            found => found?,
        };
        match found {
            Some(id) => {
                row.typed.values.push(id.to_string());
                row.find.clear();
            }
            None => row.near = ticket::begun_for(read, row.field, &row.find)?,
        }
    }
    Ok(())
}

/// Why what was typed is no condition.
pub enum Unsaid {
    /// What was typed, and where it was not understood.
    Misunderstood(String, query::Complaint),
    Unasked(search::Unasked),
}

impl Unsaid {
    pub fn told(&self, here: &Here) -> String {
        let shell = here.shell();
        match self {
            Self::Misunderstood(typed, complaint) => {
                let why = Misunderstood::new(&shell, typed, complaint);
                if why.place.is_empty() { why.why } else { format!("{} ({})", why.why, why.place) }
            }
            Self::Unasked(search::Unasked::Field(field)) => shell.with("view-say-unasked", field.name()),
            Self::Unasked(search::Unasked::Name(field)) => shell.with("view-say-nothing-named", field.name()),
            Self::Unasked(search::Unasked::Refused(refusal)) => shell.say(refusal.key()).to_owned(),
        }
    }
}
