//! `/tickets/bulk`, `/tickets/runs`: one change for everything that is ticked or for all of a view, what became of each,
//! and taking all of it back.

mod erase;
mod merge;

use super::asked::{Asked, ask};
use super::fields::Fields;
use super::here::Here;
use super::id::Id;
use super::lists::Which;
use super::said::Said;
use super::ticket::change::names;
use super::ticket::nap;
use super::ticket::tasks::term;
use crate::Web;
use crate::answer::{Answer, Speak, html};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Digest, Moment};
use desk::channel::{LONGEST_HOLD, MOST_GUARDS};
use desk::condition::Condition;
use desk::conversation::MacroId;
use desk::form::{FieldId, Holder, TopicId};
use desk::people::{PersonId, TeamId};
use desk::ticket::{
    Act, Kind, Priority, Relation, Run, RunId, RunState, Snooze, StatusId, TicketId, TicketNumber, View,
};
use desk::{Done, Error, Refusal};
use service::ticket::{self, MOST_AT_ONCE, Narrowing, Once, Told};
use service::{Read, Tx, conversation, form as fields_of};
use std::collections::HashSet;
use views::agent::At;
use views::agent::bulk::{BulkAnswer, BulkResults, RunOutcome, RunPage, Runs, Unsent, act};
use views::form::{Blank, Blanks};

/// Outcomes on one page.
const PAGE: usize = 200;
/// Runs on one page.
const RUNS: usize = 50;
/// Characters of a guard's name.
const LONGEST_GUARD: usize = 200;

/// What the button that was pressed asks for. Tags are made where there is none yet, and a ticket to link to is looked for: both
/// need a transaction.
enum Wish {
    Act(Act),
    Tag(Vec<String>),
    Untag(Vec<String>),
    Link(TicketNumber, Relation),
}

impl Wish {
    fn read(form: &Fields, here: &Here) -> Result<Self, Refusal> {
        let tags = || names(form.text("tag")).collect();
        let act = if form.has("assignee") {
            let to: i64 = form.value("assignee")?;
            Act::Assign((to != 0).then_some(PersonId(to)))
        } else if form.has("status") {
            Act::SetStatus(StatusId(form.value("status")?))
        } else if form.has("priority") {
            Act::SetPriority(Priority::named(form.text("priority")).ok_or(Refusal::FormIncomplete)?)
        } else if form.has("kind") {
            Act::SetKind(Kind::named(form.text("kind")).ok_or(Refusal::FormIncomplete)?)
        } else if form.has("topic") {
            let to: i64 = form.value("topic")?;
            Act::SetTopic((to != 0).then_some(TopicId(to)))
        } else if form.has("macro") {
            Act::Macro(MacroId(form.value("macro")?))
        } else if form.has("answer") {
            let id = MacroId(form.value("answer")?);
            match form.text("confirmed") {
                "on" => Act::AnswerChecked { id, warned: checked(form) },
                _ => Act::Answer(id),
            }
        } else if form.has("team") {
            Act::MoveToTeam(TeamId(form.value("team")?))
        } else if form.has("until") {
            match nap::wish(form, here.seat.now, &here.seat.zone)? {
                Snooze::Until(until) => Act::SnoozeUntil(until),
                Snooze::UntilReply => Act::SnoozeUntilReply,
                Snooze::Awake => Act::Wake,
            }
        } else {
            match form.text("act") {
                "tag" => return Ok(Self::Tag(tags())),
                "untag" => return Ok(Self::Untag(tags())),
                "link" => {
                    let to = TicketNumber::typed(form.text("link_to")).ok_or(Refusal::NoSuchTicket)?;
                    let relation = Relation::named(form.text("relation")).ok_or(Refusal::FormIncomplete)?;
                    return Ok(Self::Link(to, relation));
                }
                "field" => Act::SetField {
                    field: form.value("field")?,
                    typed: form.all("field_value").map(str::to_owned).collect(),
                    zone: here.seat.zone.clone(),
                },
                "wake" => Act::Wake,
                "snooze" => Act::SnoozeUntil(nap::said(form.text("words"), here.seat.now, &here.seat.zone)?),
                "deadline" => Act::SetDeadline(term(form.text("due"), here.seat.now, &here.seat.zone)?),
                "follow" => Act::Follow,
                "unfollow" => Act::Unfollow,
                "spam" => Act::MarkSpam,
                "not-spam" => Act::MarkNotSpam,
                "trash" => Act::Trash,
                "restore" => Act::Restore,
                _ => return Err(Refusal::FormIncomplete),
            }
        };
        Ok(Self::Act(act))
    }

