//! A macro: a prepared text with variables, and what is to happen to the ticket when it is sent with it.
//! A few acts have fields of their own and hold the message back if they are refused; whatever else a rule can do follows as
//! steps, of which one that is refused says so on the ticket.

use super::template::{self, Mistake, Values};
use super::{NewAttachment, attachable};
use crate::automation::{MOST_STEPS, Step};
use crate::condition::Condition;
use crate::people::{PersonId, TeamId};
use crate::ticket::{Act, Priority, StatusId, TagId};
use crate::{Actor, Done, Error, Level, Permission, Refusal};
use base::{CleanHtml, Language};
use serde::{Deserialize, Serialize};

base::id!(MacroId);

/// Macros one person may have for themselves.
pub const MOST_OWN_MACROS: usize = 100;

#[derive(Clone, Debug, PartialEq)]
pub struct Macro {
    pub id: MacroId,
    /// Whose alone it is; none: it is shared.
    pub owner: Option<PersonId>,
    pub name: String,
    /// What is typed after the slash; one word.
    pub shortcut: String,
    /// Templates; the other language's stands in for one that is empty.
    pub text_en: String,
    pub text_ja: String,
    /// The same with their form; empty: the text is all there is.
    pub html_en: CleanHtml,
    pub html_ja: CleanHtml,
    /// What goes along, and the pictures of both texts: each has a name of its own.
    pub files: Vec<NewAttachment>,
    pub acts: Acts,
    /// On whose tickets it is found; none: on all.
    pub teams: Vec<TeamId>,
    /// On which tickets it is offered.
    pub condition: Condition,
    pub version: i64,
}

/// What happens to the ticket beside the text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Acts {
    pub status: Option<StatusId>,
    pub priority: Option<Priority>,
    /// Added to those there are.
    pub tags: Vec<TagId>,
    pub assignee: Assignee,
    /// What follows, in this order.
    pub steps: Vec<Step>,
}

impl Acts {
    /// Those with fields of their own, by the hands of `writer`.
    pub fn quick(&self, writer: Option<PersonId>) -> Vec<Act> {
        let to = match self.assignee {
            Assignee::Unchanged => None,
            Assignee::Nobody => Some(Act::Assign(None)),
            // A rule writes nothing by its own hand.
            Assignee::Writer => writer.map(|writer| Act::Assign(Some(writer))),
            Assignee::Agent(agent) => Some(Act::Assign(Some(agent))),
        };
        let tags = (!self.tags.is_empty()).then(|| Act::AddTags(self.tags.clone()));
        let all = [self.status.map(Act::SetStatus), self.priority.map(Act::SetPriority), tags, to];
        all.into_iter().flatten().collect()
    }

    /// All of it, in the order in which it is done.
    pub fn deeds(&self, writer: Option<PersonId>) -> Vec<Deed> {
        let steps = self.steps.iter().cloned().map(Deed::Step);
        self.quick(writer).into_iter().map(Deed::Act).chain(steps).collect()
    }

    /// The words of the steps that whoever makes it may put in: a macro uses no other.
    pub fn step_kinds(maker: &Actor) -> Vec<&'static str> {
        let macros = Step::ApplyMacro(MacroId(0)).name();
        let all = maker.may(Permission::Automate).is_ok();
        let fits = |kind: &&str| *kind != macros && (all || Step::BY_HAND.contains(kind));
        Step::KINDS.iter().copied().filter(fits).collect()
    }

    fn sound(mut self) -> Result<Self, Refusal> {
        if self.steps.len() > MOST_STEPS {
            return Err(Refusal::TooManySteps);
        } else if self.steps.iter().any(|step| matches!(step, Step::ApplyMacro(_))) {
            return Err(Refusal::MacroInMacro);
        }
        self.steps = self.steps.into_iter().map(Step::sound).collect::<Result<_, _>>()?;
        Ok(self)
    }
}

/// One of the things a macro does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    Act(Act),
    Step(Step),
}

