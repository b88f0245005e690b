//! `/admin/rules/trials`: the laboratory.

use super::asked::{Asked, ask};
use crate::Web;
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::agent::said::Said;
use crate::answer::{Answer, see};
use axum::extract::State;
use base::words::Words;
use desk::Permission;
use desk::automation::{RuleId, Trial, TrialId};
use desk::ticket::TicketId;
use service::automation::{self, TrialPage as Found};
use std::collections::BTreeSet;
use views::admin::Choice;
use views::admin::rules::on_key;
use views::admin::trials::{Hit, TrialPage};

/// Places that a page shows.
const SHOWN: usize = 200;

pub async fn create(State(web): State<Web>, here: Here, Id(rule): Id<RuleId>, fields: Fields) -> Answer {
    let days = fields.value("days");
    let done = web.desk.change(here.seat.actor.clone(), move |tx| automation::try_rule(tx, rule, days?)).await;
    done.map(|trial| see(&path(trial.id))).map_err(|error| here.fail(error))
}

/// `?with=` compares with another trial of the rule.
pub async fn show(State(web): State<Web>, here: Here, Id(id): Id<TrialId>) -> Answer {
    let compared = here.query.maybe::<TrialId>("with").map_err(|refusal| here.fail(refusal))?;
    let asked = ask(&web, &here, Permission::Automate, move |read| {
        let found = automation::trial(read, id, SHOWN)?;
        let apart = compared.map(|other| automation::trials_apart(read, id, other)).transpose()?;
        let rule = automation::rule(read, found.trial.rule)?;
        Ok((found, apart, rule))
    });
    let Asked { shell, frame, found: (found, apart, rule) } = asked.await?;
    let Found { trial, hits, hidden, others } = found;
    let alone: BTreeSet<TicketId> = apart.iter().flat_map(|(here, _)| here.iter().copied()).collect();
    let named = |trial: &Trial| label(trial, shell.words);
    let other = compared.and_then(|id| others.iter().find(|other| other.id == id)).map(named).unwrap_or_default();
    let hits = hits.into_iter().map(|(hit, ticket, event)| Hit {
        number: ticket.number,
        alone: alone.contains(&ticket.id),
        subject: ticket.subject,
        event: event.map(|event| shell.words.say(&on_key(event.event.kind())).to_owned()).unwrap_or_default(),
        at: hit.at,
    });
    let page = TrialPage {
        rule: rule.wish.name,
        kind: rule.wish.kind,
        hits: hits.collect(),
        hidden,
        others: others.iter().map(|other| Choice::new(other.id, named(other))).collect(),
        apart: apart.map(|(here, there)| (other, here.len() as i64, there.len() as i64)),
        compared: compared.map(|id| id.to_string()).unwrap_or_default(),
        trial,
        shell,
        frame,
    };
    Ok(here.show(&page))
}

pub async fn cancel(State(web): State<Web>, here: Here, Id(id): Id<TrialId>) -> Answer {
    let done = web.desk.change(here.seat.actor.clone(), move |tx| automation::cancel_trial(tx, id)).await;
    done.map(|trial| here.go(&path(trial.id), Said::Cancelled)).map_err(|error| here.fail(error))
}

fn path(id: TrialId) -> String {
    format!("/admin/rules/trials/{id}")
}

/// "Version 3, 30 days: 212".
pub fn label(trial: &Trial, words: &'static Words) -> String {
    let mut args = base::words::Args::new();
    args.set("version", trial.version);
    args.set("days", trial.days);
    args.set("matched", trial.matched);
    words.tell("rule-trial-label", &args)
}
