//! What conditions may ask of one ticket, read as far as they do.

use super::{cells, filter, links as relations, people, ratings, tickets};
use crate::form::{fields, values as field_values};
use crate::object::links;
use crate::people::{persons, selves, tiers};
use crate::sla::calendars;
use crate::{Read, values};
use desk::condition::{Facts, Hanging, Needs, Selves};
use desk::form::{Cell, FieldId, Holder, ItemId, Nature, known_of};
use desk::object::ObjectTypeId;
use desk::people::{PersonId, Tier};
use desk::sla::Door;
use desk::ticket::{Ticket, TicketId};
use desk::{Event, Fault};
use std::sync::Arc;

/// A ticket with everything that conditions may ask of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    pub ticket: Ticket,
    participants: Vec<PersonId>,
    followers: Vec<PersonId>,
    starred: Vec<PersonId>,
    requester_name: String,
    requester_addresses: Vec<String>,
    organization_name: Option<String>,
    tier: Tier,
    cells: Vec<Cell>,
    properties: Vec<(FieldId, String)>,
    objects: Vec<ObjectTypeId>,
    hanging: Hanging,
    doors: Vec<Door>,
    selves: Arc<Selves>,
    rating_comment: Option<String>,
    queue: i64,
}

impl Known {
    pub fn facts(&self) -> Facts<'_> {
        Facts {
            ticket: &self.ticket,
            participants: &self.participants,
            followers: &self.followers,
            starred: &self.starred,
            requester_name: &self.requester_name,
            requester_addresses: &self.requester_addresses,
            organization_name: self.organization_name.as_deref(),
            tier: self.tier,
            cells: &self.cells,
            properties: &self.properties,
            objects: &self.objects,
            hanging: &self.hanging,
            doors: &self.doors,
            selves: &self.selves,
            rating_comment: self.rating_comment.as_deref(),
            queue: self.queue,
            event: None,
        }
    }

    /// The same beside what has just happened to it.
    pub fn facts_beside<'f>(&'f self, event: &'f Event) -> Facts<'f> {
        Facts { event: Some(event), ..self.facts() }
    }
}

pub fn known(read: &mut Read, id: TicketId, needs: Needs) -> Result<Option<Known>, Fault> {
    let (doors, selves) = (doors(read, needs)?, selves(read, needs)?);
    tickets::by_id(read, id)?.map(|ticket| around(read, ticket, needs, &doors, &selves)).transpose()
}

/// The next tickets after an id, for who looks at all of them.
pub fn known_after(read: &mut Read, after: TicketId, limit: usize, needs: Needs) -> Result<Vec<Known>, Fault> {
    let sql = format!("SELECT {} FROM tickets t WHERE t.id > $1 ORDER BY t.id LIMIT $2", tickets::COLUMNS);
    let tickets = read.conn.all(&sql, values![after, limit], tickets::ticket)?;
    let (doors, selves) = (doors(read, needs)?, selves(read, needs)?);
    tickets.into_iter().map(|ticket| around(read, ticket, needs, &doors, &selves)).collect()
}

fn doors(read: &mut Read, needs: Needs) -> Result<Vec<Door>, Fault> {
    let now = read.now();
    if needs.hours { calendars::doors(read, now) } else { Ok(Vec::new()) }
}

fn selves(read: &mut Read, needs: Needs) -> Result<Arc<Selves>, Fault> {
    if needs.selves { selves::all(read) } else { Ok(Arc::default()) }
}

fn around(read: &mut Read, ticket: Ticket, needs: Needs, doors: &[Door], selves: &Arc<Selves>) -> Result<Known, Fault> {
    let mut known = Known {
        participants: Vec::new(),
        followers: Vec::new(),
        starred: Vec::new(),
        requester_name: String::new(),
        requester_addresses: Vec::new(),
        organization_name: None,
        tier: Tier::Standard,
        cells: Vec::new(),
        properties: Vec::new(),
        objects: Vec::new(),
        hanging: Hanging::default(),
        doors: doors.to_vec(),
        selves: selves.clone(),
        rating_comment: None,
        queue: 0,
        ticket,
    };
    let id = known.ticket.id;
    if needs.circle {
        (known.participants, known.followers) = people::circle(read, id)?;
        known.starred = starred_by(read, id)?;
    }
    if needs.requester {
        let requester = known.ticket.requester;
        known.requester_name = persons::load(read, requester)?.map(|person| person.name).unwrap_or_default();
        let sql = "SELECT address FROM addresses WHERE person_id = $1";
        known.requester_addresses = read.conn.all(sql, values![requester], |row| row.get(0))?;
        if let Some(organization) = known.ticket.organization {
            let sql = "SELECT name FROM organizations WHERE id = $1";
            known.organization_name = read.conn.first(sql, values![organization], |row| row.get(0))?;
        }
    }
    if needs.tier {
        (_, known.tier) = tiers::of(read, known.ticket.requester)?;
    }
    if needs.fields {
        known.cells = field_values::of(read, Holder::Ticket, id.0)?;
    }
    if needs.owners {
        known.cells.extend(field_values::of_owners(read, &known.ticket)?);
    }
    if needs.rating && known.ticket.rating.is_some() {
        known.rating_comment = ratings::of(read, id)?.0.map(|rating| rating.comment);
    }
    if needs.queue {
        known.queue = cells::open_of(read, known.ticket.team)?;
    }
    if needs.objects {
        known.objects = links::types_of(read, id)?;
        known.cells.extend(links::cells_of(read, id)?);
    }
    if needs.hanging {
        known.hanging = hanging(read, id)?;
    }
    if needs.properties {
        known.properties = properties(read, &known.cells)?;
    }
    Ok(known)
}

fn hanging(read: &mut Read, ticket: TicketId) -> Result<Hanging, Fault> {
    let (task, side, files, minutes) = (filter::OPEN_TASK, filter::OPEN_SIDE, filter::FILES, filter::MINUTES);
    let sql = format!("SELECT {task}, {side}, {files}, {minutes}, {} FROM tickets t WHERE t.id = $1", filter::BLOCKED);
    let found = read.conn.first(&sql, values![ticket], |row| {
        let (open_task, open_side, files, minutes) = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
        Ok(Hanging { open_task, open_side, files, minutes, blocked: row.get(4)?, relations: Vec::new() })
    })?;
    let relations = relations::of(read, &[ticket])?.into_iter().map(|(_, _, relation)| relation).collect();
    Ok(Hanging { relations, ..found.unwrap_or_default() })
}

/// Of every item that was chosen in a field. What it stands beneath is there as well, and says nothing of its own.
fn properties(read: &mut Read, cells: &[Cell]) -> Result<Vec<(FieldId, String)>, Fault> {
    let mut found = Vec::new();
    for field in fields::all(read)?.iter().filter(|field| !field.nature.items().is_empty()) {
        let tree = matches!(field.nature, Nature::Tree { .. });
        let own = cells.iter().filter(|cell| cell.field == field.id && (cell.position == 0 || !tree));
        for id in own.filter_map(|cell| cell.number).map(ItemId) {
            found.extend(known_of(field.nature.items(), id).into_iter().map(|property| (field.id, property)));
        }
    }
    Ok(found)
}

fn starred_by(read: &mut Read, ticket: TicketId) -> Result<Vec<PersonId>, Fault> {
    read.conn.all("SELECT person_id FROM stars WHERE ticket_id = $1", values![ticket], |row| row.get(0))
}
