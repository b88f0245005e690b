//! `/reports/time`: how long people worked, by person, kind of work or ticket; and every entry as a file.

use super::asked::{Asked, ask};
use super::export::csv::{line, quoted};
use super::here::Here;
use crate::Web;
use crate::answer::Answer;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::IntoResponse;
use base::Moment;
use base::words::Words;
use desk::ticket::{Activity, ActivityId, TimeId, WorkedBy};
use desk::{Actor, Done, Refusal};
use futures_util::stream;
use service::ticket::{self, REPORTED, Worked, WorkedOn, Worker};
use views::agent::At;
use views::agent::report::{Sum, TimeReport};

/// Days a report spans at most.
const MOST_DAYS: i64 = 800;
const NO_ACTIVITY: &str = "–";

pub async fn time(State(web): State<Web>, here: Here) -> Answer {
    let span = span(&here).map_err(|refusal| here.fail(refusal))?;
    let by = WorkedBy::named(here.query.text("by")).unwrap_or(WorkedBy::Person);
    let asked = ask(&web, &here, At::Elsewhere, move |read| ticket::worked_by(read, (span.0, span.1), by));
    let Asked { shell, frame, found: (lines, sums) } = asked.await?;
    let (all, minutes, entries) = (sums.all, sums.minutes, sums.entries);
    let language = here.seat.words.language();
    let sums = lines.into_iter().map(|line| sum(line, language)).collect();
    Ok(here.show(&TimeReport { shell, frame, from: span.2, to: span.3, by, sums, all, minutes, entries }))
}

/// From the first to the last day, both included, where the person lives; else this month.
fn span(here: &Here) -> Result<(Moment, Moment, String, String), Refusal> {
    let (zone, today) = (&here.seat.zone, here.seat.now.in_zone(&here.seat.zone));
    let day = |name: &str, usual: String| match here.query.text(name).trim() {
        "" => usual,
        text => text.to_owned(),
    };
    let first = day("from", today.strftime("%Y-%m-01").to_string());
    let last = day("to", today.strftime("%Y-%m-%d").to_string());
    let begins = |day: &str| Moment::on_wall_clock(&format!("{day}T00:00"), zone).ok_or(Refusal::DateInvalid);
    let from = begins(&first)?;
    let to = begins(&last)?.in_zone(zone).tomorrow().map_err(|_| Refusal::DateInvalid)?;
    let to = Moment(to.timestamp().as_millisecond());
    if to <= from || to.0 - from.0 > MOST_DAYS * 24 * 3_600_000 {
        return Err(Refusal::DateInvalid);
    }
    Ok((from, to, first, last))
}

fn sum(line: WorkedOn, language: base::Language) -> Sum {
    let (name, path) = match line.what {
        Worker::Person(name) => (name, String::new()),
        Worker::Activity(None) => (NO_ACTIVITY.to_owned(), String::new()),
        Worker::Activity(Some(activity)) => (activity.shown(language).to_owned(), String::new()),
        Worker::Ticket(number, subject) => (format!("#{number} {subject}"), format!("/tickets/{number}")),
    };
    Sum { name, path, minutes: line.minutes, entries: line.entries }
}

fn activity(id: Option<ActivityId>, activities: &[Activity], language: base::Language) -> String {
    let known = activities.iter().find(|activity| Some(activity.id) == id);
    known.map_or_else(|| NO_ACTIVITY.to_owned(), |activity| activity.shown(language).to_owned())
}

/// Read page by page, however many there are.
pub async fn time_csv(State(web): State<Web>, here: Here) -> Answer {
    let (from, to, first, last) = span(&here).map_err(|refusal| here.fail(refusal))?;
    let activities = web.desk.ask(here.seat.actor.clone(), ticket::activities).await;
    let export = Export {
        activities: activities.map_err(|error| here.fail(error))?,
        words: here.seat.words,
        zone: here.seat.zone.clone(),
        actor: here.seat.actor.clone(),
        span: (from, to),
        after: Some(None),
        web,
    };
    let name = HeaderValue::from_str(&format!("attachment; filename=\"time-{first}-{last}.csv\""));
    let headers = HeaderMap::from_iter([
        (header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8")),
        (header::CONTENT_DISPOSITION, name.unwrap_or(HeaderValue::from_static("attachment"))),
    ]);
    let keys = [
        "times-when",
        "times-person",
        "times-activity",
        "times-minutes",
        "field-number",
        "field-subject",
        "times-note",
    ];
    // By this mark a spreadsheet knows that it is UTF-8.
    let head = format!("\u{feff}{}", line(keys.iter().map(|key| quoted(here.seat.words.say(key)))));
    let body = Body::from_stream(stream::try_unfold((Some(head), export), |(head, mut export)| async move {
        if let Some(head) = head {
            return Ok(Some((Bytes::from(head), (None, export))));
        }
        let rows = export.next().await.map_err(std::io::Error::other)?;
        Ok::<_, std::io::Error>(rows.map(|rows| (Bytes::from(rows), (None, export))))
    }));
    Ok((headers, body).into_response())
}

struct Export {
    web: Web,
    actor: Actor,
    activities: Vec<Activity>,
    words: &'static Words,
    zone: String,
    span: (Moment, Moment),
    /// None: that was all.
    after: Option<Option<(Moment, TimeId)>>,
}

impl Export {
    async fn next(&mut self) -> Done<Option<String>> {
        let (Some(after), span) = (self.after, self.span) else { return Ok(None) };
        let page = self.web.desk.ask(self.actor.clone(), move |read| ticket::worked(read, span, after)).await?;
        let last = page.last().map(|one| (one.time.what.at, one.time.id)).filter(|_| page.len() == REPORTED);
        self.after = last.map(Some);
        Ok(Some(page.iter().map(|one| self.row(one)).collect()))
    }

    fn row(&self, one: &Worked) -> String {
        let at = one.time.what.at.in_zone(&self.zone).strftime("%Y-%m-%d %H:%M").to_string();
        let activity = activity(one.time.what.activity, &self.activities, self.words.language());
        let cells = [
            at,
            quoted(&one.person),
            quoted(&activity),
            one.time.what.minutes.to_string(),
            one.number.to_string(),
            quoted(&one.subject),
            quoted(&one.time.what.note),
        ];
        line(cells.into_iter())
    }
}
