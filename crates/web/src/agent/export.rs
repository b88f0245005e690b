//! `/tickets/export`: the list as a file, read page by page however long it is.

pub mod csv;
pub mod sheet;

use super::cells::word;
use super::here::Here;
use super::lists::{Known, Which};
use crate::Web;
use crate::answer::{Answer, Speak};
use crate::file::{disposition, plain_name};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::IntoResponse;
use base::Moment;
use base::words::Words;
use desk::form::{FieldId, Nature, Shape, Value};
use desk::people::{OrganizationId, TeamId};
use desk::sla::Day;
use desk::ticket::{Column, Grouping, Layout, SavedView, Shown, Snooze, Sorting, View};
use desk::{Actor, Done, Error, Refusal};
use service::form::{self, Contents};
use service::people;
use service::ticket::{self, After, Line, Names, Narrowing, Spelled, Under};
use std::collections::{BTreeMap, VecDeque};
use std::iter;
use views::Shell;
use views::agent::list::Label;

/// What stands in one column.
#[derive(Clone, Copy, PartialEq)]
enum Of {
    Subject,
    Status,
    Column(Column),
    /// A field that people have defined.
    Own(FieldId),
    /// Under what the list has it.
    Heading(Grouping),
}

/// Every row of a list shows these, whatever columns it has.
const ALWAYS: [Of; 3] = [Of::Column(Column::Number), Of::Subject, Of::Status];

/// Characters of a title that a file is called by.
const LONGEST_NAME: usize = 80;

/// What stands in one cell.
pub enum Cell {
    Number(i64),
    Text(String),
    Time(Option<Moment>),
    Day(Day),
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
    let whole = match here.query.text("columns") {
        "" => false,
        "all" => true,
        _ => return Err(here.fail(Refusal::FormIncomplete)),
    };
    let finder = web.finder.clone();
    let begun = web.desk.change(here.seat.actor.clone(), move |tx| {
        let more = which.narrowing(tx, &finder)?.map_err(|_| Refusal::FormIncomplete)?;
        let names = ticket::begin_export(tx, view, more.as_ref(), format)?;
        let layout = ticket::layout_of(tx, view)?;
        let grouping = which.grouping(&layout, &names.book);
        let saved = if let View::Saved(id) = view { Some(ticket::saved_view(tx, id)?) } else { None };
        Ok((names, more, layout, grouping, saved))
    });
    let (names, more, layout, grouping, saved) = begun.await.speak(&here.seat)?;
    let order = order.unwrap_or(layout.order);
    let columns = if whole { all(&names) } else { chosen(&layout, &names) };
    let (columns, parts) = match grouping {
        Some(grouping) => {
            let asked = web.desk.ask(here.seat.actor.clone(), move |read| {
                ticket::export_headings(read, (view, more.as_ref()), order, grouping)
            });
            (headed(grouping, columns), parts(&here, &names, grouping, asked.await.speak(&here.seat)?))
        }
        None => (columns, VecDeque::from([Part { heading: None, more }])),
    };
    let title = title(view, saved.as_ref(), &names, here.seat.words);
    let headers = headers(&title, &day(here.seat.now, &here.seat.zone), format);
    let (actor, shell) = (here.seat.actor.clone(), here.seat.shell());
    let export = Export { web, actor, view, order, columns, names, shell, title, parts, after: None };
    let body = match format {
        "xlsx" => sheet::body(export).await.map_err(|error| here.fail(error))?,
        _ => csv::body(export),
    };
    Ok((headers, body).into_response())
}

/// Those of the list, in its order.
fn chosen(layout: &Layout, names: &Names) -> Vec<Of> {
    let of = |shown: &Shown| match shown {
        Shown::Column(column) => Some(Of::Column(*column)),
        Shown::Field(id) => names.book.field(*id).map(|field| Of::Own(field.id)),
    };
    once(layout.columns.iter().filter_map(of))
}

/// Those that nobody has chosen as well.
fn all(names: &Names) -> Vec<Of> {
    let own = names.book.fields.iter().map(|field| Of::Own(field.id));
    once(Column::ALL.iter().map(|column| Of::Column(*column)).chain(own))
}

/// Its heading before each, and not once more among the columns.
fn headed(grouping: Grouping, columns: Vec<Of>) -> Vec<Of> {
    let same = match grouping {
        Grouping::Status => Some(Of::Status),
        Grouping::Assignee => Some(Of::Column(Column::Assignee)),
        Grouping::Team => Some(Of::Column(Column::Team)),
        Grouping::Priority => Some(Of::Column(Column::Priority)),
        Grouping::Kind => Some(Of::Column(Column::Kind)),
        Grouping::Topic => Some(Of::Column(Column::Topic)),
        Grouping::Requester => Some(Of::Column(Column::Requester)),
        Grouping::Organization => Some(Of::Column(Column::Organization)),
        Grouping::Tier => Some(Of::Column(Column::Tier)),
        Grouping::Channel => Some(Of::Column(Column::Channel)),
        Grouping::Mailbox => Some(Of::Column(Column::Mailbox)),
        Grouping::Brand => Some(Of::Column(Column::Brand)),
        Grouping::Rating => Some(Of::Column(Column::Rating)),
        Grouping::Field(id) => Some(Of::Own(id)),
        Grouping::Tag | Grouping::DueDay | Grouping::DeadlineDay | Grouping::CreatedDay => None,
    };
    let others = columns.into_iter().filter(|of| Some(*of) != same);
    iter::once(Of::Heading(grouping)).chain(others).collect()
}

