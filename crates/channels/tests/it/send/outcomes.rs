//! What became of a letter, for each recipient, whatever the server does.

use super::{email, letter, postman, word};
use crate::scripted::{Do, Scripted, script};
use channels::send::{Letter, Outcome};
use channels::server::Trouble;

const HELLO: [&str; 4] = ["220 mx", "<EHLO desk.example", "250-mx", "250 SIZE 1000"];

fn words(outcome: &Outcome) -> Vec<String> {
    outcome.as_ref().expect("the letter was handed over").iter().map(|(_, fate)| word(fate)).collect()
}

/// Greets, then follows `lines`.
async fn server(lines: &[&str]) -> Scripted {
    Scripted::serve(vec![script(&[&HELLO[..], lines].concat())]).await
}

#[tokio::test]
async fn a_letter_is_accepted_for_its_recipient() {
    let server = server(&[
        "<MAIL FROM:<support@desk.example> SIZE=23",
        "250 ok",
        "<RCPT TO:<aya@customer.example>",
        "250 ok",
        "<DATA",
        "354 go",
        "content",
        "250-2.0.0 queued",
        "250 as 42",
    ])
    .await;
    let outcome = postman(&server).send(&letter(&["aya@customer.example"])).await;
    assert_eq!(words(&outcome), ["accepted 250"]);
    assert!(format!("{outcome:?}").contains("2.0.0 queued as 42"));
    let heard = server.done().await;
    assert_eq!(heard[4..], ["Subject: Re", "", "..hello"]);
}

#[tokio::test]
async fn each_recipient_has_a_fate_of_its_own() {
    let server = server(&[
        "<MAIL",
        "250 ok",
        "<RCPT",
        "250 ok",
        "<RCPT",
        "550 5.1.1 who?",
        "<RCPT",
        "450 4.2.1 busy",
        "<DATA",
        "354 go",
        "content",
        "250 ok",
    ])
    .await;
    let outcome = postman(&server).send(&letter(&["a@x.example", "b@x.example", "c@x.example"])).await;
    assert_eq!(words(&outcome), ["accepted 250", "refused 550", "deferred 450"]);
}

#[tokio::test]
async fn a_letter_nobody_gets_is_not_given() {
    let server = server(&["<MAIL", "250 ok", "<RCPT", "550 no", "<RSET", "250 ok"]).await;
    assert_eq!(words(&postman(&server).send(&letter(&["a@x.example"])).await), ["refused 550"]);
    assert_eq!(server.done().await.len(), 4);
}

#[tokio::test]
async fn a_refused_sender_is_a_refusal_for_all() {
    let server = server(&[
        "<MAIL",
        "552 5.3.4 too big",
        "<RCPT",
        "503 sender first",
        "<RCPT",
        "503 sender first",
        "<RSET",
        "250 ok",
    ])
    .await;
    let outcome = postman(&server).send(&letter(&["a@x.example", "b@x.example"])).await;
    assert_eq!(words(&outcome), ["refused 552", "refused 552"]);
}

#[tokio::test]
async fn a_content_that_is_refused_is_refused_for_those_it_was_for() {
    for (answer, fate) in [("554 5.7.1 spam", "refused 554"), ("451 4.3.0 later", "deferred 451")] {
        let server =
            server(&["<MAIL", "250 ok", "<RCPT", "250 ok", "<RCPT", "550 no", "<DATA", "354 go", "content", answer])
                .await;
        let outcome = postman(&server).send(&letter(&["a@x.example", "b@x.example"])).await;
        assert_eq!(words(&outcome), [fate, "refused 550"]);
    }
}

#[tokio::test]
async fn a_refused_data_is_an_answer_too() {
    let server = server(&["<MAIL", "250 ok", "<RCPT", "250 ok", "<DATA", "554 5.5.1 no"]).await;
    assert_eq!(words(&postman(&server).send(&letter(&["a@x.example"])).await), ["refused 554"]);
}

#[tokio::test]
async fn no_answer_after_the_final_dot_means_nobody_knows() {
    for end in [script(&[]), script(&["stall"]), script(&["what?"])] {
        let opening = script(&[&HELLO[..], &["<MAIL", "250 ok", "<RCPT", "550 no", "<RCPT", "250 ok"]].concat());
        let data = script(&["<DATA", "354 go", "content"]);
        let server = Scripted::serve(vec![[opening, data, end].concat()]).await;
        let outcome = postman(&server).send(&letter(&["a@x.example", "b@x.example"])).await;
        assert_eq!(words(&outcome), ["refused 550", "unknown"]);
    }
}

#[tokio::test]
async fn a_connection_lost_before_the_final_dot_is_safe_to_try_again() {
    let opening = ["<MAIL", "250 ok", "<RCPT", "250 ok", "<DATA", "354 go"];
    for cut in 0..=opening.len() {
        let server = server(&opening[..cut]).await;
        let big = Letter { raw: "x\r\n".repeat(10_000_000).into(), ..letter(&["a@x.example"]) };
        let outcome = postman(&server).send(&big).await;
        assert!(matches!(outcome, Err(Trouble::Lost(_) | Trouble::TimedOut)), "{cut}: {outcome:?}");
    }
}

