//! Whether a condition holds for a ticket, and when the clock alone may change that.

use super::{Condition, Fact, Facts, Field, Operand, Operator, Selves, Test, Viewer, Whom, folded};
use crate::Event;
use crate::form::{Item, ItemId, known_of};
use crate::people::PersonId;
use crate::sla::Door;
use base::Moment;
use std::borrow::Cow;

impl Condition {
    pub fn holds(&self, facts: &Facts, viewer: &Viewer) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.holds(facts, viewer)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(facts, viewer)),
            Self::None(parts) => !parts.iter().any(|part| part.holds(facts, viewer)),
            Self::Test(test) => test.holds(facts, viewer),
        }
    }

    /// The next moment at which one of its tests turns by the clock alone; none: only a change of the ticket can.
    pub fn turns_at(&self, facts: &Facts, viewer: &Viewer) -> Option<Moment> {
        let timed = self.tests().into_iter().filter_map(|test| test.turns_at(facts, viewer));
        timed.chain(self.door_turns(facts, viewer)).min()
    }

    /// The next moment at which a calendar turns that this depends on, as the ticket stands: what holds whether it is open or
    /// not need not be looked at again.
    fn door_turns(&self, facts: &Facts, viewer: &Viewer) -> Option<Moment> {
        let tests = self.tests();
        let asked: Vec<&Test> = tests.into_iter().filter(|test| test.field == Field::WorkingHours).collect();
        let names = |test: &&Test, id: i64| match &test.operand {
            Operand::Ids(ids) => ids.contains(&Whom::Id(id)),
            _ => true,
        };
        let mut doors = facts.doors.to_vec();
        let involved: Vec<usize> =
            (0..doors.len()).filter(|at| asked.iter().any(|test| names(test, doors[*at].calendar.0))).collect();
        let turn = involved.iter().filter_map(|at| facts.doors[*at].turns_at).min()?;
        if involved.len() > MOST_DOORS {
            return Some(turn);
        }
        let now = self.holds(facts, viewer);
        let differs = (0..1_u32 << involved.len()).any(|open| {
            involved.iter().enumerate().for_each(|(bit, at)| doors[*at].open = open >> bit & 1 == 1);
            self.holds(&Facts { doors: &doors, ..*facts }, viewer) != now
        });
        differs.then_some(turn)
    }
}

/// Calendars of one condition that are tried open and closed.
const MOST_DOORS: usize = 6;

impl Test {
    /// Whether it holds of calendars alone.
    pub fn holds_of(&self, doors: &[Door], viewer: &Viewer) -> bool {
        let open = doors.iter().filter(|door| door.open).map(|door| door.calendar.0).collect();
        self.answers(&Fact::Ids(open), viewer)
    }

    /// Items of a list whose properties are as the test wants them. One of them has to be chosen; or, where the test says
    /// what must not be known of it, none of them may be.
    pub fn among_items(&self, items: &[Item]) -> (bool, Vec<ItemId>) {
        let (chosen, operator) = match self.operator {
            Operator::Lacks => (false, Operator::Contains),
            Operator::Unset => (false, Operator::Set),
            other => (true, other),
        };
        let wants = Self { operator, ..self.clone() };
        let fits = |item: &&Item| {
            let known = known_of(items, item.id);
            let texts: Vec<&str> = known.iter().map(String::as_str).collect();
            match &wants.operand {
                Operand::Texts(wanted) => wants.reads(&texts, wanted),
                Operand::Nothing => !texts.is_empty(),
                Operand::Words(_) | Operand::Ids(_) | Operand::Number(_) | Operand::Pattern(_) | Operand::When(_) => {
                    false
                }
            }
        };
        (chosen, items.iter().filter(fits).map(|item| item.id).collect())
    }

    fn holds(&self, facts: &Facts, viewer: &Viewer) -> bool {
        if self.operator.is_of_events() {
            return self.is_told_by(facts.event, facts.selves);
        }
        let meant = self.meant(facts.selves);
        self.facts(facts, viewer).iter().any(|fact| meant.answers(fact, viewer))
    }

