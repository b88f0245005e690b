//! Rules to begin with: each a wish that anybody can read, change and try before it acts. Their words are in `locales`
//! under `recipe-…`: a name, what it is for, and the texts that its steps write.

use super::{Responsible, Role, RuleKind, RuleWish, Stage, Step, Texts};
use crate::condition::Condition;
use crate::ticket::{Category, Kind, Priority, StatusId};
use base::{Language, words};

#[derive(Clone, Copy, Debug)]
pub struct Recipe {
    /// `angry` has its words under `recipe-angry`, `recipe-angry-why`, `recipe-angry-text`.
    pub key: &'static str,
    kind: RuleKind,
    on: &'static [&'static str],
    /// JSON.
    condition: &'static str,
    steps: &'static [Brief],
}

/// A step in terms that every installation has.
#[derive(Clone, Copy, Debug)]
enum Brief {
    Priority(Priority),
    Kind(Kind),
    /// The standard status of a category.
    Turn(Category),
    Nobody,
    Doer,
    Spam,
    Snooze(u32),
    UntilReply,
    Wake,
    Note,
    Write(&'static [Role]),
    AskRating,
}

use Brief::{AskRating, Doer, Note, Snooze, Spam, Turn, UntilReply, Wake, Write};
use RuleKind::{Button, Event, Time};

const fn on(
    key: &'static str,
    events: &'static [&'static str],
    condition: &'static str,
    steps: &'static [Brief],
) -> Recipe {
    Recipe { key, kind: Event, on: events, condition, steps }
}

const fn after(key: &'static str, condition: &'static str, steps: &'static [Brief]) -> Recipe {
    Recipe { key, kind: Time, on: &[], condition, steps }
}

const fn pressed(key: &'static str, condition: &'static str, steps: &'static [Brief]) -> Recipe {
    Recipe { key, kind: Button, on: &[], condition, steps }
}

const SAID: &[&str] = &["ticket_created", "message_received"];
const TEAM: &[Role] = &[Role::Team];
const ASKED: &[Role] = &[Role::Requester];
const RESPONSIBLE: &[Role] = &[Role::Assignee];

