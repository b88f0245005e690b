//! A condition as it lies in a form: read however unfinished it is, added to, drawn again, and taken once it is whole.

use super::fields::Fields;
use base::Stretch;
use base::words::Words;
use desk::Refusal;
use desk::condition::{
    Condition, Custom, DEEPEST, Feature, Field, Kin, Operand, Operator, Pattern, Realm, Span, Test, Type, When, Whom,
};
use service::ticket::Choices;
use views::Shell;
use views::admin::Choice;
use views::agent::builder::{Ground, Group, Part, Row, Typed};

#[derive(Clone, Debug, PartialEq)]
pub enum Sketch {
    Group(How, Vec<Sketch>),
    Row(Drawn),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    All,
    Any,
    None,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    pub field: Field,
    pub operator: Operator,
    pub typed: Typed,
    /// A name that is to be looked up; once it was, one that nothing bears.
    pub find: String,
    /// Why not, where that is more than that nothing bears it.
    pub unclear: Option<Refusal>,
    /// Names that begin so.
    pub near: Vec<String>,
}

/// Rows and groups that one form is read to.
const MOST: usize = 200;

impl How {
    const fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Any => "any",
            Self::None => "none",
        }
    }

    fn named(name: &str) -> Option<Self> {
        [Self::All, Self::Any, Self::None].into_iter().find(|how| how.name() == name)
    }
}

impl Sketch {
    /// What a form says, however unfinished; without any, everything.
    ///
    /// # Errors
    /// It names what there is not, or there is no end to it: no page of ours has sent it.
    pub fn read(form: &Fields) -> Result<Self, Refusal> {
        Self::read_in(form, Realm::Ticket)
    }

    /// The same about what the realm has.
    ///
    /// # Errors
    /// As [`Sketch::read`].
    pub fn read_in(form: &Fields, realm: Realm) -> Result<Self, Refusal> {
        let whole = Reading { form, realm, seen: 0 }.part("0", 1)?;
        Ok(whole.unwrap_or(Self::Group(How::All, Vec::new())))
    }

    pub fn of(condition: &Condition) -> Self {
        let group = |how, parts: &[Condition]| Self::Group(how, parts.iter().map(Self::of).collect());
        match condition {
            Condition::All(parts) => group(How::All, parts),
            Condition::Any(parts) => group(How::Any, parts),
            Condition::None(parts) => group(How::None, parts),
            Condition::Test(test) => Self::Row(Drawn {
                field: test.field,
                operator: test.operator,
                typed: typed(&test.operand, test.field.kind()),
                find: String::new(),
                unclear: None,
                near: Vec::new(),
            }),
        }
    }

    /// The outermost is always a group.
    pub fn grouped(self) -> Self {
        match self {
            Self::Group(..) => self,
            Self::Row(_) => Self::Group(How::All, vec![self]),
        }
    }

    /// # Errors
    /// It is not finished, or more than a condition may be.
    pub fn condition(&self) -> Result<Condition, Refusal> {
        self.whole()?.checked()
    }

    fn whole(&self) -> Result<Condition, Refusal> {
        match self {
            Self::Group(how, parts) => {
                let parts = parts.iter().map(Self::whole).collect::<Result<Vec<_>, _>>()?;
                Ok(match how {
                    How::All => Condition::All(parts),
                    How::Any => Condition::Any(parts),
                    How::None => Condition::None(parts),
                })
            }
            Self::Row(row) => Test::new(row.field, row.operator, row.operand()?).map(Condition::Test),
        }
    }

    /// What a button of the form asks: `row:0.1`, `group:0`, `drop:0.2`. What is not there cannot be meant.
    pub fn act(&mut self, act: &str) {
        self.act_with(act, Field::Priority);
    }