    /// What it looks at: one value, or that of each of several objects.
    fn facts<'f>(&self, facts: &Facts<'f>, viewer: &Viewer) -> Vec<Fact<'f>> {
        let many = if let Field::Custom(custom) = self.field { Some(custom) } else { None };
        let several = many.filter(|custom| custom.may_be_many()).map(|custom| facts.each(custom)).unwrap_or_default();
        if several.is_empty() { vec![facts.of(self.field, viewer)] } else { several }
    }

    /// The event at hand has changed the field, as the test wants it.
    pub(super) fn is_told_by(&self, event: Option<&Event>, selves: &Selves) -> bool {
        let change = event.and_then(|event| Some((event, event.change_of(self.field)?)));
        let Some((event, (from, to))) = change else { return false };
        // Nobody looks: "me" is not to be had in a rule.
        let viewer = Viewer { person: PersonId(0), now: Moment(0), zone: String::new() };
        let counts = matches!(self.operand, Operand::Number(_));
        let any = Self { operator: if counts { Operator::Equals } else { Operator::AnyOf }, ..self.clone() };
        // A ticket goes from one to another that are one when they are merged: it was there already, unless the other is named.
        let meant = if event.is_of_a_merge() { Cow::Borrowed(&any) } else { any.meant(selves) };
        let differs = |one: &Fact, other: &Fact| {
            any.answers(one, &viewer) || (meant.answers(one, &viewer) && !meant.answers(other, &viewer))
        };
        (self.operator == Operator::Changed)
            || self.is_crossed(&from, &to)
            || (self.operator == Operator::Became && differs(&to, &from))
            || (self.operator == Operator::Was && differs(&from, &to))
    }

    /// Whether a value is as the test wants it.
    pub(super) fn answers(&self, fact: &Fact, viewer: &Viewer) -> bool {
        match (fact, &self.operand) {
            (Fact::Word(word), operand) => {
                let named =
                    || matches!(operand, Operand::Words(words) if words.iter().any(|one| *word == Some(one.as_str())));
                self.among(word.is_none(), named, named)
            }
            (Fact::Ids(ids), operand) => {
                let wanted: Vec<i64> = match operand {
                    Operand::Ids(wanted) => wanted.iter().map(|whom| whom.id(viewer)).collect(),
                    Operand::Nothing
                    | Operand::Words(_)
                    | Operand::Texts(_)
                    | Operand::Number(_)
                    | Operand::Pattern(_)
                    | Operand::When(_) => Vec::new(),
                };
                let any = || wanted.iter().any(|id| ids.contains(id));
                self.among(ids.is_empty(), any, || wanted.iter().all(|id| ids.contains(id)))
            }
            (Fact::Texts(texts), Operand::Texts(wanted)) => self.reads(texts, wanted),
            (Fact::Texts(texts), Operand::Pattern(pattern)) => texts.iter().any(|text| pattern.is_in(text)),
            (Fact::Texts(texts), Operand::Nothing) => texts.is_empty() == (self.operator == Operator::Unset),
            (Fact::Amount(number), Operand::Number(wanted)) => {
                number.is_some_and(|number| self.counts(number, *wanted))
            }
            (Fact::Amount(number), Operand::Nothing) => number.is_some() == (self.operator == Operator::Set),
            (Fact::Number(number), Operand::Number(wanted)) => self.counts(*number, *wanted),
            (Fact::Moment(moment), Operand::When(when)) => {
                moment.is_some_and(|moment| when.range(viewer.now, &viewer.zone).contains(&moment))
            }
            (Fact::Moment(moment), Operand::Nothing) => moment.is_some() == (self.operator == Operator::Set),
            (Fact::Flag(flag), Operand::Nothing) => *flag == (self.operator == Operator::Yes),
            // Operands that do not fit cannot be made.
            (Fact::Texts(_) | Fact::Number(_) | Fact::Amount(_) | Fact::Moment(_) | Fact::Flag(_), _) => false,
        }
    }

    /// A number went over the bound, the way the test wants it.
    fn is_crossed(&self, from: &Fact, to: &Fact) -> bool {
        let (Fact::Number(from), Fact::Number(to), Operand::Number(bound)) = (from, to, &self.operand) else {
            return false;
        };
        (self.operator == Operator::Reached && from < bound && to >= bound)
            || (self.operator == Operator::Fell && from > bound && to <= bound)
    }

    fn counts(&self, number: i64, wanted: i64) -> bool {
        (self.operator == Operator::Equals && number == wanted)
            || (self.operator == Operator::Least && number >= wanted)
            || (self.operator == Operator::Most && number <= wanted)
    }

    fn among(&self, empty: bool, any: impl FnOnce() -> bool, all: impl FnOnce() -> bool) -> bool {
        use Operator::*;
        match self.operator {
            AnyOf => any(),
            AllOf => all(),
            NoneOf => !any(),
            Set => !empty,
            Unset => empty,
            Yes | No | Contains | Lacks | Equals | Begins | Ends | Least | Most | When | Matches | Changed | Became
            | Was | Reached | Fell => false,
        }
    }

    fn reads(&self, texts: &[&str], wanted: &[String]) -> bool {
        let any = |fits: fn(&str, &str) -> bool| {
            texts.iter().map(|text| folded(text)).any(|text| wanted.iter().any(|one| fits(&text, &folded(one))))
        };
        use Operator::*;
        match self.operator {
            Contains => any(|text, part| text.contains(part)),
            Lacks => !any(|text, part| text.contains(part)),
            Equals => any(|text, whole| text == whole),
            Begins => any(|text, part| text.starts_with(part)),
            Ends => any(|text, part| text.ends_with(part)),
            AnyOf | AllOf | NoneOf | Set | Unset | Yes | No | Least | Most | When | Matches | Changed | Became
            | Was | Reached | Fell => false,
        }
    }

    fn turns_at(&self, facts: &Facts, viewer: &Viewer) -> Option<Moment> {
        let Operand::When(when) = &self.operand else { return None };
        let moments = self.facts(facts, viewer).into_iter().filter_map(|fact| match fact {
            Fact::Moment(moment) => moment,
            Fact::Word(_) | Fact::Ids(_) | Fact::Texts(_) | Fact::Number(_) | Fact::Amount(_) | Fact::Flag(_) => None,
        });
        let turns = moments.flat_map(|moment| {
            let during = when.during(moment, &viewer.zone);
            [during.start, during.end]
        });
        turns.filter(|turn| *turn > viewer.now && turn.0 != i64::MAX).min()
    }
}