pub const RECIPES: &[Recipe] = &[
    on(
        "urgent-words",
        SAID,
        r#"{"any":[{"field":"subject","operator":"matches","value":"urgent|asap|emergency|outage|至急|緊急|大至急|障害"},{"field":"last_message","operator":"matches","value":"urgent|asap|emergency|outage|至急|緊急|大至急|障害"}]}"#,
        &[Brief::Priority(Priority::Urgent)],
    ),
    on(
        "angry",
        SAID,
        r#"{"all":[{"field":"last_message","operator":"matches","value":"lawyer|legal action|unacceptable|complaint|弁護士|消費者センター|クレーム|苦情|責任者"}]}"#,
        &[Brief::Priority(Priority::High), Note],
    ),
    on(
        "order-number",
        SAID,
        r#"{"all":[{"field":"last_message","operator":"matches","value":"(order|注文)(番号)?\\s*[:#：]?\\s*[0-9]{5,}"}]}"#,
        &[Brief::Kind(Kind::Question), Note],
    ),
    on(
        "incident-words",
        &["ticket_created"],
        r#"{"all":[{"field":"subject","operator":"matches","value":"error|crash|down|broken|エラー|停止|故障|つながらない|動かない"}]}"#,
        &[Brief::Kind(Kind::Incident), Brief::Priority(Priority::High)],
    ),
    on(
        "urgent-tell-team",
        &["priority_changed"],
        r#"{"all":[{"field":"priority","operator":"became","value":["urgent"]}]}"#,
        &[Write(TEAM)],
    ),
    on(
        "assigned-tell",
        &["assignee_changed"],
        r#"{"all":[{"field":"assignee","operator":"changed"},{"field":"assignee","operator":"set"}]}"#,
        &[Write(RESPONSIBLE)],
    ),
    on(
        "answer-tell-assignee",
        &["message_received"],
        r#"{"all":[{"field":"assignee","operator":"set"},{"field":"messages","operator":"least","value":2}]}"#,
        &[Write(RESPONSIBLE)],
    ),
    on(
        "claim-first",
        &["message_sent", "note_added"],
        r#"{"all":[{"field":"assignee","operator":"unset"}]}"#,
        &[Brief::Doer],
    ),
    on(
        "reopened",
        &["message_received"],
        r#"{"all":[{"field":"category","operator":"any_of","value":["solved"]}]}"#,
        &[Turn(Category::Open), Brief::Priority(Priority::High)],
    ),
    on(
        "team-change-frees",
        &["team_changed"],
        r#"{"all":[{"field":"team","operator":"changed"},{"field":"assignee","operator":"set"}]}"#,
        &[Brief::Nobody],
    ),
    on("bounce", &["letter_failed", "letter_bounced"], r#"{"all":[]}"#, &[Brief::Priority(Priority::High), Note]),
    on(
        "snooze-holds",
        &["ticket_snoozed"],
        r#"{"all":[{"field":"category","operator":"any_of","value":["new","open"]}]}"#,
        &[Turn(Category::OnHold)],
    ),
    on(
        "spam-words",
        &["ticket_created"],
        r#"{"all":[{"field":"subject","operator":"matches","value":"casino|viagra|crypto profit|seo ranking|出会い|副業で稼"}]}"#,
        &[Spam],
    ),
    on(
        "solved-thanks",
        &["status_changed"],
        r#"{"all":[{"field":"category","operator":"any_of","value":["solved"]},{"field":"status","operator":"changed"}]}"#,
        &[Write(ASKED)],
    ),
    on(
        "rated-low",
        &["ticket_rated"],
        r#"{"all":[{"field":"rating","operator":"most","value":2}]}"#,
        &[Brief::Priority(Priority::High), Note, Write(TEAM)],
    ),
    after(
        "ask-rating",
        r#"{"all":[{"field":"category","operator":"any_of","value":["solved","closed"]},{"field":"rating","operator":"unset"},{"field":"solved_at","operator":"when","value":"older 1 days"},{"field":"solved_at","operator":"when","value":"within 7 days"}]}"#,
        &[AskRating],
    ),
    after(
        "no-answer-hour",
        r#"{"all":[{"field":"place","operator":"any_of","value":["open"]},{"field":"unanswered","operator":"yes"},{"field":"received_at","operator":"when","value":"older 4 hours"}]}"#,
        &[Brief::Priority(Priority::High), Write(TEAM)],
    ),
    after(
        "urgent-waits",
        r#"{"all":[{"field":"place","operator":"any_of","value":["open"]},{"field":"priority","operator":"any_of","value":["urgent"]},{"field":"unanswered","operator":"yes"},{"field":"received_at","operator":"when","value":"older 30 minutes"}]}"#,
        &[Write(TEAM), Note],
    ),
    after(
        "remind-requester",
        r#"{"all":[{"field":"category","operator":"any_of","value":["pending"]},{"field":"replied_at","operator":"when","value":"older 3 days"},{"field":"unanswered","operator":"no"}]}"#,
        &[Write(ASKED)],
    ),
    after(
        "close-waiting",
        r#"{"all":[{"field":"category","operator":"any_of","value":["pending"]},{"field":"updated_at","operator":"when","value":"older 14 days"}]}"#,
        &[Turn(Category::Solved)],
    ),
    after(
        "nobody-took",
        r#"{"all":[{"field":"place","operator":"any_of","value":["open"]},{"field":"assignee","operator":"unset"},{"field":"created_at","operator":"when","value":"older 1 days"}]}"#,
        &[Write(TEAM)],
    ),
    pressed(
        "ask-details",
        r#"{"all":[{"field":"place","operator":"any_of","value":["open"]}]}"#,
        &[Write(ASKED), Turn(Category::Pending), Snooze(2 * 24 * 60)],
    ),
    pressed(
        "escalate",
        r#"{"none":[{"field":"priority","operator":"any_of","value":["urgent"]}]}"#,
        &[Brief::Priority(Priority::Urgent), Wake, Note, Write(TEAM)],
    ),
    pressed("wait", r#"{"all":[{"field":"place","operator":"any_of","value":["open"]}]}"#, &[UntilReply]),
];

impl Recipe {
    pub fn named(key: &str) -> Option<&'static Self> {
        RECIPES.iter().find(|recipe| recipe.key == key)
    }

    pub fn name(&self) -> String {
        format!("recipe-{}", self.key)
    }

    pub fn why(&self) -> String {
        format!("recipe-{}-why", self.key)
    }

    pub const fn kind(&self) -> RuleKind {
        self.kind
    }

    /// As a wish in somebody's language, to be looked over. `standard` knows the standard status of a category.
    pub fn wish(&self, language: Language, standard: impl Fn(Category) -> Option<StatusId>) -> RuleWish {
        let said = words::of(language);
        RuleWish {
            name: said.say(&self.name()).to_owned(),
            purpose: said.say(&self.why()).to_owned(),
            kind: self.kind,
            stage: Stage::Log,
            on: self.on.iter().map(ToString::to_string).collect(),
            condition: Condition::read(self.condition).unwrap_or_default(),
            steps: self.steps.iter().filter_map(|brief| self.step(*brief, &standard)).collect(),
            stop: false,
            old: false,
        }
    }

    fn step(&self, brief: Brief, standard: &impl Fn(Category) -> Option<StatusId>) -> Option<Step> {
        Some(match brief {
            Brief::Priority(priority) => Step::SetPriority(priority),
            Brief::Kind(kind) => Step::SetKind(kind),
            Turn(category) => Step::SetStatus(standard(category)?),
            Brief::Nobody => Step::Assign(Responsible::Nobody),
            Doer => Step::Assign(Responsible::Doer),
            Spam => Step::MarkSpam,
            Snooze(minutes) => Step::Snooze(minutes),
            UntilReply => Step::SnoozeUntilReply,
            Wake => Step::Wake,
            AskRating => Step::AskRating,
            Note => Step::Note(self.texts("note")),
            Write(to) => Step::Write {
                to: to.to_vec(),
                address: String::new(),
                subject: Texts::default(),
                text: self.texts("text"),
            },
        })
    }

    /// With the variables of templates where the sentences have theirs.
    fn texts(&self, what: &str) -> Texts {
        let key = format!("recipe-{}-{what}", self.key);
        let of = |language| {
            let mut args = words::Args::new();
            for (name, variable) in [
                ("name", "{{ requester.name }}"),
                ("number", "{{ ticket.number }}"),
                ("subject", "{{ ticket.subject }}"),
                ("organization", "{{ organization }}"),
            ] {
                args.set(name, variable);
            }
            words::of(language).tell(&key, &args)
        };
        Texts { en: of(Language::English), ja: of(Language::Japanese) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_recipe_is_a_sound_rule_with_words_in_every_language() {
        assert!(RECIPES.len() >= 20);
        for language in Language::ALL {
            let said = words::of(language);
            for recipe in RECIPES {
                assert!(said.knows(&recipe.name()) && said.knows(&recipe.why()), "{} in {language:?}", recipe.key);
                assert!(Condition::read(recipe.condition).is_ok(), "{}", recipe.key);
                let wish = recipe.wish(language, |category| Some(StatusId(category as i64 + 1)));
                assert_eq!(wish.steps.len(), recipe.steps.len());
                wish.sound().unwrap_or_else(|refusal| panic!("{} in {language:?}: {refusal:?}", recipe.key));
            }
        }
    }
}
