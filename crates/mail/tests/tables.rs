//! Tables of what the world's mail programs and mail systems write (`tests/tables`), one case to a line.

use mail::reply::split;
use mail::{Kind, Limits, Parsed, parse};

const ANSWER: &str = "My answer here.\nSecond line.";

fn rows(table: &'static str) -> impl Iterator<Item = String> {
    table.lines().filter(|line| !line.starts_with("# ") && !line.is_empty()).map(|line| line.replace('⏎', "\n"))
}

fn columns<const N: usize>(row: &str) -> [String; N] {
    let columns: Vec<String> = row.splitn(N, '\t').map(str::to_owned).collect();
    columns.try_into().unwrap_or_else(|_| panic!("the row has {N} columns: {row}"))
}

fn read(fields: &str, text: &str) -> Parsed {
    let raw = format!("To: support@desk.example\n{fields}\nContent-Type: text/plain; charset=utf-8\n\n{text}\n");
    parse(raw.as_bytes(), &Limits::default()).expect("a row is small")
}

fn kind(name: &str) -> Kind {
    match name {
        "auto" => Kind::AutoReply,
        "list" => Kind::List,
        "receipt" => Kind::Receipt,
        "human" => Kind::Human,
        other => panic!("no kind: {other}"),
    }
}

#[test]
fn quoted_lines_are_introduced_in_many_ways() {
    for row in rows(include_str!("tables/attributions.txt")) {
        let mark = if row.starts_with("> ") { ">>" } else { ">" };
        let text = format!("{ANSWER}\n\n{row}\n\n{mark} How are you?\n{mark}\n{mark} Regards\n");
        assert_eq!(split(&text, false).said(), ANSWER, "{row}");
    }
}

#[test]
fn nothing_of_what_programs_put_below_is_the_answer() {
    for row in rows(include_str!("tables/quotations.txt")) {
        assert_eq!(split(&format!("{ANSWER}\n\n{row}\n"), false).said(), ANSWER, "{row}");
    }
}

#[test]
fn signatures_of_japan_are_told_from_the_letter() {
    let letter = "お世話になっております。\n山田です。\n\nご確認ください。よろしくお願いいたします。";
    for row in rows(include_str!("tables/signatures.txt")) {
        assert_eq!(split(&format!("{letter}\n\n{row}\n"), false).said(), letter, "{row}");
    }
}

#[test]
fn reports_in_words_name_who_was_not_reached() {
    for row in rows(include_str!("tables/bounces.txt")) {
        let [from, subject, recipient, fate, text] = columns(&row);
        let read = read(&format!("Return-Path: <>\nFrom: {from}\nSubject: {subject}"), &text);
        assert_eq!(read.kind, Kind::Bounce, "{subject}");
        let bounce = read.bounce.first().expect("a bounce says whom");
        assert_eq!((bounce.recipient.as_str(), bounce.permanent), (recipient.as_str(), fate == "permanent"), "{row}");
    }
}

#[test]
fn machines_are_known_by_their_subjects_and_people_are_not_taken_for_them() {
    for row in rows(include_str!("tables/subjects.txt")) {
        let [expected, subject, text] = columns(&row);
        let read = read(&format!("From: Casey <casey@customer.example>\nSubject: {subject}"), &text);
        assert_eq!(read.kind, kind(&expected), "{subject}");
    }
}

#[test]
fn machines_and_lists_are_known_by_their_fields() {
    for row in rows(include_str!("tables/fields.txt")) {
        let [expected, fields] = columns(&row);
        let read = read(&format!("From: casey@customer.example\nSubject: Re: x\n{fields}"), "Hello.");
        assert_eq!(read.kind, kind(&expected), "{fields}");
    }
}

#[test]
fn a_system_that_gave_up_over_a_passing_trouble_tries_no_more() {
    let report = |action: &str| {
        format!(
            "From: MAILER-DAEMON@mx.example\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n\
             --b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\n\
             Final-Recipient: rfc822; aya@x.example\nAction: {action}\nStatus: 4.4.7\n--b--\n"
        )
    };
    for (action, delayed) in [("failed", false), ("delayed", true)] {
        let read = parse(report(action).as_bytes(), &Limits::default()).expect("a report is small");
        assert_eq!((read.bounce[0].permanent, read.bounce[0].delayed), (false, delayed), "{action}");
    }
}

#[test]
fn a_message_that_only_encloses_another_says_what_that_one_says() {
    let raw =
        "From: aya@x.example\nContent-Type: message/rfc822\n\nFrom: ben@x.example\nSubject: Printer\n\nIt is broken.\n";
    let read = parse(raw.as_bytes(), &Limits::default()).expect("it is small");
    assert_eq!(read.text.trim(), "It is broken.");
    assert_eq!(read.attachments[0].filename, "Printer.eml");
}