impl Whom {
    pub const fn id(self, viewer: &Viewer) -> i64 {
        match self {
            Self::Me => viewer.person.0,
            Self::Id(id) => id,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Custom, Hanging, Span, When, Whose};
    use super::*;
    use crate::people::OrganizationId;
    use crate::ticket::{Priority, TagId, Ticket, a_ticket};

    static NOTHING: Hanging =
        Hanging { open_task: false, open_side: false, files: false, minutes: 0, blocked: false, relations: Vec::new() };

    static ALONE: Selves = Selves { organizations: Vec::new(), people: Vec::new() };

    fn about(ticket: &Ticket) -> Facts<'_> {
        Facts {
            ticket,
            participants: &[],
            followers: &[],
            starred: &[PersonId(7)],
            requester_name: "Kei Tanaka",
            requester_addresses: &[],
            organization_name: None,
            tier: crate::people::Tier::Standard,
            cells: &[],
            properties: &[],
            objects: &[],
            hanging: &NOTHING,
            doors: &[],
            selves: &ALONE,
            rating_comment: None,
            queue: 0,
            event: None,
        }
    }

    fn me() -> Viewer {
        Viewer { person: PersonId(7), now: Moment(10_000_000), zone: "Asia/Tokyo".into() }
    }

    fn test(field: Field, operator: Operator, operand: Operand) -> Condition {
        Condition::Test(Test::new(field, operator, operand).unwrap())
    }

    fn urgent() -> Condition {
        test(Field::Priority, Operator::AnyOf, Operand::Words(vec!["urgent".into()]))
    }

    fn mine() -> Condition {
        test(Field::Assignee, Operator::AnyOf, Operand::Ids(vec![Whom::Me]))
    }

