//! `/tickets/export`: the list as a file, read page by page however long it is.

pub mod csv;
mod sheet;

use super::here::Here;
use super::lists::Which;
use crate::Web;
use crate::answer::{Answer, Speak};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::IntoResponse;
use base::Moment;
use desk::form::{Nature, Shape, Value};
use desk::ticket::{Order, View};
use desk::{Actor, Done, Error, Refusal};
use service::form::{self, Contents};
use service::ticket::{self, After, Line, Names, Narrowing};
use views::Shell;

/// The columns, by the keys of their names.
const COLUMNS: [&str; 15] = [
    "field-number",
    "field-subject",
    "field-status",
    "field-priority",
    "field-kind",
    "field-team",
    "field-assignee",
    "field-requester",
    "field-tags",
    "field-channel",
    "field-messages",
    "field-created-at",
    "field-updated-at",
    "field-received-at",
    "field-solved-at",
];

/// What stands in one cell.
enum Cell {
    Number(i64),
    Text(String),
    Time(Option<Moment>),
    /// Scaled by so many digits.
    Decimal(i64, u8),
    Empty,
}

pub async fn show(State(web): State<Web>, here: Here) -> Answer {
    let which = Which::of(&here.query).ok_or_else(|| here.fail(Error::Missing))?;
    let (view, order) = (which.view, which.order);
    let format = match here.query.text("format") {
        "" | "csv" => "csv",
        "xlsx" => "xlsx",
        _ => return Err(here.fail(Refusal::FormIncomplete)),
    };
    let finder = web.finder.clone();
    let begun = web.desk.change(here.seat.actor.clone(), move |tx| {
        let more = which.narrowing(tx, &finder)?.map_err(|_| Refusal::FormIncomplete)?;
        Ok((ticket::begin_export(tx, view, more.as_ref(), format)?, more))
    });
    let (names, more) = begun.await.speak(&here.seat)?;
    let export = Export {
        names,
        more,
        web,
        actor: here.seat.actor.clone(),
        view,
        order,
        shell: here.seat.shell(),
        at: At::Beginning,
    };
    let headers = headers(&format!("{}-{}.{format}", view.name(), day(here.seat.now, &here.seat.zone)), format);
    let body = match format {
        "xlsx" => sheet::body(export).await.map_err(|error| here.fail(error))?,
        _ => csv::body(export),
    };
    Ok((headers, body).into_response())
}

fn headers(name: &str, format: &str) -> HeaderMap {
    let kind = match format {
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => "text/csv; charset=utf-8",
    };
    let name = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    HeaderMap::from_iter([
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CONTENT_DISPOSITION, name.unwrap_or(HeaderValue::from_static("attachment"))),
    ])
}

/// A list on its way out.
struct Export {
    web: Web,
    actor: Actor,
    view: View,
    /// What else must hold.
    more: Option<Narrowing>,
    order: Option<Order>,
    names: Names,
    shell: Shell<'static>,
    at: At,
}

enum At {
    Beginning,
    After(After),
    End,
}

impl Export {
    /// The next lines; none: that was all.
    async fn next(&mut self) -> Done<Option<(Vec<Line>, Contents)>> {
        let (view, after) = match self.at {
            At::Beginning => (self.view, None),
            At::After(after) => (self.view, Some(after)),
            At::End => return Ok(None),
        };
        let (more, order) = (self.more.clone(), self.order);
        let page = self.web.desk.ask(self.actor.clone(), move |read| {
            let (lines, next) = ticket::export_page(read, view, more.as_ref(), order, after)?;
            let ids: Vec<_> = lines.iter().map(|line| line.ticket.id).collect();
            Ok((lines, next, form::contents(read, &ids)?))
        });
        let (lines, next, contents) = page.await?;
        self.at = next.map_or(At::End, At::After);
        Ok(Some((lines, contents)))
    }

    fn head(&self) -> Vec<String> {
        let own = self.names.book.fields.iter().map(|field| field.label.shown(self.shell.words.language()).to_owned());
        COLUMNS.iter().map(|key| self.shell.words.say(key).to_owned()).chain(own).collect()
    }

    /// What stands in the fields that people have defined.
    fn own<'e>(&'e self, line: &'e Line, contents: &'e Contents) -> impl Iterator<Item = Cell> + 'e {
        self.names.book.fields.iter().map(move |field| {
            let id = line.ticket.id;
            match (contents.value(id, field.id), field.nature.shape()) {
                (Some(Value::Number(number)), Shape::Amount(digits)) => Cell::Decimal(*number, digits),
                (Some(Value::Moment(moment)), _) if field.nature != Nature::Date => Cell::Time(Some(*moment)),
                (Some(_), _) => {
                    Cell::Text(contents.shown(id, field.id, (self.shell.words.language(), &self.shell.zone)))
                }
                (None, _) => Cell::Empty,
            }
        })
    }

    fn row(&self, line: &Line, contents: &Contents) -> Vec<Cell> {
        let Line { ticket, requester, assignee, .. } = line;
        let language = self.shell.words.language();
        let status = self.names.statuses.iter().find(|status| status.id == ticket.status);
        let team = self.names.teams.iter().find(|team| team.id == ticket.team);
        let tags = self.names.tags.iter().filter(|tag| ticket.tags.contains(&tag.id)).map(|tag| tag.name.as_str());
        let say = |key: String| Cell::Text(self.shell.words.say(&key).to_owned());
        let mut cells = vec![
            Cell::Number(ticket.number.0),
            Cell::Text(ticket.subject.clone()),
            Cell::Text(status.map(|status| status.shown(language).to_owned()).unwrap_or_default()),
            Cell::Text(self.shell.priority(ticket.priority).to_owned()),
            say(format!("kind-{}", ticket.kind.name())),
            Cell::Text(team.map(|team| team.name.clone()).unwrap_or_default()),
            Cell::Text(assignee.clone().unwrap_or_default()),
            Cell::Text(requester.clone()),
            Cell::Text(tags.collect::<Vec<_>>().join(" ")),
            say(format!("origin-{}", ticket.origin.name())),
            Cell::Number(ticket.messages),
            Cell::Time(Some(ticket.created_at)),
            Cell::Time(Some(ticket.updated_at)),
            Cell::Time(ticket.received_at),
            Cell::Time(ticket.solved_at),
        ];
        cells.extend(self.own(line, contents));
        cells
    }
}

fn day(moment: Moment, zone: &str) -> String {
    moment.in_zone(zone).strftime("%Y-%m-%d").to_string()
}
