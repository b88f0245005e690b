//! A form as it lies in the builder: read however unfinished it is, added to, drawn again, and taken once it is whole.

use crate::agent::fields::Fields as Sent;
use base::Language;
use base::words::Words;
use desk::Refusal;
use desk::form::{
    Answers, Ask, Audience, Book, Clause, Effect, Field, FieldId, Form, FormId, FormWish, Is, ItemId, Label,
    MOST_PARTS, Nature, Part, Rule, Shape, Stage, Value,
};
use service::form::Called;
use std::collections::BTreeMap;
use views::admin::Choice;
use views::admin::forms::{PartRow, RuleRow};
use views::form::{Blank, Filled, blanks, choices};

/// Before the names of what is tried as an agent.
const AS_AGENT: &str = "agent-";

fn tried_as(audience: Audience, sent: &Sent) -> Sent {
    match audience {
        Audience::Requester => sent.clone(),
        Audience::Agent => {
            let own = |(name, value): &(String, String)| {
                let name = name.strip_prefix(AS_AGENT).filter(|name| name.starts_with("field-"))?;
                Some((name.to_owned(), value.clone()))
            };
            Sent(sent.0.iter().filter_map(own).collect())
        }
    }
}

/// Rules of one field that are read.
const MOST_RULES: usize = 20;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sketch(Vec<PartSketch>);

#[derive(Clone, Debug, PartialEq)]
struct PartSketch {
    field: FieldId,
    requester: Ask,
    agent: Ask,
    to_close: bool,
    rules: Vec<RuleSketch>,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct RuleSketch {
    look: String,
    is: String,
    items: Vec<String>,
    text: String,
    then: String,
    limits: Vec<String>,
    fill: String,
}

impl Sketch {
    pub fn read(sent: &Sent) -> Result<Self, Refusal> {
        let ids: Vec<FieldId> = sent.values("part", MOST_PARTS + 1);
        if ids.len() > MOST_PARTS {
            return Err(Refusal::FormTooLarge);
        }
        Ok(Self(ids.into_iter().map(|id| PartSketch::read(sent, id)).collect()))
    }

    pub fn of(parts: &[Part], book: &Book) -> Self {
        let part = |part: &Part| PartSketch {
            field: part.field,
            requester: part.requester,
            agent: part.agent,
            to_close: part.to_close,
            rules: part.rules.iter().map(|rule| RuleSketch::of(rule, book)).collect(),
        };
        Self(parts.iter().map(part).collect())
    }

    pub fn has(&self, id: FieldId) -> bool {
        self.0.iter().any(|part| part.field == id)
    }

    /// What a button asks: `up:12`, `down:12`, `drop:12`, `rule:12`, `unrule:12-0`, `add`. What is not there cannot be meant.
    pub fn act(&mut self, act: &str, more: &str) {
        let (what, of) = act.split_once(':').unwrap_or((act, more));
        let (id, rule) = of.split_once('-').unwrap_or((of, ""));
        let Ok(id) = id.parse().map(FieldId) else { return };
        let at = self.0.iter().position(|part| part.field == id);
        match (what, at) {
            ("add", None) if self.0.len() < MOST_PARTS => self.0.push(PartSketch::new(id)),
            ("up", Some(at)) if at > 0 => self.0.swap(at, at - 1),
            ("down", Some(at)) if at + 1 < self.0.len() => self.0.swap(at, at + 1),
            ("drop", Some(at)) => drop(self.0.remove(at)),
            ("rule", Some(at)) if at > 0 => {
                let look = self.0[at - 1].field.to_string();
                self.0[at].rules.push(RuleSketch { look, then: "show".into(), ..RuleSketch::default() });
            }
            ("unrule", Some(at)) => {
                let Some(rule) = rule.parse().ok().filter(|rule: &usize| *rule < self.0[at].rules.len()) else {
                    return;
                };
                self.0[at].rules.remove(rule);
            }
            (_, _) => {}
        }
    }

    /// # Errors
    /// A rule is not finished.
    pub fn parts(&self, book: &Book) -> Result<Vec<Part>, Refusal> {
        self.0.iter().map(|part| part.whole(book)).collect()
    }

    /// The first field that is wrong, and why.
    pub fn wrong(&self, book: &Book) -> Option<(FieldId, Refusal)> {
        (0..self.0.len()).find_map(|at| {
            let upto = Self(self.0[..=at].to_vec());
            let sound = upto.parts(book).and_then(|parts| FormWish { name: Label::new("x", ""), parts }.sound(book));
            sound.err().map(|refusal| (self.0[at].field, refusal))
        })
    }