    #[test]
    fn groups_are_all_any_and_none() {
        let urgent_one = Ticket { priority: Priority::Urgent, ..a_ticket() };
        let holds = |condition: Condition| condition.holds(&about(&urgent_one), &me());
        assert!(holds(Condition::everything()));
        assert!(!holds(Condition::Any(vec![])));
        assert!(!holds(Condition::All(vec![urgent(), mine()])));
        assert!(holds(Condition::Any(vec![urgent(), mine()])));
        assert!(!holds(Condition::None(vec![urgent(), mine()])));
        assert!(holds(Condition::All(vec![urgent(), Condition::None(vec![mine()])])));
    }

    #[test]
    fn nobody_is_not_me() {
        let theirs = Ticket { assignee: Some(PersonId(7)), ..a_ticket() };
        assert!(mine().holds(&about(&theirs), &me()));
        assert!(!mine().holds(&about(&a_ticket()), &me()));
        let not_mine = test(Field::Assignee, Operator::NoneOf, Operand::Ids(vec![Whom::Me]));
        assert!(not_mine.holds(&about(&a_ticket()), &me()));
    }

    #[test]
    fn several_tags_may_be_wanted_at_once() {
        let tagged = Ticket { tags: vec![TagId(1), TagId(2)], ..a_ticket() };
        let wanted = |operator, ids: &[i64]| {
            let ids = ids.iter().copied().map(Whom::Id).collect();
            test(Field::Tags, operator, Operand::Ids(ids)).holds(&about(&tagged), &me())
        };
        assert!(wanted(Operator::AllOf, &[1, 2]) && !wanted(Operator::AllOf, &[1, 3]));
        assert!(wanted(Operator::AnyOf, &[1, 3]) && wanted(Operator::NoneOf, &[3]));
    }

    #[test]
    fn texts_are_read_without_regard_to_case() {
        let ticket = a_ticket();
        let reads = |operator, text: &str| {
            test(Field::Subject, operator, Operand::Texts(vec![text.into()])).holds(&about(&ticket), &me())
        };
        assert!(
            reads(Operator::Contains, "KETTLE") && reads(Operator::Begins, "the") && reads(Operator::Ends, "leaks")
        );
        assert!(reads(Operator::Lacks, "lid") && reads(Operator::Equals, "the kettle leaks"));
    }

    #[test]
    fn a_time_says_when_it_turns() {
        let made = Ticket { created_at: Moment(9_999_000), ..a_ticket() };
        let young = test(Field::CreatedAt, Operator::When, Operand::When(When::Within(Span::Minutes(1))));
        assert!(young.holds(&about(&made), &me()));
        let turn = young.turns_at(&about(&made), &me()).unwrap();
        assert_eq!(turn, Moment(9_999_000 + 60_001));
        assert!(!young.holds(&about(&made), &Viewer { now: turn, ..me() }));
        assert_eq!(young.turns_at(&about(&made), &Viewer { now: turn, ..me() }), None);
    }

    #[test]
    fn one_of_several_objects_is_enough() {
        use crate::form::{Cell, FieldId, Shape};
        let cell = |number| Cell { field: FieldId(3), position: 0, number: Some(number), text: None };
        let (ticket, cells) = (a_ticket(), [cell(1), cell(9)]);
        let price = Field::Custom(Custom { whose: Whose::Object, id: FieldId(3), shape: Shape::Amount(0) });
        let holds = |operator, operand, cells: &[Cell]| {
            test(price, operator, operand).holds(&Facts { cells, ..about(&ticket) }, &me())
        };
        assert!(
            holds(Operator::Least, Operand::Number(9), &cells) && holds(Operator::Most, Operand::Number(1), &cells)
        );
        assert!(!holds(Operator::Equals, Operand::Number(5), &cells));
        assert!(holds(Operator::Unset, Operand::Nothing, &[]) && !holds(Operator::Unset, Operand::Nothing, &cells));
    }