fn parts(here: &Here, names: &Names, grouping: Grouping, headings: Vec<Under>) -> VecDeque<Part> {
    let teams: Vec<(TeamId, String)> = names.teams.iter().map(|team| (team.id, team.name.clone())).collect();
    let Names { statuses, tags, book, topics, .. } = names;
    let known = Known { statuses, teams: &teams, tags, book, topics };
    let language = here.seat.words.language();
    let part = |Under { bucket, name, more }: Under| Part {
        heading: Some(known.label(grouping, &bucket, &name, language)),
        more: Some(more),
    };
    headings.into_iter().map(part).collect()
}

fn once(more: impl Iterator<Item = Of>) -> Vec<Of> {
    ALWAYS.into_iter().chain(more.filter(|column| !ALWAYS.contains(column))).collect()
}

/// What the list is called on the page.
fn title(view: View, saved: Option<&SavedView>, names: &Names, words: &Words) -> String {
    match view {
        View::Saved(_) => saved.map(|view| view.wish.shown(words.language()).to_owned()).unwrap_or_default(),
        View::Team(id) => {
            names.teams.iter().find(|team| team.id == id).map(|team| team.name.clone()).unwrap_or_default()
        }
        View::Mine
        | View::Starred
        | View::Unassigned
        | View::AllOpen
        | View::Waiting
        | View::Snoozed
        | View::Closed
        | View::Spam
        | View::Trash
        | View::Found => words.say(&format!("view-{}", view.name())).to_owned(),
    }
}

/// Of a file that is called by a title and, where there is one, a time.
pub fn headers(title: &str, when: &str, format: &str) -> HeaderMap {
    let kind = match format {
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => "text/csv; charset=utf-8",
    };
    let name: String = plain_name(title).chars().take(LONGEST_NAME).collect();
    let name = format!("{name} {}", plain_name(when));
    let name = HeaderValue::from_str(&disposition(&format!("{}.{format}", name.trim()), false));
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
    order: Sorting,
    columns: Vec<Of>,
    names: Names,
    shell: Shell<'static>,
    /// What the list is called.
    title: String,
    /// What is still to come.
    parts: VecDeque<Part>,
    /// Where the first of them goes on.
    after: Option<After>,
}

/// What stands under one heading; without headings all of the list.
struct Part {
    heading: Option<Label>,
    /// What else must hold.
    more: Option<Narrowing>,
}

/// Lines with what the ids in them are called.
struct Lines {
    heading: Option<Label>,
    lines: Vec<Line>,
    contents: Contents,
    organizations: BTreeMap<OrganizationId, String>,
    spelled: Spelled,
}

impl Export {
    /// The next lines; none: that was all.
    async fn next(&mut self) -> Done<Option<Lines>> {
        let Some(Part { heading, more }) = self.parts.front() else { return Ok(None) };
        let (heading, more) = (heading.clone(), more.clone());
        let (view, order, after) = (self.view, self.order, self.after);
        let column = |of: &Of| match of {
            Of::Column(column) => Some(*column),
            Of::Subject | Of::Status | Of::Own(_) | Of::Heading(_) => None,
        };
        let columns: Vec<Column> = self.columns.iter().filter_map(column).collect();
        let page = self.web.desk.ask(self.actor.clone(), move |read| {
            let (lines, next) = ticket::export_page(read, view, more.as_ref(), order, after)?;
            let ids: Vec<_> = lines.iter().map(|line| line.ticket.id).collect();
            let asked_from: Vec<_> = lines.iter().filter_map(|line| line.ticket.organization).collect();
            let organizations = people::organization_names(read, &asked_from)?;
            let spelled = ticket::spelled(read, &columns, &ids)?;
            Ok((Lines { heading, contents: form::contents(read, &ids)?, organizations, spelled, lines }, next))
        });
        let (some, next) = page.await?;
        self.after = next;
        if next.is_none() {
            self.parts.pop_front();
        }
        Ok(Some(some))
    }

    fn head(&self) -> Vec<String> {
        let say = |key: &str| self.shell.words.say(key).to_owned();
        let named = |of: &Of| match of {
            Of::Subject => say("field-subject"),
            Of::Status => say("field-status"),
            Of::Column(column) => say(column.key()),
            Of::Heading(Grouping::Field(id)) | Of::Own(id) => self
                .names
                .book
                .field(*id)
                .map_or_else(String::new, |field| field.label.shown(self.shell.words.language()).to_owned()),
            Of::Heading(grouping) => grouping.key().map_or_else(String::new, say),
        };
        self.columns.iter().map(named).collect()
    }

