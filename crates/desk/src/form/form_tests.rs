use super::super::{Holder, Nature, items_of};
use super::*;

fn field(id: i64, nature: Nature) -> Field {
    Field {
        id: FieldId(id),
        holder: Holder::Ticket,
        key: format!("f{id}"),
        nature,
        label: Label::new(format!("F{id}"), ""),
        help: Label::default(),
        asks: Default::default(),
        active: true,
        position: id,
        version: 1,
    }
}

fn items(text: &str) -> Vec<super::super::Item> {
    items_of(text, &[], true, |_| false).unwrap()
}

/// What broke (hardware: printer, screen; software), which printer, a serial number, what it cost.
fn book() -> Book {
    Book {
        fields: vec![
            field(1, Nature::Tree { items: items("Hardware\n  Printer\n  Screen\nSoftware") }),
            field(2, Nature::Choice { items: items("Laser\nInk") }),
            field(3, Nature::Text),
            field(4, Nature::Number { digits: 0, least: None, most: None }),
        ],
    }
}

fn part(field: i64, requester: Ask, agent: Ask, rules: Vec<Rule>) -> Part {
    Part { field: FieldId(field), requester, agent, to_close: false, rules }
}

fn rule(field: i64, is: Is, then: Effect) -> Rule {
    Rule { when: Clause { field: FieldId(field), is }, then }
}

fn any_of(ids: &[i64]) -> Is {
    Is::AnyOf(ids.iter().copied().map(ItemId).collect())
}

fn form() -> Form {
    Form {
        id: FormId(1),
        name: Label::new("Broken", "故障"),
        parts: vec![
            part(1, Ask::Required, Ask::Required, vec![]),
            part(
                2,
                Ask::Optional,
                Ask::Optional,
                vec![rule(1, any_of(&[2]), Effect::Show), rule(1, any_of(&[2]), Effect::Require)],
            ),
            part(
                3,
                Ask::Optional,
                Ask::Optional,
                vec![rule(1, any_of(&[1]), Effect::Show), rule(2, any_of(&[2]), Effect::Fill("INK-1".into()))],
            ),
            Part { to_close: true, ..part(4, Ask::Hidden, Ask::Optional, vec![]) },
        ],
        version: 1,
    }
}

fn answers(pairs: &[(i64, Value)]) -> Answers {
    pairs.iter().map(|(id, value)| (FieldId(*id), value.clone())).collect()
}

fn item(id: i64) -> Value {
    Value::Items(vec![ItemId(id)])
}

fn asks(given: &Answers, audience: Audience, stage: Stage) -> Vec<Ask> {
    form().drawn(&book(), given, audience, stage).into_iter().map(|drawn| drawn.ask).collect()
}

#[test]
fn a_field_appears_and_is_demanded_where_its_rule_holds() {
    use Ask::{Hidden, Optional, Required};
    assert_eq!(asks(&answers(&[]), Audience::Requester, Stage::New), [Required, Hidden, Hidden, Hidden]);
    assert_eq!(
        asks(&answers(&[(1, item(2))]), Audience::Requester, Stage::New),
        [Required, Required, Optional, Hidden]
    );
    assert_eq!(asks(&answers(&[(1, item(3))]), Audience::Agent, Stage::New), [Required, Hidden, Optional, Optional]);
}

#[test]
fn what_is_hidden_has_no_say_and_is_not_kept() {
    let given = answers(&[(1, item(4)), (2, item(2)), (4, Value::Number(9))]);
    assert_eq!(form().kept(&book(), &given, Audience::Requester), answers(&[(1, item(4))]));
}

#[test]
fn a_rule_fills_in_what_nobody_has() {
    let given = answers(&[(1, item(2)), (2, item(2))]);
    let kept = form().kept(&book(), &given, Audience::Requester);
    assert_eq!(kept.get(&FieldId(3)), Some(&Value::Text("INK-1".into())));
    let given = answers(&[(1, item(2)), (2, item(2)), (3, Value::Text("own".into()))]);
    assert_eq!(form().kept(&book(), &given, Audience::Requester).get(&FieldId(3)), Some(&Value::Text("own".into())));
}

#[test]
fn what_is_missing_is_said_of_each_field() {
    let missing = |given: &Answers, stage| form().missing(&book(), given, Audience::Agent, stage);
    assert_eq!(missing(&answers(&[]), Stage::New), [(FieldId(1), Refusal::FieldMissing)]);
    assert_eq!(missing(&answers(&[]), Stage::Open), []);
    assert_eq!(missing(&answers(&[(1, item(4))]), Stage::Close), [(FieldId(4), Refusal::FieldMissing)]);
    assert_eq!(missing(&answers(&[(1, item(4)), (4, Value::Number(0))]), Stage::Close), []);
}

#[test]
fn items_are_narrowed() {
    let mut form = form();
    form.parts[1].rules.push(rule(1, any_of(&[2]), Effect::Limit(vec![ItemId(1)])));
    let given = answers(&[(1, item(2)), (2, item(2))]);
    assert_eq!(form.missing(&book(), &given, Audience::Agent, Stage::New), [(FieldId(2), Refusal::ItemUnknown)]);
}

#[test]
fn a_rule_looks_back_and_is_whole() {
    let wish = |parts| FormWish { name: Label::new("x", ""), parts }.sound(&book()).err();
    assert_eq!(wish(form().parts), None);
    let ahead = vec![
        part(1, Ask::Optional, Ask::Optional, vec![rule(2, Is::Set, Effect::Show)]),
        part(2, Ask::Shown, Ask::Shown, vec![]),
    ];
    assert_eq!(wish(ahead), Some(Refusal::RuleLooksAhead));
    let itself = vec![part(3, Ask::Optional, Ask::Optional, vec![rule(3, Is::Set, Effect::Show)])];
    assert_eq!(wish(itself), Some(Refusal::RuleLooksAhead));
    let twice = vec![part(3, Ask::Shown, Ask::Shown, vec![]), part(3, Ask::Shown, Ask::Shown, vec![])];
    assert_eq!(wish(twice), Some(Refusal::FieldTwice));
    let empty = vec![
        part(1, Ask::Shown, Ask::Shown, vec![]),
        part(2, Ask::Shown, Ask::Shown, vec![rule(1, any_of(&[]), Effect::Show)]),
    ];
    assert_eq!(wish(empty), Some(Refusal::RuleIncomplete));
}

#[test]
fn a_formula_counts_with_what_stands_before_it() {
    let mut book = book();
    book.fields.push(field(5, Nature::Formula { expression: "f4 * 1.1 if f4 else none".into(), digits: 1 }));
    let results = super::super::computed(&book, &answers(&[(4, Value::Number(100))]));
    assert_eq!(results, answers(&[(5, Value::Number(1100))]));
    assert_eq!(super::super::computed(&book, &answers(&[])), answers(&[]));
}