    fn act(self, tx: &mut Tx) -> Done<Act> {
        match self {
            Self::Act(act) => Ok(act),
            Self::Tag(names) => ticket::tags_named(tx, &names).map(Act::AddTags),
            Self::Untag(names) => {
                let all = ticket::tags(tx)?;
                Ok(Act::RemoveTags(all.iter().filter(|tag| names.contains(&tag.name)).map(|tag| tag.id).collect()))
            }
            Self::Link(to, relation) => match ticket::visible(tx, to) {
                Ok(found) => Ok(Act::Link { to: found.number, relation }),
                Err(Error::Missing) => Err(Refusal::NoSuchTicket.into()),
                Err(error) => Err(error),
            },
        }
    }
}

pub async fn create(State(web): State<Web>, here: Here, form: Fields) -> Answer {
    let which = Which::of(&form);
    let back = which.as_ref().map_or_else(|| "/tickets".to_owned(), Which::path);
    // Under several headings it stands several times.
    let different: HashSet<&str> = form.all("ticket").collect();
    if form.text("all").is_empty() && different.len() > MOST_AT_ONCE {
        return Err(here.fail(Refusal::TooManyTicked));
    }
    if form.text("act") == "merge" {
        return merge::merge(&web, &here, &form, back).await;
    }
    if form.text("act") == "erase" {
        return erase::erase(&web, &here, &form, which, back).await;
    }
    let wish = Wish::read(&form, &here).map_err(|refusal| here.fail(refusal))?;
    let slip = match &wish {
        Wish::Act(Act::Answer(id) | Act::AnswerChecked { id, .. }) if form.text("sure") != "on" => {
            return asking(&web, &here, &form, which, *id, false).await;
        }
        Wish::Act(Act::Answer(id) | Act::AnswerChecked { id, .. }) => {
            Some(Slip { text: form.text("slip").to_owned(), about: about(&form, *id), id: *id })
        }
        Wish::Act(_) | Wish::Tag(_) | Wish::Untag(_) | Wish::Link(..) => None,
    };
    let macro_of = slip.as_ref().map(|slip| slip.id);
    let done = match (form.text("all"), which.clone()) {
        ("on", Some(which)) => all(&web, &here, which, wish, slip).await,
        ("", _) => ticked(&web, &here, &form, back, wish, slip).await,
        (_, _) => return Err(here.fail(Refusal::FormIncomplete)),
    };
    match (done, macro_of) {
        (Ok(answer), _) => answer,
        // It was shown too long ago: once more.
        (Err(Error::Refused(Refusal::SlipStale)), Some(id)) => asking(&web, &here, &form, which, id, true).await,
        (Err(error), _) => Err(here.fail(error)),
    }
}

/// `/tickets/bulk/field?field=`: what a field is filled in with, as beside a ticket.
pub async fn field(State(web): State<Web>, here: Here) -> Answer {
    let id: Option<FieldId> = here.query.maybe("field").map_err(|refusal| here.fail(refusal))?;
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| {
        id.map(|id| {
            let field = fields_of::field_to_fill(read, id)?;
            let set = field.holder == Holder::Ticket && field.nature.is_of_tables();
            if set { Ok(field) } else { Err(Error::Missing) }
        })
        .transpose()
    });
    let field = asked.await.speak(&here.seat)?;
    let blank = |field| Blank { name: "field_value".into(), ..Blank::of(&field, here.seat.words.language()) };
    Ok(html(&Blanks { shell: here.shell(), blanks: field.into_iter().map(blank).collect() }))
}