/// What a macro did with a letter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Acted {
    pub prepared: MacroId,
    pub deed: Deed,
    /// Where it stands in the log.
    pub position: i64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Assignee {
    /// As it was.
    #[default]
    Unchanged,
    /// Whoever uses the macro.
    Writer,
    Nobody,
    Agent(PersonId),
}

/// What somebody wants a macro to be, as typed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MacroWish {
    /// For whoever wishes it alone, and so for no teams.
    pub mine: bool,
    pub name: String,
    pub shortcut: String,
    pub text_en: String,
    pub text_ja: String,
    /// Where there is one, the text is what it says.
    pub html_en: CleanHtml,
    pub html_ja: CleanHtml,
    pub files: Vec<NewAttachment>,
    pub acts: Acts,
    pub teams: Vec<TeamId>,
    pub condition: Condition,
}

/// What a macro or a signature says, filled in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Prepared {
    pub text: String,
    /// Empty: the text is all there is.
    pub html: CleanHtml,
    /// The pictures of this text, and what goes along.
    pub files: Vec<NewAttachment>,
}

impl Prepared {
    /// A text and its form, and those of its files that go with it.
    pub fn filled((text, html): (&str, &CleanHtml), files: &[NewAttachment], values: &Values) -> Result<Self, Mistake> {
        Ok(match html.is_empty() {
            true => Self::with_files(template::filled(text, values)?, CleanHtml::default(), files),
            false => {
                let html = template::filled_html(html, values)?;
                Self::with_files(html.to_text(), html, files)
            }
        })
    }

    /// The same, but what cannot be filled in stays as it stands.
    pub fn filled_or_bare((text, html): (&str, &CleanHtml), files: &[NewAttachment], values: &Values) -> Self {
        Self::filled((text, html), files, values)
            .unwrap_or_else(|_| Self::with_files(text.to_owned(), html.clone(), files))
    }

    /// A picture goes where it is shown.
    fn with_files(text: String, html: CleanHtml, files: &[NewAttachment]) -> Self {
        let shown = html.image_ids();
        let goes =
            |file: &&NewAttachment| !file.inline || file.content_id.as_ref().is_some_and(|id| shown.contains(id));
        // A file that is no picture in the text has no name there.
        let named =
            |file: &NewAttachment| NewAttachment { content_id: file.shown_as().map(str::to_owned), ..file.clone() };
        Self { files: files.iter().filter(goes).map(named).collect(), text, html }
    }

    pub fn is_empty(&self) -> bool {
        self.text.is_empty() && self.html.is_empty()
    }

    /// Its pictures but for those that the text shows, by these names: a letter has each once, whoever shows it.
    pub fn pictures_beside<'p>(
        &'p self,
        shown: impl Iterator<Item = &'p str>,
    ) -> impl Iterator<Item = &'p NewAttachment> {
        let shown: Vec<&str> = shown.collect();
        self.files.iter().filter(move |file| file.inline && file.shown_as().is_none_or(|id| !shown.contains(&id)))
    }

    /// One beneath the other.
    pub fn and(mut self, next: Self) -> Self {
        self.html = match (self.html.is_empty(), next.html.is_empty()) {
            (true, true) => CleanHtml::default(),
            _ => self.form().and(next.form()),
        };
        self.text = [self.text, next.text].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n");
        let more: Vec<NewAttachment> = next.files.into_iter().filter(|file| !self.files.contains(file)).collect();
        self.files.extend(more);
        self
    }

    fn form(&self) -> CleanHtml {
        match self.html.is_empty() {
            true => CleanHtml::clean(&format!("<p>{}</p>", CleanHtml::from_text(&self.text).as_str())),
            false => self.html.clone(),
        }
    }
}