    /// The same; a new row asks for `first`.
    pub fn act_with(&mut self, act: &str, first: Field) {
        let Some((what, path)) = act.split_once(':') else { return };
        let steps: Vec<usize> = path.split('.').skip(1).filter_map(|step| step.parse().ok()).collect();
        let blank = || Self::Row(Drawn::new(first));
        match what {
            "row" => self.at(&steps).into_iter().for_each(|parts| parts.push(blank())),
            "group" => {
                self.at(&steps).into_iter().for_each(|parts| parts.push(Self::Group(How::Any, vec![blank()])));
            }
            "drop" => {
                let Some((last, above)) = steps.split_last() else { return };
                if let Some(parts) = self.at(above).filter(|parts| *last < parts.len()) {
                    parts.remove(*last);
                }
            }
            _ => {}
        }
    }

    /// Takes another one in: what must hold beside it stands in its rows, all else in a group.
    pub fn join(&mut self, other: Self) {
        match (self, other) {
            (Self::Group(How::All, parts), Self::Group(How::All, more)) => parts.extend(more),
            (Self::Group(_, parts), other) => parts.push(other),
            (Self::Row(_), _) => (),
        }
    }

    fn at(&mut self, steps: &[usize]) -> Option<&mut Vec<Self>> {
        match (self, steps) {
            (Self::Group(_, parts), []) => Some(parts),
            (Self::Group(_, parts), [first, rest @ ..]) => parts.get_mut(*first)?.at(rest),
            (Self::Row(_), _) => None,
        }
    }

    /// Every row, to look up what is named in it.
    pub fn rows(&mut self) -> Vec<&mut Drawn> {
        match self {
            Self::Group(_, parts) => parts.iter_mut().flat_map(Self::rows).collect(),
            Self::Row(row) => vec![row],
        }
    }

    /// Ids that rows name.
    pub fn spoken_of(&self) -> Vec<(Field, i64)> {
        match self {
            Self::Group(_, parts) => parts.iter().flat_map(Self::spoken_of).collect(),
            Self::Row(row) => {
                row.typed.values.iter().filter_map(|value| Some((row.field, value.parse().ok()?))).collect()
            }
        }
    }

    pub fn drawn<'a>(&self, shell: &Shell<'a>, choices: &Choices) -> Group<'a> {
        self.drawn_for(shell, choices, Ground::View)
    }

    pub fn drawn_for<'a>(&self, shell: &Shell<'a>, choices: &Choices, ground: Ground) -> Group<'a> {
        let around = Around { shell, choices, ground };
        match self {
            Self::Group(how, parts) => group(&around, "0".into(), *how, parts, 1),
            Self::Row(_) => group(&around, "0".into(), How::All, std::slice::from_ref(self), 1),
        }
    }
}

/// A form as it is read: `seen` counts what stood in it so far.
struct Reading<'f> {
    form: &'f Fields,
    realm: Realm,
    seen: usize,
}

impl Reading<'_> {
    fn part(&mut self, path: &str, depth: usize) -> Result<Option<Sketch>, Refusal> {
        self.seen += 1;
        if self.seen > MOST || depth > DEEPEST + 1 {
            return Err(Refusal::ConditionTooLarge);
        }
        let form = self.form;
        let of = |what: &str| form.text(&format!("{what}-{path}")).to_owned();
        if form.has(&format!("how-{path}")) {
            let how = How::named(&of("how")).ok_or(Refusal::ConditionUnreadable)?;
            let mut parts = Vec::new();
            while let Some(part) = self.part(&format!("{path}.{}", parts.len()), depth + 1)? {
                parts.push(part);
            }
            return Ok(Some(Sketch::Group(how, parts)));
        }
        if !form.has(&format!("field-{path}")) {
            return Ok(None);
        }
        let field = self.realm.field(&of("field")).ok_or(Refusal::ConditionUnreadable)?;
        let value = format!("value-{path}");
        let values = form.all(&value).filter(|value| !value.trim().is_empty()).map(str::to_owned);
        let typed = Typed {
            values: values.collect(),
            count: of("count"),
            unit: of("unit"),
            date: of("date"),
            until: of("until"),
        };
        let operator = Operator::named(&of("operator")).unwrap_or(Operator::AnyOf);
        let (find, unclear, near) = (of("find"), None, Vec::new());
        Ok(Some(Sketch::Row(Drawn { field, operator, typed, find, unclear, near }.fitted())))
    }
}