/// Names of the guards whose warning the page showed.
fn checked(form: &Fields) -> Vec<String> {
    form.all("warned").take(MOST_GUARDS).map(|name| name.chars().take(LONGEST_GUARD).collect()).collect()
}

/// What makes one page one sending.
struct Slip {
    text: String,
    about: String,
    id: MacroId,
}

/// What a page was shown about: another selection, or another macro, needs another look.
fn about(form: &Fields, id: MacroId) -> String {
    let told =
        form.0.iter().filter(|(name, _)| !matches!(name.as_str(), "sure" | "slip" | "answer" | "confirmed" | "warned"));
    let told: Vec<String> = told.map(|(name, value)| format!("{name}={value}")).collect();
    Digest::of(format!("{id}&{}", told.join("&")).as_bytes()).to_string()
}

/// Does it once for each slip; what needs none is done.
fn sending<T>(tx: &mut Tx, slip: Option<&Slip>, act: impl FnOnce(&mut Tx) -> Done<(T, RunId)>) -> Done<Once<T>> {
    match slip {
        None => act(tx).map(|(done, _)| Once::Now(done)),
        Some(slip) => ticket::only_once(tx, &slip.text, &slip.about, |tx| {
            let (done, run) = act(tx)?;
            Ok((done, run.to_string()))
        }),
    }
}

fn again(here: &Here, run: &str) -> Response {
    match run.parse() {
        Ok(id) => here.go(&path(RunId(id)), Said::Twice),
        Err(_) => here.go("/tickets", Said::Twice),
    }
}