    /// As far as it can be read, with what was tried in it. What is tried as an agent has names of its own.
    pub fn preview(
        &self,
        book: &Book,
        sent: &Sent,
        audience: Audience,
        (language, zone): (Language, &str),
    ) -> Vec<Blank> {
        let parts = self.0.iter().map(|part| part.whole(book).unwrap_or_else(|_| part.bare())).collect();
        let form = Form { id: FormId(0), name: Label::default(), parts, version: 0 };
        let given = crate::blanks::given(&tried_as(audience, sent), zone);
        let (mut answers, mut reasons) = (Answers::new(), BTreeMap::new());
        for (id, typed) in &given.typed {
            match book.field(*id).map(|field| field.read(typed, zone)) {
                Some(Ok(Some(value))) => drop(answers.insert(*id, value)),
                Some(Err(refusal)) => drop(reasons.insert(*id, refusal.key())),
                Some(Ok(None)) | None => {}
            }
        }
        let drawn = form.drawn(book, &answers, audience, Stage::New);
        let filled = Filled { typed: given.typed.into_iter().collect(), reasons };
        let called = Called::default();
        let mut all = blanks(&drawn, book, &answers, &filled, called.eyes(language, zone), &form.looked_at());
        if audience == Audience::Agent {
            all.iter_mut().for_each(|blank| blank.name = format!("{AS_AGENT}{}", blank.name));
        }
        all
    }

    pub fn rows(&self, book: &Book, words: &'static Words, wrong: Option<(FieldId, Refusal)>) -> Vec<PartRow> {
        let language = words.language();
        let mut above: Vec<Choice> = Vec::new();
        let mut rows = Vec::new();
        for part in &self.0 {
            let Some(field) = book.field(part.field) else { continue };
            let label = field.label.shown(language).to_owned();
            let kind = format!("field-kind-{}", field.nature.kind().replace('_', "-"));
            rows.push(PartRow {
                id: field.id.0,
                kind: words.say(&kind).to_owned(),
                requester: part.requester,
                agent: part.agent,
                to_close: part.to_close,
                computed: field.nature.is_computed(),
                reason: wrong.filter(|(id, _)| *id == field.id).map(|(_, refusal)| refusal.key()),
                rules: part.rules.iter().enumerate().map(|(at, rule)| rule.row(at, field, book, words)).collect(),
                above: above.clone(),
                label: label.clone(),
            });
            above.push(Choice::new(field.id, label));
        }
        rows
    }
}

impl PartSketch {
    const fn new(field: FieldId) -> Self {
        Self { field, requester: Ask::Optional, agent: Ask::Optional, to_close: false, rules: Vec::new() }
    }

    fn read(sent: &Sent, field: FieldId) -> Self {
        let ask = |who: &str| Ask::named(sent.text(&format!("{who}-{field}"))).unwrap_or(Ask::Optional);
        let rules: Vec<usize> = sent.values(&format!("rule-{field}"), MOST_RULES);
        Self {
            field,
            requester: ask("requester"),
            agent: ask("agent"),
            to_close: sent.text(&format!("close-{field}")) == "on",
            rules: rules.into_iter().map(|at| RuleSketch::read(sent, field, at)).collect(),
        }
    }

    fn whole(&self, book: &Book) -> Result<Part, Refusal> {
        let rules = self.rules.iter().map(|rule| rule.whole(book)).collect::<Result<Vec<_>, _>>()?;
        Ok(Part { rules, ..self.bare() })
    }

    const fn bare(&self) -> Part {
        Part {
            field: self.field,
            requester: self.requester,
            agent: self.agent,
            to_close: self.to_close,
            rules: Vec::new(),
        }
    }
}

impl RuleSketch {
    fn read(sent: &Sent, field: FieldId, at: usize) -> Self {
        let name = |what: &str| format!("{what}-{field}-{at}");
        let all = |what: &str| sent.all(&name(what)).map(str::to_owned).collect();
        let one = |what: &str| sent.text(&name(what)).trim().to_owned();
        Self {
            look: one("look"),
            is: one("is"),
            items: all("item"),
            text: one("text"),
            then: one("then"),
            limits: all("limit"),
            fill: one("fill"),
        }
    }

    fn of(rule: &Rule, book: &Book) -> Self {
        let ids = |ids: &[ItemId]| ids.iter().map(ToString::to_string).collect::<Vec<_>>();
        let number = |number: i64| {
            let field = book.field(rule.when.field);
            let value = match field.map(|field| field.nature.shape()) {
                Some(Shape::Moment) => Value::Moment(base::Moment(number)),
                _ => Value::Number(number),
            };
            field.and_then(|field| field.typed(&value, "UTC").into_iter().next()).unwrap_or_default()
        };
        let mut sketch = Self { look: rule.when.field.to_string(), ..Self::default() };
        match &rule.when.is {
            Is::Set => sketch.is = "set".into(),
            Is::Unset => sketch.is = "unset".into(),
            Is::AnyOf(items) => (sketch.is, sketch.items) = ("any_of".into(), ids(items)),
            Is::Equals(text) => (sketch.is, sketch.text) = ("equals".into(), text.clone()),
            Is::Least(least) => (sketch.is, sketch.text) = ("least".into(), number(*least)),
            Is::Most(most) => (sketch.is, sketch.text) = ("most".into(), number(*most)),
        }
        match &rule.then {
            Effect::Show => sketch.then = "show".into(),
            Effect::Require => sketch.then = "require".into(),
            Effect::Limit(items) => (sketch.then, sketch.limits) = ("limit".into(), ids(items)),
            Effect::Fill(text) => (sketch.then, sketch.fill) = ("fill".into(), text.clone()),
        }
        sketch
    }