impl Drawn {
    fn new(field: Field) -> Self {
        let (typed, find) = (Typed::default(), String::new());
        Self { field, operator: Operator::AnyOf, typed, find, unclear: None, near: Vec::new() }.fitted()
    }

    /// After another field was chosen: an operator that fits, and no value that does not.
    fn fitted(mut self) -> Self {
        let operators = Operator::of_rule(self.field);
        if !operators.contains(&self.operator) {
            self.operator = operators[0];
        }
        match self.field.kind() {
            Type::Word(list) | Type::MaybeWord(list) => {
                self.typed.values.retain(|value| list.contains(&value.as_str()))
            }
            Type::One(_) | Type::MaybeOne(_) | Type::Many(_) => {
                self.typed.values.retain(|value| value == "me" || value.parse::<i64>().is_ok());
            }
            Type::Moment if self.when().is_none() => {
                let how = self.typed.values.first().cloned().unwrap_or_default();
                let known = views::agent::builder::WHENS.iter().any(|(word, _)| *word == how);
                self.typed.values = vec![if known { how } else { "within".into() }];
                if self.typed.count.is_empty() {
                    self.typed.count = "7".into();
                }
            }
            Type::Text | Type::MaybeText | Type::Number | Type::Amount(_) | Type::Moment | Type::Flag => {}
        }
        self
    }

    fn operand(&self) -> Result<Operand, Refusal> {
        let values = || self.typed.values.clone();
        if self.operator.stands_alone() {
            return Ok(Operand::Nothing);
        }
        if let Some(unknown) = self.unknown() {
            return Err(unknown);
        }
        match self.field.kind() {
            Type::Word(_) | Type::MaybeWord(_) => Ok(Operand::Words(values())),
            Type::Text if self.operator == Operator::Matches => {
                let text = self.typed.values.first().map_or("", String::as_str);
                Pattern::new(text).map(Operand::Pattern)
            }
            Type::Text if self.field == Field::RequesterAddress => {
                Ok(Operand::Texts(self.typed.values.iter().map(|typed| base::narrowed(typed)).collect()))
            }
            Type::Text | Type::MaybeText => Ok(Operand::Texts(values())),
            Type::Amount(digits) => {
                let typed = self.typed.values.first().ok_or(Refusal::ConditionValue)?;
                desk::form::decimal(typed, digits).map(Operand::Number)
            }
            Type::One(_) | Type::MaybeOne(_) | Type::Many(_) => {
                let whom = |value: &String| match value.as_str() {
                    "me" => Ok(Whom::Me),
                    id => id.parse().map(Whom::Id).map_err(|_| Refusal::ConditionValue),
                };
                self.typed.values.iter().map(whom).collect::<Result<_, _>>().map(Operand::Ids)
            }
            Type::Number => {
                let number = self.typed.values.first().and_then(|value| value.trim().parse().ok());
                number.map(Operand::Number).ok_or(Refusal::ConditionValue)
            }
            Type::Moment => self.when().map(Operand::When).ok_or(Refusal::ConditionValue),
            Type::Flag => Ok(Operand::Nothing),
        }
    }

    /// Why the name that stands there chooses nothing.
    pub fn unknown(&self) -> Option<Refusal> {
        let (Type::One(kin) | Type::MaybeOne(kin) | Type::Many(kin)) = self.field.kind() else { return None };
        let unknown = match kin {
            Kin::Person => Refusal::PersonUnknown,
            Kin::Organization => Refusal::OrganizationUnknown,
            Kin::Object => Refusal::ObjectUnknown,
            Kin::Status | Kin::Team | Kin::Tag | Kin::Agent | Kin::Brand | Kin::Mailbox | Kin::Topic => return None,
            Kin::Item | Kin::ObjectType | Kin::Calendar => return None,
        };
        (!self.find.trim().is_empty()).then_some(self.unclear.unwrap_or(unknown))
    }

