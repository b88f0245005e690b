//! `/reports/time`: how long people worked, by person, kind of work, ticket, what it belongs to, or month; and every entry
//! as a file.

use super::asked::{Asked, ask};
use super::export::csv::{row, written};
use super::export::sheet::Sheet;
use super::export::{Cell, headers};
use super::here::Here;
use crate::Web;
use crate::answer::{Answer, Failure};
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::response::IntoResponse;
use base::words::Words;
use desk::sla::Day;
use desk::ticket::{Activity, ActivityId, TimeId, WorkedBy};
use desk::{Actor, Done, Refusal};
use futures_util::stream;
use service::ticket::{self, REPORTED, Worked, WorkedOn, Worker};
use views::Shell;
use views::agent::At;
use views::agent::report::{Sum, TimeReport};

/// Days a report spans at most.
const MOST_DAYS: i32 = 800;
const NO_ACTIVITY: &str = "–";

pub async fn time(State(web): State<Web>, here: Here) -> Answer {
    let (from, to) = span(&here).map_err(|refusal| here.fail(refusal))?;
    let by = WorkedBy::named(here.query.text("by")).unwrap_or(WorkedBy::Person);
    let asked = ask(&web, &here, At::Elsewhere, move |read| ticket::worked_by(read, (from, to), by));
    let Asked { shell, frame, found: (lines, sums) } = asked.await?;
    let (all, minutes, entries) = (sums.all, sums.minutes, sums.entries);
    let sums = lines.into_iter().map(|line| sum(line, &shell)).collect();
    let (from, to) = (from.to_string(), to.to_string());
    Ok(here.show(&TimeReport { shell, frame, from, to, by, sums, all, minutes, entries }))
}

/// From the first to the last day, both included; else this month.
fn span(here: &Here) -> Result<(Day, Day), Refusal> {
    let today = here.seat.now.in_zone(&here.seat.zone).date();
    let day = |name: &str, usual| match here.query.text(name).trim() {
        "" => Ok(Day(usual)),
        text => text.parse().map_err(|()| Refusal::DateInvalid),
    };
    let (from, to) = (day("from", today.first_of_month())?, day("to", today)?);
    if to < from || to >= from.plus(MOST_DAYS) { Err(Refusal::DateInvalid) } else { Ok((from, to)) }
}

fn sum(line: WorkedOn, shell: &Shell<'_>) -> Sum {
    let (name, path) = match line.what {
        Worker::Person(name) | Worker::Team(name) => (name, String::new()),
        Worker::Month(month) => (shell.month(&month), String::new()),
        Worker::Activity(None) => (NO_ACTIVITY.to_owned(), String::new()),
        Worker::Activity(Some(activity)) => (activity.shown(shell.words.language()).to_owned(), String::new()),
        Worker::Organization(id, name) => (name, format!("/organizations/{id}")),
        Worker::Requester(id, name) => (name, format!("/people/{id}")),
        Worker::Ticket(number, subject) => (format!("#{number} {subject}"), format!("/tickets/{number}")),
    };
    Sum { name, path, minutes: line.minutes, entries: line.entries }
}

fn activity(id: Option<ActivityId>, activities: &[Activity], language: base::Language) -> String {
    let known = activities.iter().find(|activity| Some(activity.id) == id);
    known.map_or_else(|| NO_ACTIVITY.to_owned(), |activity| activity.shown(language).to_owned())
}

/// What every entry is told by.
const COLUMNS: [&str; 10] = [
    "times-day",
    "times-person",
    "times-activity",
    "times-minutes",
    "field-organization",
    "field-requester",
    "field-team",
    "field-number",
    "field-subject",
    "times-note",
];

pub async fn time_csv(State(web): State<Web>, here: Here) -> Answer {
    let (export, days) = export(&web, &here).await?;
    // By this mark a spreadsheet knows that it is UTF-8.
    let head = format!("\u{feff}{}", written(head(&here).into_iter()));
    let body = Body::from_stream(stream::try_unfold((Some(head), export), |(head, mut export)| async move {
        if let Some(head) = head {
            return Ok(Some((Bytes::from(head), (None, export))));
        }
        let rows = export.next().await.map_err(std::io::Error::other)?;
        let lines = |rows: Vec<Vec<Cell>>| rows.into_iter().map(|cells| row(cells, &export.zone)).collect::<String>();
        Ok::<_, std::io::Error>(rows.map(lines).map(|lines| (Bytes::from(lines), (None, export))))
    }));
    Ok((headers(here.seat.words.say("times-title"), &days, "csv"), body).into_response())
}

pub async fn time_xlsx(State(web): State<Web>, here: Here) -> Answer {
    let (export, days) = export(&web, &here).await?;
    let title = here.seat.words.say("times-title");
    let body = export.into_sheet(title, head(&here)).await.map_err(|error| here.fail(error))?;
    Ok((headers(title, &days, "xlsx"), body).into_response())
}

fn head(here: &Here) -> Vec<String> {
    COLUMNS.iter().map(|key| here.seat.words.say(key).to_owned()).collect()
}

/// What goes out, and of which days.
async fn export(web: &Web, here: &Here) -> Result<(Export, String), Failure> {
    let (from, to) = span(here).map_err(|refusal| here.fail(refusal))?;
    let activities = web.desk.ask(here.seat.actor.clone(), ticket::activities).await;
    let export = Export {
        activities: activities.map_err(|error| here.fail(error))?,
        words: here.seat.words,
        zone: here.seat.zone.clone(),
        actor: here.seat.actor.clone(),
        span: (from, to),
        after: Some(None),
        web: web.clone(),
    };
    Ok((export, format!("{from}_{to}")))
}

/// Read page by page, however many there are.
struct Export {
    web: Web,
    actor: Actor,
    activities: Vec<Activity>,
    words: &'static Words,
    zone: String,
    span: (Day, Day),
    /// None: that was all.
    after: Option<Option<(Day, TimeId)>>,
}

impl Export {
    async fn next(&mut self) -> Done<Option<Vec<Vec<Cell>>>> {
        let (Some(after), span) = (self.after, self.span) else { return Ok(None) };
        let page = self.web.desk.ask(self.actor.clone(), move |read| ticket::worked(read, span, after)).await?;
        let last = page.last().and_then(|one| Some((one.time.what.day?, one.time.id)));
        self.after = last.filter(|_| page.len() == REPORTED).map(Some);
        Ok(Some(page.into_iter().map(|one| self.cells(one)).collect()))
    }

    fn cells(&self, one: Worked) -> Vec<Cell> {
        let what = one.time.what;
        vec![
            what.day.map_or(Cell::Empty, Cell::Day),
            Cell::Text(one.person),
            Cell::Text(activity(what.activity, &self.activities, self.words.language())),
            Cell::Number(what.minutes),
            Cell::text(one.organization.as_deref()),
            Cell::Text(one.requester),
            Cell::Text(one.team),
            Cell::Number(one.number.0),
            Cell::Text(one.subject),
            Cell::Text(what.note),
        ]
    }

    async fn into_sheet(mut self, title: &str, head: Vec<String>) -> Done<Body> {
        let sheet = Sheet::begin(title, head);
        while let Some(rows) = self.next().await? {
            if !sheet.add(rows, &self.zone).await {
                break;
            }
        }
        sheet.body().await
    }
}
