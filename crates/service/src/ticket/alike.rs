//! Tickets that may be about the same matter, for whoever is about to open another one.

use crate::form::{Given, sheet};
use crate::people::known;
use crate::setting;
use desk::form::{Audience, Cell, Field, Holder, Nature};
use desk::people::Whom;
use desk::ticket::{Lookalikes, alike};
use desk::{Done, Error, Permission, Refusal};
use std::collections::HashMap;
use store::form::{fields, values};
use store::ticket::lists::{self, Line};
use store::{Read, Tx};

const KEY: &str = "lookalikes";
/// The newest tickets of the requester, and of their organisation, that are compared; and those that are told of.
const COMPARED: usize = 50;
const TOLD: usize = 5;

/// What a value is worth when it is compared with another.
type Worth = (Option<i64>, Option<String>);

pub fn lookalikes(read: &mut Read) -> Done<Lookalikes> {
    read.actor().may(Permission::Configure)?;
    setting::in_force(read, KEY)
}

/// `seen` is what the page was drawn from: a conflict when somebody has changed it since.
pub fn change_lookalikes(tx: &mut Tx, seen: &Lookalikes, wish: Lookalikes) -> Done<()> {
    tx.actor().may(Permission::Configure)?;
    let (wish, known) = (wish.sound()?, comparable(tx)?);
    if wish.fields.iter().any(|id| !known.iter().any(|field| field.id == *id)) {
        return Err(Refusal::FieldUnknown.into());
    }
    setting::change(tx, KEY, seen, &wish).map(drop)
}

/// Fields of tickets in which the same value says something.
pub fn comparable(read: &mut Read) -> Done<Vec<Field>> {
    read.actor().must_be_agent()?;
    let mut fields = fields::book(read, Holder::Ticket)?.fields;
    fields.retain(|field| !matches!(field.nature, Nature::LongText | Nature::RichText | Nature::File { .. }));
    Ok(fields)
}

/// Those of the same requester, or also of their organisation, that look like this one, as far as the one who asks may see
/// them.
pub fn like_it(read: &mut Read, requester: &Whom, subject: &str, given: &Given) -> Done<Vec<Line>> {
    read.actor().must_be_agent()?;
    let wish: Lookalikes = setting::in_force(read, KEY)?;
    let Some(person) = known(read, requester)? else { return Ok(Vec::new()) };
    let scope = read.actor().scope();
    let mut lines = lists::of_requester(read, &scope, person.id, None, COMPARED)?;
    if let Some(organization) = person.organization.filter(|_| wish.organization) {
        let others = lists::of_organization(read, &scope, organization, None, COMPARED)?;
        lines.extend(others.into_iter().filter(|line| line.ticket.requester != person.id));
    }
    let now = read.now();
    lines.retain(|line| wish.reaches(&line.ticket, now));
    let typed = typed(read, &wish, given)?;
    let ids: Vec<i64> = lines.iter().map(|line| line.ticket.id.0).collect();
    let held = if typed.is_empty() { HashMap::new() } else { values::of_many(read, Holder::Ticket, &ids)? };
    let same = |line: &Line| {
        let cells = held.get(&line.ticket.id.0).map_or(&[][..], Vec::as_slice);
        typed.iter().any(|(field, own)| {
            let theirs = cells.iter().filter(|cell| cell.field == field.id);
            theirs.map(worth).collect::<Vec<_>>() == *own
        })
    };
    lines.retain(|line| wish.subject && alike(&line.ticket.subject, subject) || same(line));
    lines.truncate(TOLD);
    Ok(lines)
}

/// What was typed into the fields that are compared. What is not in order yet is told beside its field later.
fn typed(read: &mut Read, wish: &Lookalikes, given: &Given) -> Done<Vec<(Field, Vec<Worth>)>> {
    if wish.fields.is_empty() {
        return Ok(Vec::new());
    }
    let answers = match sheet(read, given, Audience::Agent) {
        Err(Error::Refused(_)) => return Ok(Vec::new()),
        sheet => sheet?.answers,
    };
    let mut compared = comparable(read)?;
    compared.retain(|field| wish.fields.contains(&field.id));
    let worths = |field: Field| {
        let worths: Vec<Worth> = field.cells(answers.get(&field.id)?).iter().map(worth).collect();
        (!worths.is_empty()).then_some((field, worths))
    };
    Ok(compared.into_iter().filter_map(worths).collect())
}

fn worth(cell: &Cell) -> Worth {
    (cell.number, cell.text.as_ref().map(|text| text.trim().to_lowercase()))
}
