//! Steps as a form shows them, with what each may choose from.

use super::drawn::Steps;
use super::names::Offered;
use desk::ticket::{Kind, Relation};
use service::ticket::Choices;
use views::Shell;
use views::admin::Choice;
use views::admin::rules::{StepRow, StepTyped};

/// `kinds`: what a step may be here.
pub fn step_rows<'a>(
    steps: Steps,
    shell: &Shell<'a>,
    choices: &Choices,
    offered: &Offered,
    kinds: &[&'static str],
) -> Vec<StepRow<'a>> {
    let last = steps.0.len().saturating_sub(1);
    let row = |(at, (kind, typed)): (usize, (&'static str, StepTyped))| StepRow {
        shell: shell.clone(),
        at,
        last: at == last,
        alone: false,
        kinds: kinds.to_vec(),
        kind,
        choices: to_pick(kind, &typed.value, choices, offered, shell),
        typed,
    };
    steps.0.into_iter().enumerate().map(row).collect()
}

/// What a step may choose from; `chosen` is what it has.
pub fn to_pick(kind: &str, chosen: &str, choices: &Choices, offered: &Offered, shell: &Shell) -> Vec<Choice> {
    let words = shell.words;
    let language = words.language();
    let agents = || choices.agents.iter().map(|(id, name)| Choice::new(id, name));
    match kind {
        "set_status" => choices.statuses.iter().map(|one| Choice::new(one.id, one.shown(language))).collect(),
        "set_priority" => shell.priority_choices(|one| one.name() == chosen),
        "set_kind" => {
            Kind::ALL.iter().map(|one| Choice::new(one.name(), words.say(&format!("kind-{}", one.name())))).collect()
        }
        "move_to_team" | "create_ticket" => choices.teams.iter().map(|one| Choice::new(one.id, &one.name)).collect(),
        "assign" => {
            let fixed = [Choice::new("doer", words.say("step-doer")), Choice::new("nobody", words.say("step-nobody"))];
            fixed.into_iter().chain(agents()).collect()
        }
        "follow" | "unfollow" | "star" => agents().collect(),
        "log_time" => std::iter::once(Choice::new("", words.say("step-worker"))).chain(agents()).collect(),
        "link" => {
            let one = |one: &Relation| Choice::new(one.name(), words.say(&format!("relation-{}", one.name())));
            Relation::ALL.iter().map(one).collect()
        }
        "link_object" | "unlink_object" => {
            choices.objects.iter().map(|one| Choice::new(one.id, one.name(language))).collect()
        }
        "start_flow" => offered.flows.iter().map(|(id, name)| Choice::new(id, name)).collect(),
        "apply_macro" => offered.macros.iter().map(|one| Choice::new(one.id, &one.name)).collect(),
        "set_topic" => {
            let topics = choices.topics.iter().filter(|one| one.wish.active);
            topics.map(|one| Choice::new(one.id, one.wish.name.shown(language))).collect()
        }
        "set_field" => {
            let fields = choices.book.fields.iter().filter(|one| one.active && !one.nature.is_computed());
            fields.map(|one| Choice::new(one.id, one.label.shown(language))).collect()
        }
        "apply_checklist" => offered.checklists.iter().map(|(id, name)| Choice::new(id, name)).collect(),
        "ask_approval" => offered.procedures.iter().map(|(id, name)| Choice::new(id, name)).collect(),
        "webhook" => offered.webhooks.iter().map(|(id, name)| Choice::new(id, name)).collect(),
        _ => Vec::new(),
    }
}