impl MacroWish {
    pub fn sound(mut self) -> Result<Self, Refusal> {
        self.name = crate::people::person_name(&self.name)?;
        self.shortcut = shortcut(&self.shortcut)?;
        for (text, html) in [(&mut self.text_en, &mut self.html_en), (&mut self.text_ja, &mut self.html_ja)] {
            if html.to_text().trim().is_empty() && html.image_ids().is_empty() {
                *html = CleanHtml::default();
            } else {
                *text = html.to_text();
                template::sound_html(html).map_err(|_| Refusal::TemplateWrong)?;
            }
            *text = text.replace("\r\n", "\n").trim().to_owned();
            template::sound(text).map_err(|_| Refusal::TemplateWrong)?;
        }
        attachable(&self.files)?;
        self.acts = self.acts.sound()?;
        self.condition = self.condition.checked()?;
        if self.mine {
            self.teams.clear();
        }
        self.teams.sort_unstable();
        self.teams.dedup();
        let idle = self.acts == Acts::default();
        let silent = silent([&self.text_en, &self.text_ja], [&self.html_en, &self.html_ja]);
        if idle && silent && self.files.is_empty() { Err(Refusal::MacroEmpty) } else { Ok(self) }
    }
}

impl Macro {
    /// In the language, else in the other one.
    fn words(&self, language: Language) -> (&str, &CleanHtml) {
        let (english, japanese) = ((self.text_en.as_str(), &self.html_en), (self.text_ja.as_str(), &self.html_ja));
        let (first, second) = match language {
            Language::English => (english, japanese),
            Language::Japanese => (japanese, english),
        };
        if first.0.is_empty() && first.1.is_empty() { second } else { first }
    }

    pub fn text(&self, language: Language) -> &str {
        self.words(language).0
    }

    /// What it speaks of, as it stands.
    pub fn template(&self, language: Language) -> &str {
        let (text, html) = self.words(language);
        if html.is_empty() { text } else { html.as_str() }
    }

    /// Its text with its form, filled in, and its files.
    pub fn filled(&self, language: Language, values: &Values) -> Result<Prepared, Mistake> {
        Prepared::filled(self.words(language), &self.files, values)
    }

    /// The same, but what cannot be filled in stays as it stands.
    pub fn filled_or_bare(&self, language: Language, values: &Values) -> Prepared {
        Prepared::filled_or_bare(self.words(language), &self.files, values)
    }

    /// It has nothing to say: what it does is all.
    pub fn is_silent(&self) -> bool {
        silent([&self.text_en, &self.text_ja], [&self.html_en, &self.html_ja])
    }

    pub fn is_for(&self, team: TeamId) -> bool {
        self.teams.is_empty() || self.teams.contains(&team)
    }

    pub const fn is_shared(&self) -> bool {
        self.owner.is_none()
    }

    /// One's own is nearer than a team's, and that nearer than everybody's.
    fn distance(&self) -> u8 {
        match (self.owner, self.teams.is_empty()) {
            (Some(_), _) => 0,
            (None, false) => 1,
            (None, true) => 2,
        }
    }

    /// Another one that is just as near to somebody has the same shortcut.
    pub fn takes_shortcut_of(&self, other: &Self) -> bool {
        let beside = self.owner == other.owner
            && (self.teams == other.teams || self.teams.iter().any(|team| other.teams.contains(team)));
        beside && self.id != other.id && self.shortcut == other.shortcut
    }
}

/// The nearest first; of those with the same shortcut only the nearest.
pub fn nearest(mut macros: Vec<Macro>) -> Vec<Macro> {
    let words: Vec<(String, u8)> = macros.iter().map(|one| (one.shortcut.clone(), one.distance())).collect();
    macros.retain(|one| !words.iter().any(|(word, distance)| *word == one.shortcut && *distance < one.distance()));
    macros.sort_by_key(Macro::distance);
    macros
}

impl Actor {
    /// Somebody else's own is not there.
    pub fn has_macro(&self, one: &Macro) -> bool {
        one.is_shared() || one.owner == self.person()
    }

    /// Among all that there are; on a ticket, its team's are found by whoever sees it.
    pub fn finds_macro(&self, one: &Macro) -> bool {
        let within = one.teams.is_empty() || one.teams.iter().any(|team| self.level(*team) > Level::None);
        self.has_macro(one) && within
    }

