//! The page of one rule.

use super::drawn::Steps;
use super::names::{Offered, called, spoken_of};
use super::rows::step_rows;
use crate::Web;
use crate::admin::asked::{Asked, ask};
use crate::admin::trials::label;
use crate::agent::here::Here;
use crate::agent::sketch::Sketch;
use crate::answer::Failure;
use desk::automation::{Firing, Rule, RuleId, RuleVersion, RuleWish, Step, Trial};
use desk::ticket::{Tag, Ticket, TicketNumber};
use desk::{Done, Error, Permission};
use service::Read;
use service::automation::{self, RuleAsked};
use service::ticket::{self, Choices};
use std::collections::HashMap;
use views::Shell;
use views::admin::Form;
use views::admin::rules::{AboutTicket, Answered, Recent, RulePage, Version, on_key};
use views::agent::builder::Ground;
use views::agent::described::{Called, difference, explained, whole};

/// Times it fired that a page shows.
const RECENT: usize = 10;

/// What stands in the form.
pub struct Shown {
    pub form: Form,
    pub sketch: Sketch,
    pub steps: Steps,
}

impl Shown {
    pub fn of(wish: &RuleWish, tags: &[Tag]) -> Self {
        let form = Form::default()
            .with("name", &wish.name)
            .with("purpose", &wish.purpose)
            .with("kind", wish.kind.name())
            .with("stop", if wish.stop { "on" } else { "" })
            .with("old", if wish.old { "on" } else { "" });
        let form = wish.on.iter().fold(form, |form, on| form.with("on", on));
        Self { form, sketch: Sketch::of(&wish.condition).grouped(), steps: Steps::of(&wish.steps, tags) }
    }

    /// Drawn from a version.
    pub fn at(self, version: i64) -> Self {
        Self { form: self.form.with("version", version), ..self }
    }
}

struct Found {
    rule: Option<Rule>,
    versions: Vec<RuleVersion>,
    firings: Vec<(Firing, Ticket)>,
    trials: Vec<Trial>,
    choices: Choices,
    offered: Offered,
    /// Somebody asked about a ticket; none: there is no such ticket for them.
    asked: Option<Option<RuleAsked>>,
}

pub async fn page(web: &Web, here: &Here, id: Option<RuleId>, shown: Shown) -> Result<RulePage<'static>, Failure> {
    let mut spoken = shown.sketch.spoken_of();
    let typed = here.query.text("ticket").trim().to_owned();
    let about = (!typed.is_empty()).then(|| TicketNumber::typed(&typed).unwrap_or(TicketNumber(0)));
    let asked = ask(web, here, Permission::Automate, move |read| {
        let rule = id.map(|id| automation::rule(read, id)).transpose()?;
        let versions = id.map(|id| automation::rule_versions(read, id)).transpose()?.unwrap_or_default();
        spoken.extend(versions.iter().flat_map(|version| spoken_of(&version.wish.condition)));
        let firings = id.map(|id| automation::firings(read, id, RECENT)).transpose()?.unwrap_or_default();
        let trials = id.map(|id| automation::trials_of(read, id)).transpose()?.unwrap_or_default();
        let asked = match (id, about) {
            (Some(id), Some(number)) => Some(asked_about(read, id, number)?),
            (_, _) => None,
        };
        spoken.extend(asked.iter().flatten().flat_map(|asked| asked.spoken_of.clone()));
        let (choices, offered) = (ticket::choices(read, &spoken)?, Offered::read(read)?);
        Ok(Found { rule, versions, firings, trials, choices, offered, asked })
    });
    let Asked { shell, frame, found } = asked.await?;
    let Found { rule, versions, firings, trials, choices, offered, asked } = found;
    let form = shown.form.or("kind", "event");
    let form = match &rule {
        Some(rule) => form.or("version", rule.version),
        None => form,
    };
    Ok(RulePage {
        root: shown.sketch.drawn_for(&shell, &choices, Ground::Rule),
        steps: step_rows(shown.steps, &shell, &choices, &offered, Step::KINDS),
        recent: firings.iter().map(recent).collect(),
        trials: trials.iter().map(|trial| (trial.id.0, label(trial, shell.words), trial.at)).collect(),
        asked: asked.map(|asked| answer(asked.as_ref(), &called(&choices, &offered, shell.words.language()), &shell)),
        about: typed,
        versions: versions_of(&versions, &choices, &offered, &shell),
        rule,
        form,
        shell,
        frame,
    })
}

/// A ticket that is not there is a slip of the pen, and no reason to hide the rule.
fn asked_about(read: &mut Read, id: RuleId, number: TicketNumber) -> Done<Option<RuleAsked>> {
    match automation::ask_rule(read, id, number) {
        Ok(asked) => Ok(Some(asked)),
        Err(Error::Missing) => Ok(None),
        Err(error) => Err(error),
    }
}

fn answer(asked: Option<&RuleAsked>, called: &Called, shell: &Shell) -> AboutTicket {
    let Some(asked) = asked else { return AboutTicket::Unknown };
    AboutTicket::Answer(Answered {
        number: asked.ticket.number,
        subject: asked.ticket.subject.clone(),
        event: asked.event.as_ref().map(|one| (shell.words.say(&on_key(one.event.kind())).to_owned(), one.at)),
        aside: asked.aside,
        holds: asked.answer.holds && !asked.aside,
        lines: explained(&asked.answer, called, shell),
    })
}

fn recent((firing, ticket): &(Firing, Ticket)) -> Recent {
    use desk::automation::Outcome::{Acted, Declined, Logged, Suggested, Taken};
    let outcome = match firing.outcome {
        Logged => "rules-outcome-logged",
        Suggested => "rules-outcome-suggested",
        Taken => "rules-outcome-taken",
        Declined => "rules-outcome-declined",
        Acted => "rules-outcome-acted",
    };
    Recent { number: ticket.number, subject: ticket.subject.clone(), outcome, at: firing.at }
}

/// Each with what it changed of the one before it.
fn versions_of(versions: &[RuleVersion], choices: &Choices, offered: &Offered, shell: &Shell) -> Vec<Version> {
    let called = called(choices, offered, shell.words.language());
    let agents: HashMap<_, _> = choices.agents.iter().map(|(id, name)| (*id, name.as_str())).collect();
    let told = |(at, version): (usize, &RuleVersion)| {
        let before = versions.get(at + 1).map(|before| whole(&before.wish, &called, shell));
        let now = whole(&version.wish, &called, shell);
        Version {
            number: version.version,
            author: version
                .author
                .and_then(|author| agents.get(&author).copied())
                .unwrap_or(shell.words.say("admin-rule-removed-author"))
                .to_owned(),
            at: version.at,
            changes: before.map(|before| difference(&before, &now)).unwrap_or_default(),
        }
    };
    versions.iter().enumerate().map(told).collect()
}
