//! What is promised: policies in their order, and one of them.

use super::{Choice, Form};
use crate::Shell;
use crate::agent::builder::Group;
use crate::agent::{Flag, Frame};
use askama::Template;
use base::Moment;
use desk::people::{PersonId, Team};
use desk::sla::{Calendar, Policy, PolicyId, Promise, Target, amount_read, amount_told};
use desk::ticket::{Category, Priority, TicketNumber};

#[derive(Template)]
#[template(path = "admin/sla.html")]
pub struct Policies<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// In their order.
    pub policies: Vec<Policy>,
    pub calendars: Vec<Calendar>,
}

#[derive(Template)]
#[template(path = "admin/sla-policy.html")]
pub struct PolicyPage<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// None: one to be made.
    pub id: Option<PolicyId>,
    pub form: Form,
    pub root: Group<'a>,
    pub calendars: Vec<Calendar>,
    /// How long a day of the chosen calendar is, in minutes.
    pub day: u32,
    pub agents: Vec<(PersonId, String)>,
    pub teams: Vec<Team>,
    pub foreseen: Option<Foreseen>,
}

/// What saving would change.
pub struct Foreseen {
    pub looked: i64,
    pub more: bool,
    pub changed: i64,
    pub first: Vec<MovedLine>,
}

pub struct MovedLine {
    pub number: TicketNumber,
    pub subject: String,
    pub from: Option<Moment>,
    pub to: Option<Moment>,
}

/// A line of the form: a step.
struct StepLine<'f> {
    target: &'f str,
    when: &'f str,
    amount: &'f str,
    tell: &'f str,
    act: &'f str,
}

/// The name of the field for a time.
pub fn time_field(target: Target, priority: Priority) -> String {
    format!("time_{}_{}", target.name(), priority.name())
}

impl Policies<'_> {
    fn title(&self) -> &str {
        self.shell.say("admin-sla")
    }

    fn calendar(&self, policy: &Policy) -> String {
        let found = self.calendars.iter().find(|calendar| Some(calendar.id) == policy.wish.terms.calendar);
        found.map_or_else(|| self.shell.say("admin-sla-always").to_owned(), |calendar| calendar.name.clone())
    }

    /// Each target with its times, the most urgent first: `1 h / 4 h / 8 h / –`; one time where all are the same.
    fn times(&self, promise: &Promise) -> String {
        let told = |flag: &Flag| {
            let minutes = promise.minutes(flag.priority);
            minutes.map_or_else(|| "–".to_owned(), |minutes| amount_told(i64::from(minutes), self.shell.words))
        };
        let mut all: Vec<String> = self.shell.used_flags().iter().map(told).collect();
        if all.iter().all(|one| *one == all[0]) {
            all.truncate(1);
        }
        all.join(" / ")
    }

    fn target(&self, promise: &Promise) -> &str {
        self.shell.say(promise.target.key())
    }

    fn is_for_all(&self, policy: &Policy) -> bool {
        policy.wish.condition.tests().is_empty()
    }

    /// The order of all after one has changed places with its neighbour; empty where it has none.
    fn moved(&self, policy: &Policy, down: bool) -> String {
        let mut order: Vec<String> = self.policies.iter().map(|policy| policy.id.to_string()).collect();
        let at = self.policies.iter().position(|other| other.id == policy.id).unwrap_or_default();
        let other = if down { at + 1 } else { at.wrapping_sub(1) };
        if other >= order.len() {
            return String::new();
        }
        order.swap(at, other);
        order.join(",")
    }
}