    /// For oneself whoever answers; for teams of theirs those who may share; for everybody those who set up the desk.
    pub fn may_offer_macro(&self, mine: bool, teams: &[TeamId]) -> Done<()> {
        self.may(Permission::Reply)?;
        if mine {
            return Ok(());
        }
        self.may(Permission::ShareViews)?;
        if teams.is_empty() && self.may(Permission::Configure).is_err() {
            Err(Refusal::MacroForTeams.into())
        } else if teams.iter().any(|team| self.level(*team) == Level::None) {
            Err(Error::Missing)
        } else {
            Ok(())
        }
    }

    pub fn may_edit_macro(&self, one: &Macro) -> Done<()> {
        if !self.finds_macro(one) {
            return Err(Error::Missing);
        }
        match one.is_shared() && one.teams.is_empty() {
            true => self.may(Permission::Configure),
            false => self.may_offer_macro(!one.is_shared(), &one.teams),
        }
    }
}

/// Neither language has words, or a form that shows something.
fn silent(texts: [&String; 2], forms: [&CleanHtml; 2]) -> bool {
    texts.iter().all(|text| text.is_empty()) && forms.iter().all(|html| html.is_empty())
}

/// One word of letters, digits and hyphens, in lower case, at most 40 characters.
fn shortcut(text: &str) -> Result<String, Refusal> {
    let word = text.trim().trim_start_matches('/').to_lowercase();
    let sound = (1..=40).contains(&word.chars().count())
        && word.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | 'ー'));
    if sound { Ok(word) } else { Err(Refusal::ShortcutInvalid) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Role;

    fn wish(text: &str) -> MacroWish {
        MacroWish { name: " Refund ".into(), shortcut: "/Refund".into(), text_en: text.into(), ..MacroWish::default() }
    }

    #[test]
    fn a_macro_has_a_name_a_word_and_something_to_do() {
        let sound = wish("Dear {{ requester.name }},\r\nsorry.").sound().unwrap();
        assert_eq!((sound.name.as_str(), sound.shortcut.as_str()), ("Refund", "refund"));
        assert_eq!(sound.text_en, "Dear {{ requester.name }},\nsorry.");
        assert_eq!(wish(" ").sound(), Err(Refusal::MacroEmpty));
        assert_eq!(wish("{{ nobody }}").sound(), Err(Refusal::TemplateWrong));
        let acting = Acts { assignee: Assignee::Writer, ..Acts::default() };
        assert!(MacroWish { acts: acting, ..wish("") }.sound().is_ok());
    }

    #[test]
    fn a_macro_takes_any_step_but_another_macro() {
        let with = |steps| MacroWish { acts: Acts { steps, ..Acts::default() }, ..wish("") }.sound().map(drop);
        assert_eq!(with(vec![Step::AskRating]), Ok(()));
        assert_eq!(with(vec![Step::ApplyMacro(MacroId(1))]), Err(Refusal::MacroInMacro));
        assert_eq!(with(vec![Step::Snooze(0)]), Err(Refusal::StepIncomplete));
        assert_eq!(with(vec![Step::Wake; MOST_STEPS + 1]), Err(Refusal::TooManySteps));
    }

    #[test]
    fn the_text_of_a_macro_is_what_its_form_says() {
        let html = CleanHtml::clean("<p>Dear <b>{{ requester.name }}</b></p><script>x</script>");
        let sound = MacroWish { html_en: html, ..wish("something else") }.sound().unwrap();
        assert_eq!(sound.text_en, sound.html_en.to_text().trim());
        assert!(sound.text_en.contains("{{ requester.name }}") && !sound.html_en.as_str().contains("script"));
        let nothing = MacroWish { html_en: CleanHtml::clean("<p></p>"), ..wish("") };
        assert_eq!(nothing.sound(), Err(Refusal::MacroEmpty));
        let wrong = MacroWish { html_en: CleanHtml::clean("<p>{{ nobody }}</p>"), ..wish("") };
        assert_eq!(wrong.sound(), Err(Refusal::TemplateWrong));
    }

    #[test]
    fn a_shortcut_is_one_word_of_any_script() {
        assert_eq!(shortcut(" 返金ー1 "), Ok("返金ー1".into()));
        for text in ["", "/", "a b", "a/b", &"x".repeat(41)] {
            assert_eq!(shortcut(text), Err(Refusal::ShortcutInvalid), "{text}");
        }
    }

    #[test]
    fn a_text_in_one_language_serves_for_both() {
        let one = of(1, None, &[2]);
        assert_eq!(one.text(Language::Japanese), "Hello");
        assert!(one.is_for(TeamId(2)) && !one.is_for(TeamId(1)));
    }

    fn of(id: i64, owner: Option<i64>, teams: &[i64]) -> Macro {
        Macro {
            id: MacroId(id),
            owner: owner.map(PersonId),
            name: "x".into(),
            shortcut: "x".into(),
            text_en: "Hello".into(),
            text_ja: String::new(),
            html_en: CleanHtml::default(),
            html_ja: CleanHtml::default(),
            files: Vec::new(),
            acts: Acts::default(),
            teams: teams.iter().copied().map(TeamId).collect(),
            condition: Condition::everything(),
            version: 1,
        }
    }

    #[test]
    fn who_finds_a_macro_and_who_changes_it() {
        let agent =
            |person, role, level| Actor::Agent { person: PersonId(person), role, levels: [(TeamId(1), level)].into() };
        let answer = |done: Done<()>| match done {
            Ok(()) => "yes",
            Err(Error::Missing) => "not there",
            Err(_) => "no",
        };
        let all = [of(1, Some(7), &[]), of(2, None, &[1]), of(3, None, &[1, 2]), of(4, None, &[])];
        let table = [
            (agent(7, Role::Agent, Level::Full), [true; 4], ["yes", "no", "no", "no"]),
            (agent(7, Role::Light, Level::Read), [true; 4], ["no"; 4]),
            (
                agent(8, Role::Agent, Level::None),
                [false, false, false, true],
                ["not there", "not there", "not there", "no"],
            ),
            (
                agent(8, Role::Supervisor, Level::Read),
                [false, true, true, true],
                ["not there", "yes", "not there", "no"],
            ),
            (agent(8, Role::Administrator, Level::None), [false, true, true, true], ["not there", "yes", "yes", "yes"]),
            (Actor::Requester(PersonId(8)), [false, false, false, true], ["not there"; 4]),
        ];
        for (actor, finds, edits) in table {
            assert_eq!(all.each_ref().map(|one| actor.finds_macro(one)), finds, "{actor:?} finds");
            assert_eq!(all.each_ref().map(|one| answer(actor.may_edit_macro(one))), edits, "{actor:?} edits");
        }
    }

    #[test]
    fn the_nearest_of_those_with_one_shortcut_is_meant() {
        let (all, team, own) = (of(1, None, &[]), of(2, None, &[1]), of(3, Some(7), &[]));
        let other = Macro { shortcut: "y".into(), ..of(4, None, &[]) };
        let ids = |macros: Vec<Macro>| nearest(macros).iter().map(|one| one.id.0).collect::<Vec<_>>();
        assert_eq!(ids(vec![all.clone(), other.clone(), team.clone(), own.clone()]), [3, 4]);
        assert_eq!(ids(vec![all.clone(), other, team.clone()]), [2, 4]);
        assert!(!own.takes_shortcut_of(&all) && !team.takes_shortcut_of(&all));
        assert!(team.takes_shortcut_of(&of(5, None, &[2, 1])) && !team.takes_shortcut_of(&of(5, None, &[2])));
        assert!(own.takes_shortcut_of(&of(5, Some(7), &[])) && !own.takes_shortcut_of(&of(5, Some(8), &[])));
        assert!(all.takes_shortcut_of(&of(5, None, &[])) && !all.takes_shortcut_of(&all));
    }

    #[test]
    fn whoever_makes_no_rules_puts_in_what_they_could_do_by_hand() {
        let agent = |role| Actor::Agent { person: PersonId(7), role, levels: [].into() };
        let (few, all) = (Acts::step_kinds(&agent(Role::Agent)), Acts::step_kinds(&agent(Role::Supervisor)));
        assert!(few.contains(&"snooze") && !few.contains(&"webhook") && !few.contains(&"write"));
        assert!(all.contains(&"webhook") && !all.contains(&"apply_macro"));
    }
}