    fn when(&self) -> Option<When> {
        let Typed { values, count, unit, date, until } = &self.typed;
        let span = || Span::named(count.trim(), if unit.is_empty() { "days" } else { unit });
        let how = values.first()?;
        match how.as_str() {
            "within" => span().map(When::Within),
            "older" => span().map(When::Older),
            "coming" => span().map(When::Coming),
            "on" | "before" | "after" => When::named(&format!("{how} {date}")).filter(When::is_sound),
            "between" => When::named(&format!("between {date} {until}")).filter(When::is_sound),
            other => When::named(&format!("in {other}")),
        }
    }
}

fn typed(operand: &Operand, kind: Type) -> Typed {
    let values = |values: Vec<String>| Typed { values, ..Typed::default() };
    match operand {
        Operand::Nothing => Typed::default(),
        Operand::Words(list) | Operand::Texts(list) => values(list.clone()),
        Operand::Number(number) => match kind {
            Type::Amount(digits) => values(vec![desk::form::plain(*number, digits)]),
            _ => values(vec![number.to_string()]),
        },
        Operand::Pattern(pattern) => values(vec![pattern.text().to_owned()]),
        Operand::Ids(ids) => values(
            ids.iter()
                .map(|whom| match whom {
                    Whom::Me => "me".to_owned(),
                    Whom::Id(id) => id.to_string(),
                })
                .collect(),
        ),
        Operand::When(when) => when_typed(when),
    }
}

fn when_typed(when: &When) -> Typed {
    let span = |how: &str, span: &Span| {
        let (count, unit) = match span {
            Span::Minutes(count) => (count, "minutes"),
            Span::Hours(count) => (count, "hours"),
            Span::Days(count) => (count, "days"),
            Span::Weeks(count) => (count, "weeks"),
        };
        Typed { values: vec![how.into()], count: count.to_string(), unit: unit.into(), ..Typed::default() }
    };
    let date = |how: &str, date: &String| Typed { values: vec![how.into()], date: date.clone(), ..Typed::default() };
    let calendar = |stretch: &str, by: i32| Typed { values: vec![format!("{stretch} {by}")], ..Typed::default() };
    match when {
        When::Within(length) => span("within", length),
        When::Older(length) => span("older", length),
        When::Coming(length) => span("coming", length),
        When::In(Stretch::Day, by) => calendar("day", *by),
        When::In(Stretch::Week, by) => calendar("week", *by),
        When::In(Stretch::Month, by) => calendar("month", *by),
        When::In(Stretch::Year, by) => calendar("year", *by),
        When::On(day) => date("on", day),
        When::Before(day) => date("before", day),
        When::After(day) => date("after", day),
        When::Between(first, last) => Typed { until: last.clone(), ..date("between", first) },
    }
}

struct Around<'r, 'a> {
    shell: &'r Shell<'a>,
    choices: &'r Choices,
    ground: Ground,
}

fn group<'a>(around: &Around<'_, 'a>, path: String, how: How, parts: &[Sketch], depth: usize) -> Group<'a> {
    let Around { shell, choices, ground } = around;
    let part = |(at, part): (usize, &Sketch)| {
        let path = format!("{path}.{at}");
        match part {
            Sketch::Group(how, parts) => Part::Group(group(around, path, *how, parts, depth + 1)),
            Sketch::Row(row) => Part::Row(Row {
                shell: (*shell).clone(),
                field: row.field,
                operator: row.operator,
                choices: offered(row, choices, shell, *ground),
                fields: fields(choices, shell.words, *ground),
                typed: row.typed.clone(),
                find: row.find.clone(),
                unknown: row.unknown().map(Refusal::key),
                near: row.near.clone(),
                ground: *ground,
                path,
            }),
        }
    };
    Group {
        shell: (*shell).clone(),
        how: how.name(),
        parts: parts.iter().enumerate().map(part).collect(),
        deepens: depth < DEEPEST,
        ground: *ground,
        path,
    }
}