impl PolicyPage<'_> {
    fn title(&self) -> &str {
        match self.id {
            Some(_) => self.form.text("name"),
            None => self.shell.say("admin-sla-new"),
        }
    }

    fn action(&self) -> String {
        self.id.map_or_else(|| "/admin/sla".into(), |id| format!("/admin/sla/{id}"))
    }

    fn targets(&self) -> &'static [Target] {
        Target::ALL
    }

    fn target_key(&self, target: &Target) -> &'static str {
        target.key()
    }

    fn target_hint(&self, target: &Target) -> &str {
        self.shell.words.say(match target {
            Target::FirstResponse => "target-first-response-hint",
            Target::NextResponse => "target-next-response-hint",
            Target::Update => "target-update-hint",
            Target::Resolution => "target-resolution-hint",
            Target::Assignment => "target-assignment-hint",
            Target::Team => "target-team-hint",
        })
    }

    /// Those that are used, and those that were typed for.
    fn flags(&self) -> Vec<Flag<'_>> {
        let typed = |one| Target::ALL.iter().any(|target| !self.form.text(&time_field(*target, one)).is_empty());
        self.shell.flags(typed)
    }

    fn field(&self, target: &Target, flag: &Flag) -> String {
        time_field(*target, flag.priority)
    }

    fn typed(&self, target: &Target, flag: &Flag) -> &str {
        self.form.text(&time_field(*target, flag.priority))
    }

    /// Nobody can tell what stands there.
    fn is_wrong(&self, target: &Target, flag: &Flag) -> bool {
        let typed = self.typed(target, flag).trim();
        self.form.reason("promises").is_some() && !typed.is_empty() && amount_read(typed, self.day).is_err()
    }

    /// The first line with such a time: beneath it the reason stands.
    fn wrong_line(&self) -> Option<Target> {
        let flags = self.flags();
        Target::ALL.iter().copied().find(|target| flags.iter().any(|flag| self.is_wrong(target, flag)))
    }

    fn is_wrong_line(&self, target: &Target) -> bool {
        self.wrong_line() == Some(*target)
    }

    fn calendar_choices(&self) -> Vec<Choice> {
        let always = Choice::new("", self.shell.say("admin-sla-always"));
        [always].into_iter().chain(self.calendars.iter().map(|one| Choice::new(one.id, one.name.as_str()))).collect()
    }

    fn pauses(&self) -> [Category; 2] {
        [Category::Pending, Category::OnHold]
    }

    fn pauses_in(&self, category: &Category) -> bool {
        self.form.all("pauses").any(|name| name == category.name())
    }

    /// Those that were typed or kept, and one to be filled in.
    fn steps(&self) -> Vec<StepLine<'_>> {
        let of = |name: &'static str| self.form.all(name).collect::<Vec<_>>();
        let (targets, whens, tells, acts) = (of("step_target"), of("step_when"), of("step_tell"), of("step_act"));
        let typed = of("step_amount").into_iter().enumerate().map(|(line, amount)| StepLine {
            target: targets.get(line).copied().unwrap_or_default(),
            when: whens.get(line).copied().unwrap_or_default(),
            amount,
            tell: tells.get(line).copied().unwrap_or_default(),
            act: acts.get(line).copied().unwrap_or_default(),
        });
        let kept = typed.filter(|line| !line.amount.trim().is_empty());
        let empty = StepLine { target: "", when: "percent", amount: "", tell: "", act: "" };
        kept.chain([empty]).collect()
    }

    fn step_targets(&self) -> Vec<Choice> {
        let any = Choice::new("", self.shell.say("admin-sla-step-any"));
        let each = Target::ALL.iter().map(|target| Choice::new(target.name(), self.shell.say(target.key())));
        [any].into_iter().chain(each).collect()
    }

    fn step_whens(&self) -> Vec<Choice> {
        let whens = [("percent", "step-percent"), ("before", "step-before"), ("after", "step-after")];
        whens.into_iter().map(|(word, key)| Choice::new(word, self.shell.say(key))).collect()
    }

    fn step_tells(&self) -> Vec<Choice> {
        let fixed = [
            ("", "step-tell-nobody"),
            ("assignee", "step-tell-assignee"),
            ("team", "step-tell-team"),
            ("leads", "step-tell-leads"),
        ];
        let fixed = fixed.into_iter().map(|(word, key)| Choice::new(word, self.shell.say(key)));
        fixed.chain(self.agents.iter().map(|(id, name)| Choice::new(id, name.as_str()))).collect()
    }

    fn step_acts(&self) -> Vec<Choice> {
        let put = |key: &str, x: &str| self.shell.words.with(key, "x", x.to_owned());
        let none = Choice::new("", self.shell.say("step-act-none"));
        let raises = |one: &str| self.form.all("step_act").any(|act| act.strip_prefix("priority:") == Some(one));
        let above =
            self.shell.flags(|one| raises(one.name())).into_iter().filter(|one| one.priority > Priority::Normal);
        let priorities =
            above.map(|one| Choice::new(format!("priority:{}", one.name()), put("step-act-priority", one.label)));
        let nobody = Choice::new("nobody", self.shell.say("step-act-nobody"));
        let agents =
            self.agents.iter().map(|(id, name)| Choice::new(format!("agent:{id}"), put("step-act-assign", name)));
        let teams =
            self.teams.iter().map(|team| Choice::new(format!("team:{}", team.id), put("step-act-team", &team.name)));
        [none].into_iter().chain(priorities).chain([nobody]).chain(agents).chain(teams).collect()
    }

    fn is(&self, choice: &Choice, value: &str) -> bool {
        choice.value == value
    }

    fn due(&self, moment: &Option<Moment>) -> String {
        moment.map_or_else(|| "–".to_owned(), |moment| self.shell.when_exactly(&moment).long().to_owned())
    }

    fn foreseen_told(&self, foreseen: &Foreseen) -> String {
        let mut args = base::words::Args::new();
        args.set("changed", foreseen.changed);
        args.set("looked", foreseen.looked);
        self.shell.words.tell(if foreseen.more { "admin-sla-foreseen-newest" } else { "admin-sla-foreseen" }, &args)
    }
}
