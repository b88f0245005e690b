//! A policy as it lies in a form: times by target and priority, and lines of steps.

use crate::agent::fields::Fields;
use base::words::Words;
use desk::Refusal;
use desk::people::{PersonId, TeamId};
use desk::sla::{At, CalendarId, PolicyWish, Promise, Step, Target, Tell, Terms, amount_read, amount_told};
use desk::ticket::{Act, Category, Priorities, Priority};
use views::admin::Form;
use views::admin::sla::time_field;

/// Lines of steps that one form is read to.
const MOST: usize = 50;

/// One to be made.
pub fn blank() -> Form {
    let pauses = [Category::Pending, Category::OnHold];
    pauses.iter().fold(Form::default(), |form, category| form.with("pauses", category.name()))
}

/// A kept one; levels that are not used stand in it where there is a time for them.
pub fn filled(wish: &PolicyWish, priorities: &Priorities, words: &Words) -> Form {
    let terms = &wish.terms;
    let told = |minutes: u32| amount_told(i64::from(minutes), words);
    let mut form = Form::default().with("name", &wish.name);
    form = form.with("calendar", terms.calendar.map(|id| id.to_string()).unwrap_or_default());
    for promise in &terms.promises {
        for priority in priorities.to_choose(|one| promise.says(one)) {
            if let Some(minutes) = promise.minutes(priority) {
                form = form.with(&time_field(promise.target, priority), told(minutes));
            }
        }
    }
    form = terms.pauses.iter().fold(form, |form, category| form.with("pauses", category.name()));
    for (name, on) in [("pauses_snoozed", terms.pauses_snoozed), ("notes_answer", terms.notes_answer)] {
        form = if on { form.with(name, "on") } else { form };
    }
    terms.steps.iter().fold(form, |form, step| {
        let (when, amount) = match step.at {
            At::Percent(percent) => ("percent", percent.to_string()),
            At::Before(minutes) => ("before", told(minutes)),
            At::After(minutes) => ("after", told(minutes)),
        };
        form.with("step_target", step.target.map_or("", Target::name))
            .with("step_when", when)
            .with("step_amount", amount)
            .with("step_tell", step.tell.first().map(tell_word).unwrap_or_default())
            .with("step_act", step.act.as_ref().map(act_word).unwrap_or_default())
    })
}

/// The one that was chosen; none: every minute counts.
pub fn calendar(chosen: &str) -> Option<CalendarId> {
    chosen.trim().parse().ok().map(CalendarId)
}

/// With the field that is wrong; `day`: how long a day of the calendar is.
pub fn terms(fields: &Fields, day: u32) -> Result<Terms, (&'static str, Refusal)> {
    let mut promises = Vec::new();
    for target in Target::ALL {
        let mut promise = Promise::nothing(*target);
        for priority in Priority::ALL {
            let field = time_field(*target, *priority);
            let minutes = match fields.text(&field).trim() {
                "" => None,
                typed => Some(amount_read(typed, day).map_err(|no| ("promises", no))?),
            };
            if fields.has(&field) {
                promise.set(*priority, minutes);
            }
        }
        promises.push(promise);
    }
    let calendar = fields.maybe("calendar").map_err(|refusal| ("calendar", refusal))?;
    Ok(Terms {
        calendar: calendar.map(CalendarId),
        promises,
        pauses: fields.all("pauses").filter_map(Category::named).collect(),
        pauses_snoozed: fields.has("pauses_snoozed"),
        notes_answer: fields.has("notes_answer"),
        steps: steps(fields, day).map_err(|refusal| ("steps", refusal))?,
    })
}

/// A line without an amount is none.
fn steps(fields: &Fields, day: u32) -> Result<Vec<Step>, Refusal> {
    let of = |name: &'static str| fields.all(name).map(str::trim).collect::<Vec<_>>();
    let (targets, whens, tells, acts) = (of("step_target"), of("step_when"), of("step_tell"), of("step_act"));
    let at = |list: &[&str], line: usize| list.get(line).copied().unwrap_or_default().to_owned();
    let mut steps = Vec::new();
    for (line, amount) in of("step_amount").into_iter().enumerate().take(MOST) {
        if amount.is_empty() {
            continue;
        }
        steps.push(Step {
            target: Target::named(&at(&targets, line)),
            at: when(&at(&whens, line), amount, day)?,
            tell: tell(&at(&tells, line))?.into_iter().collect(),
            act: act(&at(&acts, line))?,
        });
    }
    Ok(steps)
}

fn when(word: &str, amount: &str, day: u32) -> Result<At, Refusal> {
    match word {
        "percent" => {
            let percent = amount.trim_end_matches(['%', '％']).trim().parse();
            percent.map(At::Percent).map_err(|_| Refusal::StepWrong)
        }
        "before" => amount_read(amount, day).map(At::Before),
        "after" => amount_read(amount, day).map(At::After),
        _ => Err(Refusal::FormIncomplete),
    }
}

fn tell(word: &str) -> Result<Option<Tell>, Refusal> {
    match word {
        "" => Ok(None),
        "assignee" => Ok(Some(Tell::Assignee)),
        "team" => Ok(Some(Tell::Team)),
        "leads" => Ok(Some(Tell::Leads)),
        id => id.parse().map(|id| Some(Tell::Person(PersonId(id)))).map_err(|_| Refusal::FormIncomplete),
    }
}

fn tell_word(tell: &Tell) -> String {
    match tell {
        Tell::Assignee => "assignee".into(),
        Tell::Team => "team".into(),
        Tell::Leads => "leads".into(),
        Tell::Person(id) => id.to_string(),
    }
}

fn act(word: &str) -> Result<Option<Act>, Refusal> {
    let (kind, what) = word.split_once(':').unwrap_or((word, ""));
    match kind {
        "" => Ok(None),
        "priority" => Priority::named(what).map(|to| Some(Act::SetPriority(to))).ok_or(Refusal::FormIncomplete),
        "nobody" => Ok(Some(Act::Assign(None))),
        "agent" => what.parse().map(|id| Some(Act::Assign(Some(PersonId(id))))).map_err(|_| Refusal::FormIncomplete),
        "team" => what.parse().map(|id| Some(Act::MoveToTeam(TeamId(id)))).map_err(|_| Refusal::FormIncomplete),
        _ => Err(Refusal::FormIncomplete),
    }
}

/// What no form of ours says is left as it is not.
fn act_word(act: &Act) -> String {
    match act {
        Act::SetPriority(to) => format!("priority:{}", to.name()),
        Act::Assign(None) => "nobody".into(),
        Act::Assign(Some(agent)) => format!("agent:{agent}"),
        Act::MoveToTeam(team) => format!("team:{team}"),
        Act::SetStatus(_)
        | Act::SetTopic(_)
        | Act::SetField { .. }
        | Act::SetKind(_)
        | Act::Macro(_)
        | Act::Answer(_)
        | Act::AnswerChecked { .. }
        | Act::AddTags(_)
        | Act::RemoveTags(_)
        | Act::SnoozeUntil(_)
        | Act::SnoozeUntilReply
        | Act::Wake
        | Act::SetDeadline(_)
        | Act::Follow
        | Act::Unfollow
        | Act::MergeInto(_)
        | Act::Link { .. }
        | Act::MarkSpam
        | Act::MarkNotSpam
        | Act::Trash
        | Act::Restore
        | Act::Erase => String::new(),
    }
}