fn offered(row: &Drawn, choices: &Choices, shell: &Shell, ground: Ground) -> Vec<Choice> {
    let words = shell.words;
    let language = words.language();
    match row.field.kind() {
        _ if row.field == Field::Priority => {
            shell.priority_choices(|one| row.typed.values.iter().any(|value| value == one.name()))
        }
        Type::Word(list) | Type::MaybeWord(list) => {
            list.iter().map(|word| Choice::new(word, words.say(&row.field.word_key(word)))).collect()
        }
        Type::One(kin) | Type::MaybeOne(kin) | Type::Many(kin) => match kin {
            Kin::Status => choices.statuses.iter().map(|one| Choice::new(one.id, one.shown(language))).collect(),
            Kin::Team => choices.teams.iter().map(|one| Choice::new(one.id, &one.name)).collect(),
            Kin::Tag => choices.tags.iter().map(|one| Choice::new(one.id, &one.name)).collect(),
            Kin::Brand => choices.brands.iter().map(|(id, name)| Choice::new(id, name)).collect(),
            Kin::Mailbox => choices.mailboxes.iter().map(|(id, name)| Choice::new(id, name)).collect(),
            Kin::Topic => choices.topics.iter().map(|one| Choice::new(one.id, one.wish.name.shown(language))).collect(),
            Kin::Item => items(row.field, choices, language),
            Kin::ObjectType => choices.objects.iter().map(|of| Choice::new(of.id, of.name(language))).collect(),
            Kin::Calendar => choices.calendars.iter().map(|(id, name)| Choice::new(id, name)).collect(),
            Kin::Object => named(row, |id| choices.things.get(&desk::object::ObjectId(id))),
            Kin::Agent => {
                let me = (ground == Ground::View).then(|| Choice::new("me", words.say("view-me")));
                me.into_iter().chain(choices.agents.iter().map(|(id, name)| Choice::new(id, name))).collect()
            }
            Kin::Person => named(row, |id| choices.people.get(&desk::people::PersonId(id))),
            Kin::Organization => named(row, |id| choices.organizations.get(&desk::people::OrganizationId(id))),
        },
        Type::Text | Type::MaybeText | Type::Number | Type::Amount(_) | Type::Moment | Type::Flag => Vec::new(),
    }
}

/// Every field there is, with those that people have defined after the others.
fn fields(choices: &Choices, words: &'static Words, ground: Ground) -> Vec<Choice> {
    if ground == Ground::Filter {
        let all = Feature::ALL.iter().copied().map(Field::Mail);
        return all.map(|field| Choice::new(field.name(), words.say(field.key()))).collect();
    }
    let own = choices
        .book
        .fields
        .iter()
        .chain(&choices.others.fields)
        .map(|field| Choice::new(Field::Custom(Custom::of(field)).name(), choices.field_shown(field, words)));
    let properties = choices.book.fields.iter().chain(&choices.others.fields).filter_map(|field| {
        let custom = Custom::properties_of(field)?;
        let shown = words.with("field-properties-of", "x", choices.field_shown(field, words));
        Some(Choice::new(Field::Custom(custom).name(), shown))
    });
    // A star is one person's, and a rule is nobody.
    let all = Field::ALL.iter().filter(|field| ground == Ground::View || **field != Field::Starred);
    let all = all.filter(|field| ground == Ground::Rule || !field.is_of_rules());
    let all = all.filter(|field| **field != Field::Objects || !choices.objects.is_empty());
    let all = all.filter(|field| **field != Field::WorkingHours || !choices.calendars.is_empty());
    all.map(|field| Choice::new(field.name(), words.say(field.key()))).chain(own).chain(properties).collect()
}

fn items(field: Field, choices: &Choices, language: base::Language) -> Vec<Choice> {
    let Field::Custom(custom) = field else { return Vec::new() };
    let items = choices.own_field(custom.id).map(|field| field.nature.items()).unwrap_or_default();
    items.iter().map(|item| Choice::new(item.id, desk::form::spoken(items, item.id, language))).collect()
}

