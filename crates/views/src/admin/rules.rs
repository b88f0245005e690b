//! Rules in their order, the page on which one is made, and the gallery to begin from.

use super::{Choice, Form, written};
use crate::Shell;
use crate::agent::Frame;
use crate::agent::builder::Group;
use crate::agent::described::Line;
use askama::Template;
use base::Moment;
use desk::automation::{DAYS, LISTENED, Recipe, Role, Rule, RuleId, RuleKind, Stage};
use desk::conversation::template::Values;
use desk::ticket::TicketNumber;
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "admin/rules.html")]
pub struct Rules<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub rules: Vec<Rule>,
    /// What is odd about some of them, in words.
    pub odd: BTreeMap<RuleId, Vec<String>>,
}

#[derive(Template)]
#[template(path = "admin/rule.html")]
pub struct RulePage<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// None: one to be made.
    pub rule: Option<Rule>,
    pub form: Form,
    pub root: Group<'a>,
    pub steps: Vec<StepRow<'a>>,
    pub recent: Vec<Recent>,
    /// Trials in the laboratory, newest first: where each is, and what it found.
    pub trials: Vec<(i64, String, Moment)>,
    pub versions: Vec<Version>,
    /// The ticket that somebody asked about, as typed, and what the rule makes of it.
    pub about: String,
    pub asked: Option<AboutTicket>,
}

pub enum AboutTicket {
    /// There is no such ticket for the one who looks.
    Unknown,
    Answer(Answered),
}

/// What a rule makes of a ticket as it is.
pub struct Answered {
    pub number: TicketNumber,
    pub subject: String,
    /// The last thing that happened to it which the rule hears.
    pub event: Option<(String, Moment)>,
    /// It lies where rules leave tickets alone.
    pub aside: bool,
    pub holds: bool,
    pub lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "admin/rule-gallery.html")]
pub struct Gallery<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub recipes: &'static [Recipe],
}

/// One step as it lies in the form, however unfinished.
#[derive(Template)]
#[template(path = "admin/rule-step.html")]
pub struct StepRow<'a> {
    pub shell: Shell<'a>,
    pub at: usize,
    pub last: bool,
    /// There are no others to change places with.
    pub alone: bool,
    /// What a step may be here.
    pub kinds: Vec<&'static str>,
    pub kind: &'static str,
    /// What one of its values may be.
    pub choices: Vec<Choice>,
    pub typed: StepTyped,
}

/// What stands in a step's fields.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StepTyped {
    pub value: String,
    pub line: String,
    pub count: String,
    pub unit: String,
    pub to: Vec<String>,
    pub address: String,
    pub subject_en: String,
    pub subject_ja: String,
    pub text_en: String,
    pub text_ja: String,
}

/// A time it fired.
pub struct Recent {
    pub number: TicketNumber,
    pub subject: String,
    pub outcome: &'static str,
    pub at: Moment,
}

pub struct Version {
    pub number: i64,
    pub author: String,
    pub at: Moment,
    /// What it changed, in words.
    pub changes: Vec<String>,
}

impl Rules<'_> {
    fn title(&self) -> &str {
        self.shell.say("admin-rules")
    }

    /// The order after a rule has changed places with its neighbour; empty where it has none.
    fn moved(&self, at: &usize, down: bool) -> String {
        let mut order: Vec<RuleId> = self.rules.iter().map(|rule| rule.id).collect();
        let to = if down { at + 1 } else { at.wrapping_sub(1) };
        if to >= order.len() {
            return String::new();
        }
        order.swap(*at, to);
        written(&order)
    }

    fn oddities(&self, rule: &Rule) -> &[String] {
        self.odd.get(&rule.id).map_or(&[], Vec::as_slice)
    }

    fn kind(&self, rule: &Rule) -> &str {
        self.shell.words.say(kind_key(rule.wish.kind, true))
    }

    fn kind_icon(&self, rule: &Rule) -> &'static str {
        kind_icon(rule.wish.kind)
    }

    /// What it listens to, in a few words.
    fn hears(&self, rule: &Rule) -> String {
        let said = rule.wish.on.iter().map(|kind| self.shell.words.say(&on_key(kind)).to_owned());
        said.collect::<Vec<_>>().join(self.shell.words.say("admin-list-comma"))
    }

    fn state(&self, rule: &Rule) -> &'static str {
        if rule.active { rule.wish.stage.name() } else { "off" }
    }

    fn state_said(&self, rule: &Rule) -> &str {
        self.shell.words.say(state_key(rule))
    }

    fn fired(&self, rule: &Rule) -> String {
        self.shell.number(&rule.fired)
    }
}

