//! `/admin/sla/figures`: how promises were kept, month by month, with the tickets behind each figure and the proof.

use super::super::asked::{Asked, ask};
use crate::Web;
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::answer::Answer;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::response::IntoResponse;
use base::Moment;
use base::words::Words;
use desk::sla::{PolicyId, SlaState, Target, Tells, Why};
use desk::ticket::TicketId;
use desk::{Permission, Refusal};
use service::sla::{self, After, Cell, Proof};
use views::admin::sla_figures::{Behind, BehindLine, Figure, Figures};

/// Months that one page shows.
const MONTHS: i32 = 12;

pub async fn show(State(web): State<Web>, here: Here) -> Answer {
    let zone = here.seat.zone.clone();
    let month =
        |by: i32| here.seat.now.start_of(base::Stretch::Month, by, &zone).in_zone(&zone).strftime("%Y-%m").to_string();
    let (first, last) = (month(1 - MONTHS), month(0));
    let asked = ask(&web, &here, Permission::Configure, move |read| sla::figures(read, &first, &last));
    let Asked { shell, frame, found: (cells, names) } = asked.await?;
    let figures = gathered(&cells, &names);
    Ok(here.show(&Figures { shell, frame, figures }))
}

/// One figure for each month, policy and target: the newest month first.
fn gathered(cells: &[Cell], names: &[(PolicyId, String)]) -> Vec<Figure> {
    let mut figures: Vec<Figure> = Vec::new();
    for cell in cells {
        let same = |figure: &&mut Figure| {
            (figure.policy, figure.target, &figure.month) == (cell.policy, cell.target, &cell.month)
        };
        let figure = match figures.iter_mut().find(same) {
            Some(figure) => figure,
            None => {
                let name =
                    names.iter().find(|(id, _)| *id == cell.policy).map(|(_, name)| name.clone()).unwrap_or_default();
                let (policy, target, month) = (cell.policy, cell.target, cell.month.clone());
                figures.push(Figure { policy, name, target, month, met: 0, breached: 0, open: 0 });
                let last = figures.len() - 1;
                &mut figures[last]
            }
        };
        match cell.state {
            SlaState::Met => figure.met += cell.clocks,
            SlaState::Breached => figure.breached += cell.clocks,
            SlaState::Running | SlaState::Paused => figure.open += cell.clocks,
            SlaState::Dropped => {}
        }
    }
    figures.sort_by(|one, other| (&other.month, &one.name, one.target).cmp(&(&one.month, &other.name, other.target)));
    figures
}

/// The tickets behind a figure.
pub async fn behind(State(web): State<Web>, here: Here) -> Answer {
    let cell = cell(&here.query).map_err(|refusal| here.fail(refusal))?;
    let (wanted, after) = (cell.clone(), after(here.query.text("after")));
    let asked = ask(&web, &here, Permission::Configure, move |read| sla::proofs(read, &wanted, after));
    let Asked { shell, frame, found: (proofs, next) } = asked.await?;
    let line = |proof: Proof| BehindLine {
        number: proof.ticket.number,
        subject: proof.ticket.subject,
        started_at: proof.kept.started_at,
        promised: proof.kept.promised / 60_000,
        worked: proof.kept.worked / 60_000,
        breached_at: proof.kept.breached_at,
        ended_at: proof.kept.ended_at,
    };
    Ok(here.show(&Behind {
        query: query(&cell),
        target: cell.target,
        state: cell.state,
        month: cell.month,
        lines: proofs.into_iter().map(line).collect(),
        next: next.map(|(at, id)| format!("{}-{id}", at.0)),
        shell,
        frame,
    }))
}