#[tokio::test]
async fn a_server_that_refuses_within_the_content_is_heard() {
    let steps = script(&[&HELLO[..], &["<MAIL", "250 ok", "<RCPT", "250 ok", "<DATA", "354 go"]].concat());
    let end = vec![Do::Say("552 5.3.4 too big".into()), Do::Stall];
    let server = Scripted::serve(vec![[steps, end].concat()]).await;
    let big = Letter { raw: "x\r\n".repeat(10_000_000).into(), ..letter(&["a@x.example"]) };
    assert_eq!(words(&postman(&server).send(&big).await), ["refused 552"]);
}

#[tokio::test]
async fn what_is_no_answer_or_a_farewell_stops_before_the_content() {
    for (answer, expected) in [("421 4.3.2 closing", true), ("+OK pop", false), ("299999 what", false)] {
        let server = server(&["<MAIL", answer]).await;
        let outcome = postman(&server).send(&letter(&["a@x.example"])).await;
        assert_eq!(matches!(outcome, Err(Trouble::Refused(_))), expected, "{outcome:?}");
        assert_eq!(matches!(outcome, Err(Trouble::Gibberish(_))), !expected, "{outcome:?}");
    }
}

#[tokio::test]
async fn several_letters_go_over_one_connection_and_a_closed_one_is_replaced() {
    let one = ["<MAIL", "250 ok", "<RCPT", "250 ok", "<DATA", "354 go", "content", "250 ok"];
    let first = script(&[&HELLO[..], &one, &one].concat());
    let second = script(&[&HELLO[..], &one, &["<QUIT"]].concat());
    let server = Scripted::serve(vec![first, second]).await;
    let mut postman = postman(&server);
    for _ in 0..3 {
        assert_eq!(words(&postman.send(&letter(&["a@x.example"])).await), ["accepted 250"]);
    }
    postman.rest().await;
    let heard = server.done().await;
    assert_eq!(heard.iter().filter(|line| line.starts_with("EHLO")).count(), 2);
    assert_eq!(heard.iter().filter(|line| *line == "DATA").count(), 3);
}

#[tokio::test]
async fn a_letter_whose_fate_is_unknown_is_not_given_again() {
    let one = ["<MAIL", "250 ok", "<RCPT", "250 ok", "<DATA", "354 go", "content"];
    let first = script(&[&HELLO[..], &one, &["250 ok"], &one].concat());
    let server = Scripted::serve(vec![first, script(&["220 mx", "stall"])]).await;
    let mut postman = postman(&server);
    assert_eq!(words(&postman.send(&letter(&["a@x.example"])).await), ["accepted 250"]);
    assert_eq!(words(&postman.send(&letter(&["a@x.example"])).await), ["unknown"]);
    assert_eq!(server.heard().iter().filter(|line| *line == "DATA").count(), 2);
}

#[tokio::test]
async fn commands_go_together_where_the_server_can_bear_it() {
    let server = Scripted::serve(vec![script(&[
        "220 mx",
        "<EHLO",
        "250-mx",
        "250-PIPELINING",
        "250-8BITMIME",
        "250 SMTPUTF8",
        "<MAIL FROM:<> BODY=8BITMIME SMTPUTF8",
        "<RCPT TO:<受付@例え.jp>",
        "<RCPT",
        "250 ok",
        "250 ok",
        "550 no",
        "<DATA",
        "354 go",
        "content",
        "250 ok",
    ])])
    .await;
    let raw = "Subject: 件名\r\n\r\n".as_bytes().to_vec().into();
    let letter = Letter { from: None, raw, to: vec![email("受付@例え.jp"), email("b@x.example")] };
    assert_eq!(words(&postman(&server).send(&letter).await), ["accepted 250", "refused 550"]);
}

#[tokio::test]
async fn an_address_the_server_cannot_bear_is_refused_and_the_others_get_their_letter() {
    let server = server(&["<MAIL", "250 ok", "<RCPT TO:<b@", "250 ok", "<DATA", "354 go", "content", "250 ok"]).await;
    let outcome = postman(&server).send(&letter(&["受付@例え.jp", "b@x.example"])).await;
    assert_eq!(words(&outcome), ["refused 553", "accepted 250"]);
    assert!(!server.done().await.concat().contains("SMTPUTF8"));
}

#[tokio::test]
async fn an_old_server_that_knows_no_ehlo_is_greeted_the_old_way() {
    let server = Scripted::serve(vec![script(&[
        "220 mx",
        "<EHLO",
        "500 what?",
        "<HELO desk.example",
        "250 mx",
        "<MAIL FROM:<support@desk.example>",
        "250 ok",
        "<RCPT",
        "250 ok",
        "<DATA",
        "354 go",
        "content",
        "250 ok",
    ])])
    .await;
    assert_eq!(words(&postman(&server).send(&letter(&["a@x.example"])).await), ["accepted 250"]);
}
