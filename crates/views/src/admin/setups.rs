//! Set-ups: those that come with the program, what one of them would make, and the desk's own as a file.

use super::{Choice, Form};
use crate::Shell;
use crate::agent::Frame;
use askama::Template;
use base::Language;
use desk::automation::Stage;
use desk::setup::{Fate, Line, Part};

#[derive(Template)]
#[template(path = "admin/setups.html")]
pub struct SetUps<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub cards: Vec<SetUpCard>,
    /// Of a file that is brought in.
    pub form: Form,
    /// Where in the file something is wrong.
    pub fault: Option<String>,
    /// What was just brought in: made, and kept as it was.
    pub done: Option<(i64, i64)>,
}

pub struct SetUpCard {
    pub key: &'static str,
    pub icon: &'static str,
    pub name: String,
    pub purpose: String,
    pub counts: Vec<(Part, i64)>,
}

/// What one would make, before it does.
#[derive(Template)]
#[template(path = "admin/setup.html")]
pub struct SetUpPage<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// Empty: it came as a file.
    pub key: &'static str,
    /// That file.
    pub text: String,
    pub name: String,
    pub purpose: String,
    pub language: Language,
    pub lines: Vec<Line>,
    pub form: Form,
}

#[derive(Template)]
#[template(path = "admin/setup-export.html")]
pub struct SetUpExport<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub counts: Vec<(Part, i64)>,
    pub left: Vec<Line>,
    pub form: Form,
}

impl SetUps<'_> {
    fn title(&self) -> &str {
        self.shell.say("admin-setups")
    }

    fn made(&self, made: &i64, kept: &i64) -> String {
        let made = self.shell.count("setup-done", made);
        if *kept == 0 { made } else { format!("{made} {}", self.shell.count("setup-done-kept", kept)) }
    }

    fn counted(&self, part: &Part, count: &i64) -> String {
        counted(&self.shell, *part, *count)
    }
}

impl SetUpPage<'_> {
    fn title(&self) -> &str {
        &self.name
    }

    fn part(&self, part: &Part) -> String {
        self.shell.words.say(&part.key()).to_owned()
    }

    /// Those parts of which there is anything.
    fn parts(&self) -> Vec<Part> {
        Part::ALL.iter().copied().filter(|part| self.lines.iter().any(|line| line.part == *part)).collect()
    }

    fn of(&self, part: &Part) -> Vec<&Line> {
        self.lines.iter().filter(|line| line.part == *part).collect()
    }

    fn fate(&self, line: &Line) -> String {
        self.shell.words.say(&format!("setup-fate-{}", line.fate.name().replace('_', "-"))).to_owned()
    }

    fn is_made(&self, line: &Line) -> bool {
        line.fate == Fate::Made
    }

    /// There is something left to make.
    fn makes(&self) -> bool {
        self.lines.iter().any(|line| line.fate == Fate::Made)
    }

    fn sum(&self) -> String {
        let made = self.lines.iter().filter(|line| line.fate == Fate::Made).count() as i64;
        self.shell.count("setup-sum", &made)
    }

    fn has_rules(&self) -> bool {
        let made = |line: &Line| line.fate == Fate::Made && matches!(line.part, Part::Rules | Part::Flows);
        self.lines.iter().any(made)
    }

    fn languages(&self) -> Vec<Choice> {
        Language::ALL.into_iter().map(|one| Choice::new(one.tag(), one.endonym())).collect()
    }

    fn is_in(&self, choice: &Choice) -> bool {
        choice.value == self.language.tag()
    }

    fn stages(&self) -> Vec<Choice> {
        let stage = |word: &'static str| {
            let (name, hint) = (format!("setup-rules-{word}"), format!("setup-rules-{word}-hint"));
            Choice::new(word, self.shell.words.say(&name)).meaning(self.shell.words.say(&hint).to_owned())
        };
        [Stage::Act.name(), Stage::Suggest.name(), Stage::Log.name(), "off"].into_iter().map(stage).collect()
    }
}

impl SetUpExport<'_> {
    fn title(&self) -> &str {
        self.shell.say("setup-export")
    }

    fn counted(&self, part: &Part, count: &i64) -> String {
        counted(&self.shell, *part, *count)
    }

    fn part(&self, part: &Part) -> String {
        self.shell.words.say(&part.key()).to_owned()
    }
}

/// `Rules: 4`
fn counted(shell: &Shell, part: Part, count: i64) -> String {
    format!("{} {}", shell.words.say(&part.key()), shell.number(&count))
}