/// Nothing is sent to many before somebody has seen what it says, and to how many.
async fn asking(web: &Web, here: &Here, form: &Fields, which: Option<Which>, id: MacroId, stale: bool) -> Answer {
    let back = which.as_ref().map_or_else(|| "/tickets".to_owned(), Which::path);
    let ticked: Vec<TicketNumber> = form.values("ticket", MOST_AT_ONCE);
    let whole = which.filter(|_| form.text("all") == "on");
    if whole.is_none() && ticked.is_empty() {
        return Ok(here.unchanged(&back));
    }
    let numbers = ticked.clone();
    let over = whole.clone();
    let kept: Vec<(&str, String)> = match &whole {
        Some(which) => which.pairs().into_iter().chain([("all", "on".to_owned())]).collect(),
        None => {
            let view = [("view", form.text("view").to_owned())];
            view.into_iter().chain(ticked.iter().map(|number| ("ticket", number.to_string()))).collect()
        }
    };
    let meant = Fields(kept.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect());
    let about = about(&meant, id);
    let finder = web.finder.clone();
    let Asked { shell, frame, found: (name, first, warned, tickets, slip) } =
        ask(web, here, At::Elsewhere, move |read| {
            let name = conversation::macros(read)?.into_iter().find(|one| one.id == id).ok_or(Error::Missing)?.name;
            let (numbers, tickets) = match over {
                Some(which) => {
                    let more = which.narrowing(read, &finder)?.map_err(|_| Refusal::FormIncomplete)?;
                    let total = counted(read, &which, more.as_ref())?;
                    (ticket::first_of(read, which.view, more.as_ref())?, total)
                }
                None => {
                    let once = ticket::once(read, &numbers)?;
                    let total = once.len() as i64;
                    (once, total)
                }
            };
            let warned = ticket::answer_warnings(read, &numbers, id)?;
            Ok((name, ticket::first_answer(read, &numbers, id)?, warned, tickets, ticket::slip(read, &about)?))
        })
        .await?;
    let status = if stale { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = BulkAnswer {
        shell,
        frame,
        back,
        kept,
        id: id.0,
        name,
        first,
        tickets,
        slip,
        stale,
        waits: !here.seat.actor.sends_alone(),
        warned,
        looked: Some(ticket::LOOKED as i64).filter(|looked| *looked < tickets),
    };
    Ok(here.show_again(status, &page))
}

fn counted(read: &mut Read, which: &Which, more: Option<&Narrowing>) -> Done<i64> {
    match more {
        Some(more) => ticket::count_narrowed(read, which.view, more),
        None => match which.view {
            // What is not counted, or not yet, is counted for this.
            View::Saved(id) if ticket::counts(read)?.saved.get(&id).copied().flatten().is_none() => {
                ticket::count_narrowed(read, which.view, &Condition::everything().into())
            }
            view => Ok(ticket::counts(read)?.of(view)),
        },
    }
}

/// In steps that are looked at while they are taken.
async fn all(web: &Web, here: &Here, which: Which, wish: Wish, slip: Option<Slip>) -> Done<Answer> {
    let finder = web.finder.clone();
    let begun = web.desk.change(here.seat.actor.clone(), move |tx| {
        sending(tx, slip.as_ref(), |tx| {
            let more = which.narrowing(tx, &finder)?.map_err(|_| Refusal::FormIncomplete)?;
            let total = counted(tx, &which, more.as_ref())?;
            let act = wish.act(tx)?;
            let run = ticket::run_over_view(tx, which.view, more.as_ref(), act, total)?;
            Ok((run.id, run.id))
        })
    });
    Ok(Ok(match begun.await? {
        Once::Now(run) => here.go(&path(run), Said::Begun),
        Once::Before(run) => again(here, &run),
    }))
}

async fn ticked(web: &Web, here: &Here, form: &Fields, back: String, wish: Wish, slip: Option<Slip>) -> Done<Answer> {
    let numbers: Vec<TicketNumber> = form.values("ticket", MOST_AT_ONCE);
    if numbers.is_empty() {
        return Ok(Ok(here.unchanged(&back)));
    }
    let word = form.text("view").to_owned();
    let done = web.desk.change(here.seat.actor.clone(), move |tx| {
        sending(tx, slip.as_ref(), |tx| {
            let act = wish.act(tx)?;
            let (run, outcomes) = ticket::run_over(tx, &numbers, act, &word)?;
            let id = run.id;
            Ok(((run, outcomes), id))
        })
    });
    let (run, outcomes) = match done.await? {
        Once::Now(done) => done,
        Once::Before(run) => return Ok(Ok(again(here, &run))),
    };
    Ok(told(web, here, back, &run, outcomes).await)
}

/// Where all of them were changed, back to the list; else what became of each. A page that asked once more is the answer
/// to a form, and nothing one could go back to.
async fn told(web: &Web, here: &Here, back: String, run: &Run, outcomes: Told) -> Answer {
    if run.kept == 0 {
        let from = here.asked_at(&back);
        let to = if from == "/tickets/bulk" { back } else { from };
        return Ok(here.go(&to, said_of(web, here, run).await));
    }
    let id = run.id;
    let asked = ask(web, here, At::Elsewhere, move |read| {
        Ok((ticket::with_subjects(read, outcomes)?, ticket::unsent(read, id)?, ticket::may_undo_run(read, id)?))
    });
    let Asked { shell, frame, found: (outcomes, left, undoable) } = asked.await?;
    let (act, run) = (run.act.clone(), run.has_a_way_back().then_some(id));
    Ok(here.show_again(
        StatusCode::MULTI_STATUS,
        &BulkResults { shell, frame, outcomes, act, back, run, undoable, unsent: unsent(id, left) },
    ))
}

async fn said_of(web: &Web, here: &Here, run: &Run) -> Said {
    if let Some(until) = first_leaves(web, here, run).await {
        Said::Answered(run.id, run.changed, until)
    } else if let Act::SnoozeUntil(until) = run.act {
        Said::Snoozed(run.id, run.changed, until)
    } else if run.act == Act::SnoozeUntilReply {
        Said::SnoozedUntilReply(run.id, run.changed)
    } else if run.has_a_way_back() {
        Said::Ran(run.id, run.changed, act(&run.act))
    } else {
        Said::ErasedMany(run.changed)
    }
}

/// Until when all answers of a run can be taken back, where that is soon.
async fn first_leaves(web: &Web, here: &Here, run: &Run) -> Option<Moment> {
    run.act.answers_with()?;
    let id = run.id;
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| ticket::first_leaves(read, id));
    let soon = |until: &Moment| until.since(here.seat.now).as_secs() <= LONGEST_HOLD;
    asked.await.unwrap_or_default().filter(soon)
}