    #[test]
    fn working_hours_turn_only_what_depends_on_them() {
        use crate::sla::CalendarId;
        let ticket = Ticket { priority: Priority::Urgent, ..a_ticket() };
        let door = |open| [Door { calendar: CalendarId(3), open, turns_at: Some(Moment(20_000_000)) }];
        let hours = |operator| test(Field::WorkingHours, operator, Operand::Ids(vec![Whom::Id(3)]));
        let (open, closed) = (door(true), door(false));
        let (inside, outside) = (Facts { doors: &open, ..about(&ticket) }, Facts { doors: &closed, ..about(&ticket) });
        assert!(hours(Operator::AnyOf).holds(&inside, &me()) && !hours(Operator::AnyOf).holds(&outside, &me()));
        assert!(hours(Operator::NoneOf).holds(&outside, &me()) && !hours(Operator::NoneOf).holds(&inside, &me()));
        let urgent_inside = Condition::All(vec![urgent(), hours(Operator::AnyOf)]);
        assert_eq!(urgent_inside.turns_at(&inside, &me()), Some(Moment(20_000_000)));
        let low = a_ticket();
        assert_eq!(urgent_inside.turns_at(&Facts { doors: &open, ..about(&low) }, &me()), None);
    }

    #[test]
    fn a_star_is_ones_own() {
        let starred = test(Field::Starred, Operator::Yes, Operand::Nothing);
        assert!(starred.holds(&about(&a_ticket()), &me()));
        assert!(!starred.holds(&about(&a_ticket()), &Viewer { person: PersonId(8), ..me() }));
    }

    #[test]
    fn what_an_event_changed_can_be_asked_beside_it() {
        let ticket = Ticket { priority: Priority::Urgent, ..a_ticket() };
        let event = Event::PriorityChanged { ticket: ticket.id, from: Priority::Low, to: Priority::Urgent };
        let holds = |operator, operand, event| {
            let facts = Facts { event, ..about(&ticket) };
            test(Field::Priority, operator, operand).holds(&facts, &me())
        };
        let word = |word: &str| Operand::Words(vec![word.into()]);
        assert!(holds(Operator::Changed, Operand::Nothing, Some(&event)));
        assert!(
            holds(Operator::Became, word("urgent"), Some(&event)) && holds(Operator::Was, word("low"), Some(&event))
        );
        assert!(!holds(Operator::Became, word("low"), Some(&event)));
        // It is urgent, but nothing has just become so.
        assert!(!holds(Operator::Became, word("urgent"), None));
    }

    fn of_organization(operator: Operator, id: i64) -> Condition {
        test(Field::Organization, operator, Operand::Ids(vec![Whom::Id(id)]))
    }

    /// Two went into a third, of either kind.
    fn one_in_three() -> Selves {
        let organizations = vec![vec![OrganizationId(3), OrganizationId(1), OrganizationId(2)]];
        Selves { organizations, people: vec![vec![PersonId(3), PersonId(1), PersonId(2)]] }
    }

    #[test]
    fn an_organization_that_was_merged_is_meant_with_those_it_is_one_with() {
        let selves = one_in_three();
        let ticket = Ticket { organization: Some(OrganizationId(3)), ..a_ticket() };
        let facts = Facts { selves: &selves, ..about(&ticket) };
        for (id, is) in [(1, true), (2, true), (3, true), (4, false)] {
            let (any, none) = (of_organization(Operator::AnyOf, id), of_organization(Operator::NoneOf, id));
            assert_eq!((any.holds(&facts, &me()), none.holds(&facts, &me())), (is, !is), "{id}");
            let sight = super::super::Sight::of([&any, &none].into_iter(), &facts, &me());
            assert_eq!((any.explained(&sight, None).holds, none.explained(&sight, None).holds), (is, !is), "{id}");
        }
        assert!(!of_organization(Operator::AnyOf, 1).holds(&about(&ticket), &me()), "taken back");
    }

