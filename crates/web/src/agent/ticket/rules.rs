//! `/tickets/{number}/rules`: why rules did or did not act, what they suggest, and those a person begins.

use crate::Web;
use crate::admin::rules::{Offered, called, spoken_of};
use crate::admin::tried::untaken;
use crate::agent::asked::{Asked, ask};
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::agent::said::Said;
use crate::answer::{Answer, Failure, see};
use axum::extract::{Path, State};
use desk::automation::{Firing, FiringId, Outcome, RuleId, RuleVersion};
use desk::ticket::TicketNumber;
use desk::{Done, Permission};
use service::Read;
use service::automation::{self, Looked};
use service::ticket::{self, Choices};
use views::Shell;
use views::admin::rules::{on_key, step_key};
use views::agent::At;
use views::agent::described::{Called, explained, step};
use views::agent::rules::{Judgement, Look, RulesOfTicket, Suggestion};

struct Found {
    rules: automation::RulesOfTicket,
    suggested: Vec<(Firing, RuleVersion)>,
    buttons: Vec<(RuleId, String)>,
    choices: Choices,
    offered: Offered,
}

pub async fn show(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>) -> Answer {
    let page = page(&web, &here, number, None).await?;
    if page.number != number {
        return Ok(see(&format!("/tickets/{}/rules", page.number)));
    }
    Ok(here.show(&page))
}

/// Takes or declines a suggestion.
pub async fn settle(
    State(web): State<Web>,
    here: Here,
    Path((number, firing)): Path<(TicketNumber, FiringId)>,
    fields: Fields,
) -> Answer {
    let take = fields.text("take") == "yes";
    let settle = move |tx: &mut service::Tx| automation::settle_suggestion(tx, number, firing, take);
    let done = web.desk.change(here.seat.actor.clone(), settle).await;
    settled(&web, &here, number, done).await
}

/// Begins a rule by hand.
pub async fn press(State(web): State<Web>, here: Here, Path((number, rule)): Path<(TicketNumber, RuleId)>) -> Answer {
    let done = web.desk.change(here.seat.actor.clone(), move |tx| automation::press_rule(tx, number, rule)).await;
    settled(&web, &here, number, done).await
}

async fn settled(web: &Web, here: &Here, number: TicketNumber, done: Done<()>) -> Answer {
    let Err(error) = done else { return Ok(here.go(&format!("/tickets/{number}"), Said::Saved)) };
    let (status, reason) = untaken(here, error, "bulk-conflict")?;
    Ok(here.show_again(status, &page(web, here, number, Some(reason)).await?))
}

async fn page(
    web: &Web,
    here: &Here,
    number: TicketNumber,
    reason: Option<&'static str>,
) -> Result<RulesOfTicket<'static>, Failure> {
    let Asked { shell, frame, found } = ask(web, here, At::Elsewhere, move |read| found(read, number)).await?;
    let Found { rules, suggested, buttons, choices, offered } = found;
    let called = called(&choices, &offered, shell.words.language());
    Ok(RulesOfTicket {
        looks: rules.looks.iter().map(|looked| look(looked, &rules, &called, &shell)).collect(),
        suggestions: suggested.iter().map(|one| suggestion(one, &called, &shell)).collect(),
        may_change: here.seat.actor.may_change(&rules.ticket).is_ok(),
        may_edit: here.seat.actor.may(Permission::Automate).is_ok(),
        number: rules.ticket.number,
        subject: rules.ticket.subject,
        buttons,
        reason,
        shell,
        frame,
    })
}

fn found(read: &mut Read, number: TicketNumber) -> Done<Found> {
    let rules = automation::rules_of_ticket(read, number)?;
    let suggested = automation::suggestions(read, number)?;
    let mut spoken = rules.spoken_of.clone();
    spoken.extend(suggested.iter().flat_map(|(_, version)| spoken_of(&version.wish.condition)));
    Ok(Found {
        buttons: automation::rules_to_press(read, number)?,
        choices: ticket::choices(read, &spoken)?,
        offered: Offered::read(read)?,
        suggested,
        rules,
    })
}

fn look(looked: &Looked, all: &automation::RulesOfTicket, called: &Called, shell: &Shell) -> Look {
    let judged = looked.rules.iter().map(|(judgement, answer)| {
        let firing = all.firings.iter().find(|firing| {
            firing.rule == judgement.rule && firing.event == looked.look.event && firing.at == looked.look.at
        });
        let steps = firing.map(|firing| firing.steps.as_slice()).unwrap_or_default();
        let said = |key: &str| shell.words.say(key).to_owned();
        let done = |done: &desk::automation::StepDone| {
            let reason = if done.reason.is_empty() { String::new() } else { said(&done.reason) };
            (said(&step_key(&done.step)), reason)
        };
        Judgement {
            rule: judgement.rule,
            name: all.names.get(&judgement.rule).cloned().unwrap_or_default(),
            version: judgement.version,
            verdict: judgement.verdict,
            lines: explained(answer, called, shell),
            outcome: firing.map(|firing| firing.outcome),
            steps: steps.iter().map(done).collect(),
        }
    });
    Look {
        event: looked.event.as_ref().map(|event| shell.words.say(&on_key(event.event.kind())).to_owned()),
        at: looked.look.at,
        rules: judged.collect(),
    }
}

fn suggestion((firing, version): &(Firing, RuleVersion), called: &Called, shell: &Shell) -> Suggestion {
    debug_assert_eq!(firing.outcome, Outcome::Suggested);
    Suggestion {
        firing: firing.id,
        rule: firing.rule,
        name: version.wish.name.clone(),
        steps: version.wish.steps.iter().map(|one| step(one, called, shell)).collect(),
    }
}
