//! Skills, the hours in which agents work, and one of the skills.

use super::{Choice, Form};
use crate::Shell;
use crate::agent::Frame;
use crate::agent::builder::Group;
use askama::Template;
use desk::people::PersonId;
use desk::sla::CalendarId;
use desk::ticket::{HIGHEST_LEVEL, Need, Skill, SkillId};

#[derive(Template)]
#[template(path = "admin/skills.html")]
pub struct Skills<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub skills: Vec<Skill>,
    pub people: Vec<Worker>,
    pub calendars: Vec<(CalendarId, String)>,
    pub reason: Option<&'static str>,
}

/// One who may be given tickets, and when they work.
pub struct Worker {
    pub person: PersonId,
    pub name: String,
    pub hours: Option<CalendarId>,
}

#[derive(Template)]
#[template(path = "admin/skill.html")]
pub struct SkillPage<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// None: one to be made.
    pub id: Option<SkillId>,
    pub form: Form,
    /// Which tickets ask for it.
    pub root: Group<'a>,
    pub people: Vec<(PersonId, String)>,
}

impl Skills<'_> {
    fn title(&self) -> &str {
        self.shell.say("admin-skills")
    }

    /// How many have it well enough.
    fn able(&self, skill: &Skill) -> String {
        let able = skill.wish.levels.values().filter(|level| **level >= skill.wish.least).count();
        self.shell.number(&(able as i64))
    }

    fn works(&self, worker: &Worker, calendar: &CalendarId) -> bool {
        worker.hours == Some(*calendar)
    }
}

impl SkillPage<'_> {
    fn title(&self) -> &str {
        match self.id {
            Some(_) => self.form.text("name"),
            None => self.shell.say("admin-skill-new"),
        }
    }

    fn action(&self) -> String {
        self.id.map_or_else(|| "/admin/skills".into(), |id| format!("/admin/skills/{id}"))
    }

    fn needs(&self) -> Vec<Choice> {
        let hint = |need: Need| self.shell.words.say(&format!("{}-hint", need.key())).to_owned();
        Need::ALL.iter().map(|need| Choice::new(need.name(), self.shell.say(need.key())).meaning(hint(*need))).collect()
    }

    fn levels(&self) -> Vec<Choice> {
        (1..=HIGHEST_LEVEL).map(|level| Choice::new(level, self.shell.number(&level))).collect()
    }

    fn field(&self, person: &PersonId) -> String {
        format!("level-{person}")
    }
}
