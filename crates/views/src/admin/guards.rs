//! Guards before the door, and one of them.

use super::{Choice, Form};
use crate::Shell;
use crate::agent::Frame;
use askama::Template;
use desk::channel::{Attached, Effect, Guard, GuardId};
use desk::{Permission, Role};

#[derive(Template)]
#[template(path = "admin/guards.html")]
pub struct Guards<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub guards: Vec<Guard>,
}

#[derive(Template)]
#[template(path = "admin/guard.html")]
pub struct GuardPage<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// None: one to be made.
    pub id: Option<GuardId>,
    pub form: Form,
    pub agents: Vec<Choice>,
    /// Those of them who may approve.
    pub approvers: Vec<Choice>,
    pub mailboxes: Vec<Choice>,
}

const fn effect_key(effect: Effect) -> &'static str {
    match effect {
        Effect::Warn => "guard-warn",
        Effect::Hold => "guard-hold",
        Effect::Approve => "guard-approve",
    }
}

impl Guards<'_> {
    fn title(&self) -> &str {
        self.shell.say("admin-guards")
    }

    /// What it does, as CSS colours it, by its icon and its word.
    fn effect(&self, guard: &Guard) -> (&'static str, &'static str, String) {
        let word = self.shell.say(effect_key(guard.wish.effect)).to_owned();
        match guard.wish.effect {
            Effect::Warn => ("info", "warning", word),
            Effect::Hold => {
                ("warning", "clock", format!("{word} · {}", self.shell.count("guard-minutes", &guard.wish.minutes)))
            }
            Effect::Approve if guard.wish.approvers.is_everybody() => ("danger", "lock", word),
            Effect::Approve => ("danger", "lock", format!("{word} · {}", self.shell.say("guard-named"))),
        }
    }

    /// Which conditions it has.
    fn conditions(&self, guard: &Guard) -> String {
        let wish = &guard.wish;
        let listed = |key: &str, list: &[String]| (!list.is_empty()).then(|| self.shell.with(key, &list.join(", ")));
        let roles: Vec<String> = wish.roles.iter().map(|role| self.shell.say(role.key()).to_owned()).collect();
        let counted = |key: &str, n: usize| (n > 0).then(|| self.shell.count(key, &(n as i64)));
        let said = |key: &'static str, so: bool| so.then(|| self.shell.say(key).to_owned());
        let all = [
            listed("guard-when-roles", &roles),
            counted("guard-when-people", wish.people.len()),
            counted("guard-when-mailboxes", wish.mailboxes.len()),
            listed("guard-when-recipients", &wish.recipients),
            said("guard-when-outside", wish.outside),
            (wish.least > 0).then(|| self.shell.count("guard-when-least", &wish.least)),
            said("guard-when-files", wish.attached == Attached::Something),
            said("guard-when-no-files", wish.attached == Attached::Nothing),
            listed("guard-when-words", &wish.words),
            (!wish.pattern.is_empty()).then(|| self.shell.with("guard-when-pattern", &wish.pattern)),
        ];
        let all: Vec<String> = all.into_iter().flatten().collect();
        if all.is_empty() { self.shell.say("guard-when-always").to_owned() } else { all.join(" · ") }
    }
}

impl GuardPage<'_> {
    fn title(&self) -> &str {
        match self.id {
            Some(_) => self.form.text("name"),
            None => self.shell.say("guard-new"),
        }
    }

    fn action(&self) -> String {
        self.id.map_or_else(|| "/admin/guards".into(), |id| format!("/admin/guards/{id}"))
    }

    fn effects(&self) -> Vec<Choice> {
        let choice = |effect: &Effect| {
            let hint = self.shell.words.say(&format!("{}-hint", effect_key(*effect))).to_owned();
            Choice::new(effect.name(), self.shell.say(effect_key(*effect))).meaning(hint)
        };
        Effect::ALL.iter().map(choice).collect()
    }

    fn attached(&self) -> Vec<Choice> {
        let key = |attached: Attached| match attached {
            Attached::Whatever => "guard-files-whatever",
            Attached::Something => "guard-when-files",
            Attached::Nothing => "guard-when-no-files",
        };
        Attached::ALL.iter().map(|one| Choice::new(one.name(), self.shell.say(key(*one)))).collect()
    }

    fn roles(&self) -> Vec<Choice> {
        let writing = [Role::Novice, Role::Agent, Role::Supervisor, Role::Administrator];
        writing.into_iter().map(|role| Choice::new(role.name(), self.shell.say(role.key()))).collect()
    }

    fn approving(&self) -> Vec<Choice> {
        let approving = Role::ALL.into_iter().filter(|role| role.allows(Permission::Release));
        approving.map(|role| Choice::new(role.name(), self.shell.say(role.key()))).collect()
    }

    fn is_chosen(&self, name: &str, choice: &Choice) -> bool {
        self.form.all(name).any(|value| value == choice.value)
    }
}