    fn looked(&self) -> Option<FieldId> {
        self.look.parse().ok().map(FieldId)
    }

    fn whole(&self, book: &Book) -> Result<Rule, Refusal> {
        let id = self.looked().ok_or(Refusal::RuleIncomplete)?;
        let field = book.field(id).ok_or(Refusal::FieldUnknown)?;
        let ids = |texts: &[String]| texts.iter().filter_map(|id| id.parse().ok().map(ItemId)).collect::<Vec<_>>();
        let number = || match field.read(std::slice::from_ref(&self.text), "UTC")? {
            Some(Value::Number(number)) => Ok(number),
            Some(Value::Moment(moment)) => Ok(moment.0),
            _ => Err(Refusal::RuleIncomplete),
        };
        let is = match self.fitted(field) {
            "any_of" => Is::AnyOf(ids(&self.items)),
            "equals" => Is::Equals(self.text.clone()),
            "least" => Is::Least(number()?),
            "most" => Is::Most(number()?),
            "unset" => Is::Unset,
            _ => Is::Set,
        };
        let then = match self.then.as_str() {
            "require" => Effect::Require,
            "limit" => Effect::Limit(ids(&self.limits)),
            "fill" => Effect::Fill(self.fill.clone()),
            _ => Effect::Show,
        };
        Ok(Rule { when: Clause { field: id, is }, then })
    }

    /// A test that fits the field it looks at.
    fn fitted(&self, field: &Field) -> &'static str {
        let tests = tests(field);
        tests.iter().find(|test| **test == self.is).or(tests.first()).copied().unwrap_or("set")
    }

    fn row(&self, at: usize, own: &Field, book: &Book, words: &'static Words) -> RuleRow {
        let looked = self.looked().and_then(|id| book.field(id));
        let say = |key: &str| words.say(key).to_owned();
        let word = |test: &&'static str| Choice::new(*test, say(&format!("operator-{}", test.replace('_', "-"))));
        let effects = effects(own).iter().map(|effect| Choice::new(*effect, say(&format!("effect-{effect}"))));
        // A heading is not chosen, but a rule may mean all beneath it.
        let headings = |field: &Field| {
            field.nature.items().iter().filter(|item| item.heading).map(|item| item.id).collect::<Vec<_>>()
        };
        let offered = |field: &Field| choices(field, words.language(), None, &headings(field));
        RuleRow {
            at,
            field: self.look.clone(),
            is: looked.map_or("set", |field| self.fitted(field)).to_owned(),
            tests: looked.map(|field| tests(field).iter().map(word).collect()).unwrap_or_default(),
            items: looked.map(offered).unwrap_or_default(),
            chosen: self.items.clone(),
            text: self.text.clone(),
            then: if effects_has(own, &self.then) { self.then.clone() } else { "show".into() },
            effects: effects.collect(),
            limits: offered(own),
            limited: self.limits.clone(),
            fill: self.fill.clone(),
        }
    }
}

const fn tests(field: &Field) -> &'static [&'static str] {
    if matches!(field.nature, Nature::RichText | Nature::File { .. }) {
        return &["set", "unset"];
    }
    match field.nature.shape() {
        Shape::Item | Shape::Items => &["any_of", "set", "unset"],
        Shape::Amount(_) | Shape::Moment => &["least", "most", "set", "unset"],
        Shape::Text | Shape::Properties => &["equals", "set", "unset"],
        Shape::Flag | Shape::Person | Shape::Organization | Shape::Object => &["set", "unset"],
    }
}

const fn effects(field: &Field) -> &'static [&'static str] {
    match field.nature {
        Nature::Choice { .. } | Nature::Choices { .. } | Nature::Tree { .. } => &["show", "require", "limit", "fill"],
        Nature::Person | Nature::Organization | Nature::Ticket | Nature::Object { .. } => &["show", "require"],
        Nature::RichText | Nature::File { .. } => &["show", "require"],
        Nature::Text | Nature::LongText | Nature::Pattern { .. } | Nature::Number { .. } | Nature::Money { .. } => {
            &["show", "require", "fill"]
        }
        Nature::Date | Nature::Time | Nature::Flag | Nature::Link { .. } => &["show", "require", "fill"],
        Nature::External { .. } => &["show", "require", "fill"],
        Nature::Sequence { .. } | Nature::Formula { .. } => &["show"],
    }
}

fn effects_has(field: &Field, effect: &str) -> bool {
    effects(field).contains(&effect)
}