pub async fn index(State(web): State<Web>, here: Here) -> Answer {
    let before = here.query.maybe("before").unwrap_or_default().map(RunId);
    let asked = ask(&web, &here, At::Elsewhere, move |read| ticket::recent_runs(read, before, RUNS + 1));
    let Asked { shell, frame, found: mut runs } = asked.await?;
    let more = runs.len() > RUNS;
    runs.truncate(RUNS);
    let older = runs.last().map(|run| run.id).filter(|_| more);
    Ok(here.show(&Runs { shell, frame, runs, older }))
}

pub async fn show(State(web): State<Web>, here: Here, Id(id): Id<RunId>) -> Answer {
    let after = here.query.maybe("after").unwrap_or_default().map(TicketId);
    let asked = ask(&web, &here, At::Elsewhere, move |read| {
        let undoable = ticket::may_undo_run(read, id)?;
        Ok((ticket::run_page(read, id, after, PAGE)?, ticket::unsent(read, id)?, undoable))
    });
    let Asked { shell, frame, found: (page, left, undoable) } = asked.await?;
    let ticket::RunPage { run, outcomes, next } = page;
    let outcomes = outcomes.into_iter().map(|one| RunOutcome {
        number: one.number,
        subject: one.subject,
        reason: one.reason,
        undone: one.undone,
        warned: one.warned,
    });
    let (outcomes, unsent, next) = (outcomes.collect(), unsent(id, left), next.map(|last| last.0));
    Ok(here.show(&RunPage { shell, frame, back: back(&run), run, undoable, outcomes, unsent, next }))
}

fn unsent(run: RunId, left: ticket::Unsent) -> Option<Unsent> {
    let tickets = left.tickets.len() as i64;
    (tickets > 0).then_some(Unsent { run, tickets, guards: left.guards })
}

/// `POST /tickets/runs/7/send`: whoever presses has looked at what the guards warned of.
pub async fn send(State(web): State<Web>, here: Here, Id(id): Id<RunId>) -> Answer {
    let done = web.desk.change(here.seat.actor.clone(), move |tx| ticket::send_unsent(tx, id)).await;
    done.map(|run| here.go(&path(run.id), Said::Begun)).map_err(|error| here.fail(error))
}

pub async fn cancel(State(web): State<Web>, here: Here, Id(id): Id<RunId>) -> Answer {
    let done = web.desk.change(here.seat.actor.clone(), move |tx| ticket::cancel_run(tx, id)).await;
    done.map(|run| here.go(&path(run.id), Said::Cancelled)).map_err(|error| here.fail(error))
}

pub async fn undo(State(web): State<Web>, here: Here, Id(id): Id<RunId>) -> Answer {
    let done = web.desk.change(here.seat.actor.clone(), move |tx| ticket::undo_run(tx, id)).await;
    done.map(|run| taken_back(&here, &run)).map_err(|error| here.fail(error))
}

fn taken_back(here: &Here, run: &Run) -> Response {
    if run.state == RunState::Undone && run.kept == 0 {
        here.done(&back(run), Said::RunUndone(act(&run.act)))
    } else {
        here.go(&path(run.id), Said::RunUndone(act(&run.act)))
    }
}

fn back(run: &Run) -> String {
    if run.view.is_empty() { "/tickets".to_owned() } else { format!("/tickets?view={}", run.view) }
}

fn path(id: RunId) -> String {
    format!("/tickets/runs/{id}")
}