    fn rows<'e>(&'e self, page: &'e Lines) -> impl Iterator<Item = Vec<Cell>> + 'e {
        page.lines.iter().map(move |line| self.columns.iter().map(|of| self.cell(*of, line, page)).collect())
    }

    fn cell(&self, of: Of, line: &Line, page: &Lines) -> Cell {
        let ticket = &line.ticket;
        match of {
            Of::Subject => Cell::Text(ticket.subject.clone()),
            Of::Status => {
                let status = self.names.statuses.iter().find(|status| status.id == ticket.status);
                Cell::text(status.map(|status| status.shown(self.shell.words.language())))
            }
            Of::Column(column) => self.shown(column, line, page),
            Of::Own(field) => self.own(field, line, &page.contents),
            Of::Heading(_) => match &page.heading {
                Some(Label::Day(day)) => day.parse().map_or(Cell::Empty, Cell::Day),
                Some(label) => Cell::Text(label.shown(&self.shell)),
                None => Cell::Empty,
            },
        }
    }

    fn shown(&self, column: Column, line: &Line, page: &Lines) -> Cell {
        let Line { ticket, requester, assignee, .. } = line;
        let say = |key: &str| Cell::Text(self.shell.words.say(key).to_owned());
        match column {
            Column::Number => Cell::Number(ticket.number.0),
            Column::Requester => Cell::Text(requester.clone()),
            Column::Organization => {
                Cell::text(ticket.organization.and_then(|id| page.organizations.get(&id)).map(String::as_str))
            }
            Column::Team => {
                let team = self.names.teams.iter().find(|team| team.id == ticket.team);
                Cell::text(team.map(|team| team.name.as_str()))
            }
            Column::Tags => {
                let tags = self.names.tags.iter().filter(|tag| ticket.tags.contains(&tag.id));
                Cell::Text(tags.map(|tag| tag.name.as_str()).collect::<Vec<_>>().join(" "))
            }
            Column::Priority => Cell::Text(self.shell.priority(ticket.priority).to_owned()),
            Column::Kind => say(&format!("kind-{}", ticket.kind.name())),
            Column::Channel => say(&format!("origin-{}", ticket.origin.name())),
            Column::Messages => Cell::Number(ticket.messages),
            Column::Assignee => Cell::text(assignee.as_deref()),
            Column::Created => Cell::Time(Some(ticket.created_at)),
            Column::Received => Cell::Time(ticket.received_at),
            Column::Updated => Cell::Time(Some(ticket.updated_at)),
            Column::Due => Cell::Time(ticket.due_at),
            Column::Deadline => Cell::Time(ticket.deadline),
            Column::Wakes => match ticket.snooze {
                Snooze::Until(moment) => Cell::Time(Some(moment)),
                Snooze::UntilReply => say("snooze-reply"),
                Snooze::Awake => Cell::Empty,
            },
            Column::Solved => Cell::Time(ticket.solved_at),
            Column::Replied => Cell::Time(ticket.replied_at),
            Column::FirstReplied => Cell::Time(ticket.first_replied_at),
            Column::Minutes => Cell::Number(page.spelled.minutes.get(&ticket.id).copied().unwrap_or_default()),
            Column::Topic | Column::Mailbox | Column::Brand | Column::Tier | Column::Language | Column::Sla => {
                Cell::text(word(column, line, &page.spelled, self.shell.words).as_deref())
            }
            Column::Approval | Column::Delivery => {
                Cell::text(word(column, line, &page.spelled, self.shell.words).as_deref())
            }
            Column::Rating => ticket.rating.map_or(Cell::Empty, |stars| say(stars.key())),
        }
    }

    /// What stands in a field that people have defined.
    fn own(&self, field: FieldId, line: &Line, contents: &Contents) -> Cell {
        let id = line.ticket.id;
        let nature = self.names.book.field(field).map(|field| &field.nature);
        match (contents.value(id, field), nature) {
            (Some(value), Some(nature)) => match (value, nature.shape()) {
                (Value::Number(number), Shape::Amount(digits)) => Cell::Decimal(*number, digits),
                (Value::Moment(moment), _) if *nature != Nature::Date => Cell::Time(Some(*moment)),
                (_, _) => Cell::Text(contents.shown(id, field, (self.shell.words.language(), &self.shell.zone))),
            },
            (_, _) => Cell::Empty,
        }
    }
}

impl Cell {
    pub fn text(text: Option<&str>) -> Self {
        text.map_or(Self::Empty, |text| Self::Text(text.to_owned()))
    }
}

fn day(moment: Moment, zone: &str) -> String {
    moment.in_zone(zone).strftime("%Y-%m-%d").to_string()
}
