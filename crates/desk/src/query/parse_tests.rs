use super::*;
use crate::people::Tier;
use crate::query::unvalued;
use crate::ticket::{Category, Origin, Priority, StarRange};

fn word(text: &str) -> Query {
    Query::Words(Words { text: text.into(), how: How::Word })
}

fn phrase(text: &str) -> Query {
    Query::Words(Words { text: text.into(), how: How::Phrase })
}

fn state(state: State) -> Query {
    Query::Where(Condition::Is(state))
}

#[test]
fn words_phrases_and_what_joins_them() {
    let table = [
        ("", Query::Everything),
        ("  　", Query::Everything),
        ("refund", word("refund")),
        ("返金 猫", Query::All(vec![word("返金"), word("猫")])),
        ("返金　猫", Query::All(vec![word("返金"), word("猫")])),
        ("\"not working\"", phrase("not working")),
        ("「動かない」", phrase("動かない")),
        ("“動かない”", phrase("動かない")),
        ("a -b", Query::All(vec![word("a"), Query::Not(Box::new(word("b")))])),
        ("a －ｂ", Query::All(vec![word("a"), Query::Not(Box::new(word("ｂ")))])),
        ("a OR b c", Query::Any(vec![word("a"), Query::All(vec![word("b"), word("c")])])),
        ("(a OR b) c", Query::All(vec![Query::Any(vec![word("a"), word("b")]), word("c")])),
        ("（a または b） c", Query::All(vec![Query::Any(vec![word("a"), word("b")]), word("c")])),
        ("a AND b", Query::All(vec![word("a"), word("b")])),
        ("A-20931", word("A-20931")),
        ("refun*", Query::Words(Words { text: "refun".into(), how: How::Beginning })),
        ("10:30", word("10:30")),
        ("https://a.example/b", word("https://a.example/b")),
        ("Re: hello", Query::All(vec![word("re"), word("hello")])),
    ];
    for (text, query) in table {
        assert_eq!(parse(text), Ok(query), "{text}");
    }
}

#[test]
fn fields_in_both_languages_and_widths() {
    let where_ = Query::Where;
    let table = [
        ("from:kei", where_(Condition::From(Words { text: "kei".into(), how: How::Word }))),
        ("件名：「返金」", where_(Condition::Subject(Words { text: "返金".into(), how: How::Phrase }))),
        ("tag:vip", where_(Condition::Tag("vip".into()))),
        ("status:on-hold", where_(Condition::Category(Category::OnHold))),
        ("status:\"With the workshop\"", where_(Condition::Status("With the workshop".into()))),
        ("担当：自分", where_(Condition::Assignee(Whom::Me))),
        ("assignee:none", where_(Condition::Assignee(Whom::Nobody))),
        ("priority:URGENT", where_(Condition::Priority(Priority::Urgent))),
        ("tier:VIP", where_(Condition::Tier(Tier::Vip))),
        ("ランク:重要", where_(Condition::Tier(Tier::Important))),
        ("rating:<3", where_(Condition::Rating(StarRange::read("1..2").unwrap()))),
        ("評価：５", where_(Condition::Rating(StarRange::read("5").unwrap()))),
        ("優先度:高", where_(Condition::Priority(Priority::High))),
        ("channel:メール", where_(Condition::Channel(Origin::Mail))),
        ("has:添付", where_(Condition::Has(Thing::Attachment))),
        ("is:unread", state(State::Unread)),
        ("is:スター", state(State::Starred)),
        ("-is:closed", Query::Not(Box::new(state(State::Closed)))),
        ("created:>2026-01-01", where_(Condition::Created(Dates::read(">2026-01-01").unwrap()))),
        ("ｉｓ：ｓｐａｍ", state(State::Spam)),
    ];
    for (text, query) in table {
        assert_eq!(parse(text), Ok(query), "{text}");
    }
}

#[test]
fn a_complaint_points_at_the_place() {
    let table = [
        ("a \"b", 2..3, Why::OpenQuote),
        ("a (b", 2..3, Why::OpenBracket),
        ("a b)", 3..4, Why::StrayBracket),
        ("OR a", 0..2, Why::StrayOperator),
        ("a OR", 2..4, Why::StrayOperator),
        ("a NOT", 2..5, Why::StrayOperator),
        ("x is:opne", 5..9, Why::UnknownValue(Field::Is)),
        ("rating:6", 7..8, Why::UnknownValue(Field::Rating)),
        ("created:soon", 8..12, Why::NoDate(Field::Created)),
        ("tag: vip", 0..4, Why::EmptyValue(Field::Tag)),
        ("返金 form:kei", 7..12, Why::UnknownField(Field::From)),
    ];
    for (text, at, why) in table {
        assert_eq!(parse(text), Err(Complaint { at, why }), "{text}");
    }
    assert_eq!(parse(&"a".repeat(3_000)).unwrap_err().why, Why::TooLong);
    assert_eq!(parse(&"(".repeat(100)).unwrap_err().why, Why::TooDeep);
    assert_eq!(parse(&"a ".repeat(300)).unwrap_err().why, Why::TooManyParts);
}

#[test]
fn what_ends_with_a_colon_has_a_value_only_directly_behind_it() {
    let table = [
        ("order:", vec![("order", 0..6)]),
        ("Order: A-17", vec![("order", 0..6)]),
        ("返金 order：", vec![("order", 7..15)]),
        ("(order:)", vec![("order", 1..7)]),
        ("a -asset.serial_no: b", vec![("asset.serial_no", 3..19)]),
        ("serial_no：", vec![("serial_no", 0..12)]),
        ("a: b:", vec![("a", 0..2), ("b", 3..5)]),
        ("order:A-17", vec![]),
        ("order:\"A 17\"", vec![]),
        ("serial_no:\"A 17\"", vec![]),
        ("subject:serial_no:", vec![]),
        ("10:30 a", vec![]),
        ("\"order:", vec![]),
    ];
    for (text, keys) in table {
        let keys: Vec<(String, Range<usize>)> = keys.into_iter().map(|(key, at)| (key.to_owned(), at)).collect();
        assert_eq!(unvalued(text), keys, "{text}");
    }
    let own = Complaint { at: 7..15, why: Why::EmptyOwn };
    assert_eq!(own.field("返金 order："), "order");
    assert_eq!(Complaint { at: 0..4, why: Why::EmptyValue(Field::Tag) }.field("tag:"), "tag");
    assert_eq!(Complaint { at: 0..1, why: Why::OpenBracket }.field("(a"), "");
}

#[test]
fn no_text_is_read_without_an_answer() {
    let signs = [
        "(", ")", "\"", "-", "OR", "AND", "NOT", ":", "is:", "tag:", "a", "返金", "「", "」", " ", "*", "|", "：", "－",
    ];
    let mut seed = 7_usize;
    for _ in 0..20_000 {
        let mut text = String::new();
        for _ in 0..8 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text.push_str(signs[(seed >> 33) % signs.len()]);
        }
        if let Err(Complaint { at, .. }) = parse(&text) {
            assert!(text.get(at.clone()).is_some(), "{text:?} {at:?}");
        }
    }
}