impl RulePage<'_> {
    fn title(&self) -> &str {
        match &self.rule {
            Some(rule) => &rule.wish.name,
            None => self.shell.say("admin-rule-new"),
        }
    }

    fn action(&self) -> String {
        self.rule.as_ref().map_or_else(|| "/admin/rules".into(), |rule| format!("/admin/rules/{}", rule.id))
    }

    fn kinds(&self) -> Vec<Choice> {
        let choice = |kind: &RuleKind| Choice::new(kind.name(), self.shell.words.say(kind_key(*kind, false)));
        RuleKind::ALL.iter().map(choice).collect()
    }

    fn is_kind(&self, kind: RuleKind) -> bool {
        self.form.is("kind", kind.name())
    }

    fn listens(&self) -> bool {
        self.is_kind(RuleKind::Event)
    }

    fn waits(&self) -> bool {
        self.is_kind(RuleKind::Time)
    }

    fn heard(&self) -> Vec<Choice> {
        LISTENED.iter().map(|kind| Choice::new(kind, self.shell.words.say(&on_key(kind)))).collect()
    }

    fn hears(&self, choice: &Choice) -> bool {
        self.form.all("on").any(|on| on == choice.value)
    }

    /// Off, and on in each stage, with what it means.
    fn switches(&self) -> Vec<Choice> {
        let said = |key: &str| self.shell.words.say(key).to_owned();
        let off = Choice::new("off", said("admin-rule-off")).meaning(said("admin-rule-off-hint"));
        let on = |stage: &Stage| {
            let key = format!("stage-{}", stage.name());
            Choice::new(stage.name(), said(&key)).meaning(said(&format!("{key}-hint")))
        };
        [off].into_iter().chain(Stage::ALL.iter().map(on)).collect()
    }

    fn days(&self) -> [i64; 4] {
        DAYS
    }

    fn day_label(&self, days: &i64) -> String {
        self.shell.count("rule-trial-days", days)
    }

    fn is_switched(&self, choice: &Choice) -> bool {
        let state = self.rule.as_ref().map_or("off", |rule| if rule.active { rule.wish.stage.name() } else { "off" });
        choice.value == state
    }

    fn variables(&self) -> String {
        step_variables(&self.shell)
    }

    fn outcome(&self, recent: &Recent) -> &str {
        self.shell.words.say(recent.outcome)
    }

    fn version(&self, version: &Version) -> String {
        self.shell.with("admin-rule-version", &version.number.to_string())
    }
}

impl Gallery<'_> {
    fn title(&self) -> &str {
        self.shell.say("admin-rule-gallery")
    }

    fn of(&self, kind: &RuleKind) -> Vec<&'static Recipe> {
        self.recipes.iter().filter(|recipe| recipe.kind() == *kind).collect()
    }

    fn kinds(&self) -> &'static [RuleKind] {
        RuleKind::ALL
    }

    fn kind(&self, kind: &RuleKind) -> &str {
        self.shell.words.say(kind_key(*kind, false))
    }

    fn icon(&self, kind: &RuleKind) -> &'static str {
        kind_icon(*kind)
    }

    fn name(&self, recipe: &Recipe) -> String {
        self.shell.words.say(&recipe.name()).to_owned()
    }

    fn why(&self, recipe: &Recipe) -> String {
        self.shell.words.say(&recipe.why()).to_owned()
    }
}