    #[test]
    fn somebody_who_was_merged_is_meant_whoever_asks_and_whoever_is_in_copy() {
        let selves = Selves { organizations: Vec::new(), ..one_in_three() };
        let (assignee, organization) = (Some(PersonId(3)), Some(OrganizationId(3)));
        let ticket = Ticket { requester: PersonId(3), assignee, organization, ..a_ticket() };
        let facts = Facts { selves: &selves, participants: &[PersonId(3), PersonId(4)], ..about(&ticket) };
        let asks = |field, operator, ids: &[i64]| {
            let condition = test(field, operator, Operand::Ids(ids.iter().copied().map(Whom::Id).collect()));
            let sight = super::super::Sight::of([&condition].into_iter(), &facts, &me());
            let kept: super::super::Sight = serde_json::from_str(&serde_json::to_string(&sight).unwrap()).unwrap();
            let holds = condition.holds(&facts, &me());
            assert_eq!(condition.explained(&kept, None).holds, holds, "{field:?} {operator:?} {ids:?}");
            holds
        };
        for id in [1, 2, 3] {
            assert!(asks(Field::Requester, Operator::AnyOf, &[id]) && !asks(Field::Requester, Operator::NoneOf, &[id]));
            assert!(asks(Field::Participants, Operator::AnyOf, &[id]), "{id}");
            assert!(asks(Field::Participants, Operator::AllOf, &[id, 4]), "{id}: each of them, and not all they were");
        }
        assert!(!asks(Field::Requester, Operator::AnyOf, &[4]) && !asks(Field::Participants, Operator::AllOf, &[1, 5]));
        assert!(!asks(Field::Organization, Operator::AnyOf, &[1]), "an organization has ids of its own");
        assert!(!asks(Field::Assignee, Operator::AnyOf, &[1]), "agents are never merged");
    }

    #[test]
    fn whoever_is_in_copy_under_another_name_has_neither_come_nor_gone() {
        let (selves, ticket) = (one_in_three(), a_ticket());
        let told = |operator, id, event: &Event| {
            let facts = Facts { selves: &selves, event: Some(event), ..about(&ticket) };
            test(Field::Participants, operator, Operand::Ids(vec![Whom::Id(id)])).holds(&facts, &me())
        };
        let came = |one_with| Event::ParticipantAdded { ticket: ticket.id, person: PersonId(3), one_with };
        let left = |one_with| Event::ParticipantRemoved { ticket: ticket.id, person: PersonId(2), one_with };
        let (became, was) = (Operator::Became, Operator::Was);
        assert!(told(became, 2, &came(None)) && told(was, 3, &left(None)), "whoever was merged is who they are now");
        let (came, left) = (came(Some(PersonId(2))), left(Some(PersonId(3))));
        assert!(!told(became, 2, &came) && !told(was, 3, &left) && !told(became, 1, &came) && !told(was, 1, &left));
        assert!(told(became, 3, &came) && told(was, 2, &left), "what is named itself came and went");
    }

    #[test]
    fn a_merge_is_no_coming_to_what_a_ticket_belonged_to_already() {
        let selves = one_in_three();
        let ticket = a_ticket();
        let told = |operator, id, (from, to): (i64, i64)| {
            let (from, to) = (Some(OrganizationId(from)), Some(OrganizationId(to)));
            let event = Event::OrganizationChanged { ticket: ticket.id, from, to };
            let facts = Facts { selves: &selves, event: Some(&event), ..about(&ticket) };
            of_organization(operator, id).holds(&facts, &me())
        };
        let (became, was) = (Operator::Became, Operator::Was);
        assert!(told(became, 1, (4, 3)) && told(was, 1, (3, 4)), "one that was merged is what it is now");
        assert!(!told(became, 1, (3, 4)) && !told(was, 1, (4, 3)));
        assert!(told(became, 3, (2, 3)) && told(was, 2, (2, 3)), "what is named itself came and went");
        assert!(!told(became, 1, (2, 3)) && !told(became, 2, (2, 3)) && !told(was, 3, (2, 3)) && !told(was, 1, (2, 3)));
    }

    #[test]
    fn an_explanation_agrees_with_the_answer() {
        let ticket = Ticket { priority: Priority::Urgent, ..a_ticket() };
        let condition = Condition::All(vec![
            urgent(),
            Condition::Any(vec![
                test(Field::Subject, Operator::Contains, Operand::Texts(vec!["lid".into()])),
                urgent(),
            ]),
        ]);
        let sight = super::super::Sight::of([&condition].into_iter(), &about(&ticket), &me());
        let explained = condition.explained(&sight, None);
        assert_eq!(explained.holds, condition.holds(&about(&ticket), &me()));
        let super::super::Answer::All(parts) = explained.answer else { panic!() };
        assert!(parts[0].holds && parts[1].holds);
    }
}