/// All of them as a file, each with every stretch of time that counted or did not.
pub async fn export(State(web): State<Web>, here: Here) -> Answer {
    let cell = cell(&here.query).map_err(|refusal| here.fail(refusal))?;
    let asked = web.desk.ask(here.seat.actor.clone(), |read| read.actor().may(Permission::Configure)).await;
    asked.map_err(|error| here.fail(error))?;
    let (words, zone, actor) = (here.seat.words, here.seat.zone.clone(), here.seat.actor.clone());
    let title = ["admin-sla", cell.target.key(), cell.state.key()].map(|key| words.say(key)).join(" ");
    let headers = crate::agent::export::headers(&title, &cell.month, "csv");
    // By this mark a spreadsheet knows that it is UTF-8.
    let head =
        format!("\u{feff}{}", crate::agent::export::csv::written(HEAD.iter().map(|key| words.say(key).to_owned())));
    let begin = (Some(head), Some(None));
    let lines = futures_util::stream::try_unfold(begin, move |(head, at): (Option<String>, Option<Option<After>>)| {
        let (web, cell, actor, zone) = (web.clone(), cell.clone(), actor.clone(), zone.clone());
        async move {
            if let Some(head) = head {
                return Ok(Some((Bytes::from(head), (None, at))));
            }
            let Some(after) = at else { return Ok(None) };
            let page = web.desk.ask(actor, move |read| sla::proofs(read, &cell, after)).await;
            let (proofs, next) = page.map_err(std::io::Error::other)?;
            let text: String = proofs.iter().map(|proof| row(proof, words, &zone)).collect();
            Ok::<_, std::io::Error>(Some((Bytes::from(text), (None, next.map(Some)))))
        }
    });
    Ok((headers, Body::from_stream(lines)).into_response())
}

const HEAD: [&str; 11] = [
    "field-number",
    "field-subject",
    "sla-column-policy",
    "sla-column-target",
    "sla-column-state",
    "sla-column-started",
    "sla-column-ended",
    "sla-column-breached",
    "sla-column-promised",
    "sla-column-worked",
    "sla-column-story",
];

fn row(proof: &Proof, words: &'static Words, zone: &str) -> String {
    let when = |moment: Option<Moment>| {
        moment.map(|at| at.in_zone(zone).strftime("%Y-%m-%d %H:%M:%S").to_string()).unwrap_or_default()
    };
    let kept = &proof.kept;
    let story =
        proof.promised.iter().flat_map(|promised| &promised.story).filter(|chapter| !chapter.ahead).map(|chapter| {
            let why = match &chapter.tells {
                Tells::Time(Why::Open) => words.say("piece-open").to_owned(),
                Tells::Time(Why::Closed) => words.say("piece-closed").to_owned(),
                Tells::Time(Why::Holiday(key)) => words.say(key).to_owned(),
                Tells::Time(Why::Own(name)) => name.clone(),
                Tells::Stood(_) => words.say("sla-paused").to_owned(),
            };
            format!("{} – {} {why}", when(Some(chapter.from)), when(Some(chapter.until)))
        });
    crate::agent::export::csv::written(
        [
            proof.ticket.number.to_string(),
            proof.ticket.subject.clone(),
            proof.promised.as_ref().map(|promised| promised.policy.clone()).unwrap_or_default(),
            words.say(kept.target.key()).to_owned(),
            words.say(kept.state.key()).to_owned(),
            when(Some(kept.started_at)),
            when(kept.ended_at),
            when(kept.breached_at),
            (kept.promised / 60_000).to_string(),
            (kept.worked / 60_000).to_string(),
            story.collect::<Vec<_>>().join("; "),
        ]
        .into_iter(),
    )
}

fn cell(query: &Fields) -> Result<Cell, Refusal> {
    let month = query.text("month").to_owned();
    let is_month = month.len() == 7 && Moment::day(&format!("{month}-01"), "UTC").is_some();
    Ok(Cell {
        policy: PolicyId(query.value("policy")?),
        target: Target::named(query.text("target")).ok_or(Refusal::FormIncomplete)?,
        month: if is_month { month } else { return Err(Refusal::FormIncomplete) },
        state: SlaState::named(query.text("state")).ok_or(Refusal::FormIncomplete)?,
        clocks: 0,
    })
}

fn query(cell: &Cell) -> String {
    format!("policy={}&target={}&month={}&state={}", cell.policy, cell.target.name(), cell.month, cell.state.name())
}

fn after(text: &str) -> Option<After> {
    let (at, id) = text.rsplit_once('-')?;
    Some((Moment(at.parse().ok()?), TicketId(id.parse().ok()?)))
}