impl StepRow<'_> {
    fn kinds(&self) -> Vec<Choice> {
        self.kinds.iter().map(|kind| Choice::new(kind, self.shell.words.say(&step_key(kind)))).collect()
    }

    fn is_kind(&self, choice: &Choice) -> bool {
        choice.value == self.kind
    }

    /// How it is put in: `pick`, `names`, `line`, `span`, `filled`, `task`, `timed`, `texts`, `letter`, `ticket`; empty: it says everything.
    fn input(&self) -> &'static str {
        match self.kind {
            "set_status" | "set_priority" | "set_kind" | "move_to_team" | "assign" | "follow" | "unfollow"
            | "apply_macro" | "webhook" | "ask_approval" | "set_topic" | "apply_checklist" | "star" | "start_flow" => {
                "pick"
            }
            "set_field" | "link" | "link_object" | "unlink_object" => "filled",
            "log_time" => "timed",
            "add_task" => "task",
            "add_tags" | "remove_tags" => "names",
            "rename" | "set_organization" | "unlink" | "add_participant" | "remove_participant" => "line",
            "snooze" | "set_deadline" => "span",
            "note" => "texts",
            "write" => "letter",
            "create_ticket" => "ticket",
            _ => "",
        }
    }

    /// What stands before its menu, where there is a line beside it.
    fn pick_key(&self) -> &'static str {
        match self.kind {
            "link" => "step-relation",
            "link_object" | "unlink_object" => "step-object-type",
            _ => "step-field",
        }
    }

    /// What its line is.
    fn line_key(&self) -> &'static str {
        match self.kind {
            "link" | "unlink" => "step-other-ticket",
            "link_object" | "unlink_object" => "step-object-name",
            "add_participant" | "remove_participant" => "step-participant",
            "set_organization" => "step-organization",
            "set_field" => "step-field-text",
            _ => "step-new-subject",
        }
    }

    fn roles(&self) -> Vec<Choice> {
        let role = |role: &Role| Choice::new(role.name(), self.shell.words.say(&format!("rule-role-{}", role.name())));
        Role::ALL.iter().map(role).collect()
    }

    fn goes_to(&self, choice: &Choice) -> bool {
        self.typed.to.contains(&choice.value)
    }

    fn to_address(&self) -> bool {
        self.typed.to.iter().any(|to| to == Role::Address.name())
    }

    fn units(&self) -> [(&'static str, &'static str); 3] {
        [("minutes", "step-minutes"), ("hours", "step-hours"), ("days", "step-days")]
    }

    fn is_unit(&self, unit: &&str) -> bool {
        self.typed.unit == *unit || (self.typed.unit.is_empty() && *unit == "hours")
    }

    fn is_value(&self, choice: &Choice) -> bool {
        self.typed.value == choice.value
    }
}

pub const fn kind_key(kind: RuleKind, short: bool) -> &'static str {
    match (kind, short) {
        (RuleKind::Event, false) => "rule-kind-event",
        (RuleKind::Time, false) => "rule-kind-time",
        (RuleKind::Button, false) => "rule-kind-button",
        (RuleKind::Event, true) => "rule-kind-event-short",
        (RuleKind::Time, true) => "rule-kind-time-short",
        (RuleKind::Button, true) => "rule-kind-button-short",
    }
}

const fn kind_icon(kind: RuleKind) -> &'static str {
    match kind {
        RuleKind::Event => "bolt",
        RuleKind::Time => "clock",
        RuleKind::Button => "keyboard",
    }
}

const fn state_key(rule: &Rule) -> &'static str {
    match (rule.active, rule.wish.stage) {
        (false, _) => "admin-rule-off",
        (true, Stage::Log) => "stage-log",
        (true, Stage::Suggest) => "stage-suggest",
        (true, Stage::Act) => "stage-act",
    }
}

pub fn on_key(kind: &str) -> String {
    format!("rule-on-{}", kind.replace('_', "-"))
}

/// What the templates of steps may name.
pub fn step_variables(shell: &Shell) -> String {
    let names: Vec<String> = Values::NAMES.iter().map(|name| format!("{{{{ {name} }}}}")).collect();
    format!("{} {} {{{{ field.… }}}} {{{{ property.… }}}}", shell.say("step-variables"), names.join(" "))
}

pub fn step_key(kind: &str) -> String {
    format!("step-{}", kind.replace('_', "-"))
}

impl askama::filters::HtmlSafe for StepRow<'_> {}