/// Of very many only those that were chosen.
fn named<'c>(row: &Drawn, name: impl Fn(i64) -> Option<&'c String>) -> Vec<Choice> {
    let chosen = row.typed.values.iter().filter_map(|value| Some((value, name(value.parse().ok()?)?)));
    chosen.map(|(value, name)| Choice::new(value, name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(text: &str) -> Fields {
        Fields::read(text.as_bytes())
    }

    const FORM: &str = "how-0=all&field-0.0=priority&operator-0.0=any_of&value-0.0=high&value-0.0=urgent&how-0.1=none\
        &field-0.1.0=subject&operator-0.1.0=contains&value-0.1.0=spam&value-0.1.0=&field-0.1.1=created_at\
        &operator-0.1.1=when&value-0.1.1=within&count-0.1.1=3&unit-0.1.1=hours&field-0.2=assignee&operator-0.2=any_of&value-0.2=me";

    #[test]
    fn a_form_is_a_condition_and_a_condition_a_form() {
        let sketch = Sketch::read(&form(FORM)).unwrap();
        let condition = sketch.condition().unwrap();
        assert_eq!(condition.tests().len(), 4);
        assert_eq!(Sketch::of(&condition).condition(), Ok(condition));
        let row = "how-0=all&field-0.0=created_at&operator-0.0=when&value-0.0";
        for time in ["between&date-0.0=2026-03-01&until-0.0=2026-03-31", "year+-1", "within&count-0.0=2&unit-0.0=weeks"]
        {
            let condition = Sketch::read(&form(&format!("{row}={time}"))).unwrap().condition().unwrap();
            assert_eq!(Sketch::of(&condition).condition(), Ok(condition), "{time}");
        }
        let turned = Sketch::read(&form(&format!("{row}=between&date-0.0=2026-03-31&until-0.0=2026-03-01"))).unwrap();
        assert_eq!(turned.condition(), Err(Refusal::ConditionValue));
    }

    #[test]
    fn rows_and_groups_come_and_go() {
        let mut sketch = Sketch::read(&form(FORM)).unwrap();
        sketch.act("row:0.1");
        sketch.act("group:0");
        sketch.act("drop:0.0");
        let Sketch::Group(How::All, parts) = &sketch else { panic!("{sketch:?}") };
        assert!(matches!(&parts[0], Sketch::Group(How::None, rows) if rows.len() == 3));
        assert!(matches!(&parts[2], Sketch::Group(How::Any, rows) if rows.len() == 1));
        for nonsense in ["drop:0", "drop:0.99", "row:0.0.0.0.0", "explode:0", "row", "drop:x.y"] {
            sketch.act(nonsense);
        }
    }

    #[test]
    fn another_field_takes_an_operator_that_fits_and_drops_what_does_not() {
        let sketch = Sketch::read(&form("how-0=all&field-0.0=subject&operator-0.0=any_of&value-0.0=high")).unwrap();
        let Sketch::Group(_, parts) = sketch else { panic!() };
        assert!(matches!(&parts[0], Sketch::Row(row) if row.operator == Operator::Contains));
        let sketch = Sketch::read(&form("how-0=all&field-0.0=team&operator-0.0=any_of&value-0.0=high")).unwrap();
        assert_eq!(sketch.condition(), Err(Refusal::ConditionValue));
    }

    #[test]
    fn a_form_about_messages_asks_for_messages_alone() {
        let mail = "how-0=all&field-0.0=mail_subject&operator-0.0=matches&value-0.0=order+%28%3F%3Corder%3E%5Cd%2B%29";
        let mut sketch = Sketch::read_in(&form(mail), Realm::Mail).unwrap();
        assert_eq!(sketch.condition().unwrap().group_names(), ["order"]);
        sketch.act_with("row:0", Field::Mail(Feature::Subject));
        assert!(matches!(sketch, Sketch::Group(_, parts) if parts.len() == 2));
        assert_eq!(Sketch::read(&form(mail)), Err(Refusal::ConditionUnreadable));
        assert_eq!(Sketch::read_in(&form(FORM), Realm::Mail), Err(Refusal::ConditionUnreadable));
    }

    #[test]
    fn a_form_without_end_is_read_to_an_end() {
        let deep: String = (0..300).map(|depth| format!("how-0{}=all&", ".0".repeat(depth))).collect();
        assert_eq!(Sketch::read(&form(&deep)), Err(Refusal::ConditionTooLarge));
        assert_eq!(Sketch::read(&form("how-0=some")), Err(Refusal::ConditionUnreadable));
    }
}
