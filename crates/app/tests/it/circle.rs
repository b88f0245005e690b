//! The whole circle: customers write, Postfix brings it, an agent answers in the browser, the answer goes out through
//! Postfix into the customer's Dovecot mailbox, and what they answer is the same ticket.

use crate::customer::{Customer, Letter};
use crate::office::{Office, SUPPORT, between};
use crate::program::Place;
use mail::Kind;
use mail::compose::Automatic;
use testing::Database;
use testing::peers::{Dovecot, Postfix};

const QUESTION: &str =
    "お世話になっております。先月分の請求書がまだ届いておりません。お手数ですが、再送をお願いいたします。";
const ANSWER: &str = "佐藤様、ご連絡ありがとうございます。請求書を本日再送いたしました。";
const THANKS: &str = "届きました。ご対応ありがとうございました。";

async fn round(database: Database) {
    let place = Place::new(database);
    let Some(dovecot) = Dovecot::start().await else { return };
    let Some(postfix) = Postfix::start(place.lmtp.port(), &dovecot) else { return };
    let running = place.start().await;
    let mut office = Office::open(&place, postfix.smtp).await;
    let person = |address| Customer { address, postfix: &postfix, dovecot: &dovecot };
    let (aya, gone) = (person("aya@customer.example"), person(Postfix::GONE));

    let question = aya.asks(SUPPORT, "請求書の再送について", QUESTION);
    aya.sends(&question).await;
    gone.sends(&gone.asks(SUPPORT, "Where is my parcel?", "It has been two weeks. Please tell me where it is.")).await;
    let number = office.ticket("請求書の再送について").await;
    let lost = office.ticket("Where is my parcel?").await;

    let acknowledgement =
        aya.letter("acknowledgement", |letter| letter.header("Auto-Submitted") == "auto-replied").await;
    is_polite(&acknowledgement, &number, &question.message_id);

    office.reply(&number, aya.address, ANSWER).await;
    office.reply(&lost, Postfix::GONE, "It is on its way.").await;
    let answer = aya.letter("answer", |letter| letter.parsed.text.contains(ANSWER)).await;
    continues(&answer, &question.message_id);
    opens_one_request(&place, &answer, &number).await;

    aya.sends(&aya.answers(&answer, THANKS)).await;
    let page = office.until(&format!("/tickets/{number}"), |page| page.text.contains(THANKS)).await;
    let said: Vec<_> = [QUESTION, ANSWER, THANKS].into_iter().map(|said| page.text.find(&said[..60])).collect();
    assert!(said.iter().all(Option::is_some), "one history: {said:?}");

    came_back(&mut office, &lost).await;
    is_not_answered(&mut office, &aya, &acknowledgement, &number).await;
    assert!(running.end().success());
    assert!(place.doctor().is_ok_and(|said| !said.contains("ILL")), "{:?}", place.doctor());
}

/// By a machine, to a person, in their language, with the number and the link, and never to be answered by a machine.
fn is_polite(letter: &Letter, number: &str, question: &str) {
    assert_eq!(letter.header("Return-Path").trim_matches(['<', '>']), "", "the envelope sender is null");
    assert_eq!(letter.parsed.in_reply_to, [question]);
    assert!(letter.parsed.text.contains(&format!("受付番号 #{number} で承りました")), "{}", letter.parsed.text);
    assert!(link(letter).starts_with(&format!("/r/{number}/")));
    assert_eq!(letter.parsed.subject, "Re: 請求書の再送について");
}

/// As a mail program needs it to put it beside what it answers.
fn continues(letter: &Letter, question: &str) {
    let parsed = &letter.parsed;
    let from = parsed.from.as_ref().unwrap();
    assert_eq!((from.name.as_deref(), from.email.as_str()), (Some("月城サポート"), SUPPORT));
    let reply_to = parsed.reply_to[0].email.as_str();
    assert!(reply_to.starts_with("support+t.") && reply_to.ends_with("@desk.example"), "{reply_to}");
    assert!(letter.header("Return-Path").contains("support+b."), "{}", letter.header("Return-Path"));
    assert!(parsed.references.contains(&question.to_owned()), "{:?}", parsed.references);
    assert_eq!(parsed.in_reply_to.len(), 1);
    assert!(letter.id().ends_with("@desk.example"));
    assert_eq!((&parsed.kind, letter.header("Auto-Submitted")), (&Kind::Human, ""));
    let kind = letter.header("Content-Type");
    assert!(kind.starts_with("multipart/alternative"), "{kind}");
    assert!(letter.raw.contains("Content-Type: text/plain") && letter.raw.contains("Content-Type: text/html"));
    assert!(parsed.html.as_str().contains(ANSWER), "{}", parsed.html.as_str());
}

/// Whoever has the letter sees this request without a password, and no other.
async fn opens_one_request(place: &Place, letter: &Letter, number: &str) {
    let link = link(letter);
    let shown = place.browser().get(&link).await;
    assert!(shown.status == 200 && shown.text.contains(ANSWER), "{} {}", shown.status, shown.text);
    let other: i64 = number.parse().unwrap();
    for other in [other - 1, other + 1] {
        let page = place.browser().get(&link.replace(&format!("/r/{number}/"), &format!("/r/{other}/"))).await;
        assert_eq!(page.status, 404, "{}", page.text);
    }
    let door = format!("/help/sign-in?next=%2Fhelp%2Frequests%2F{number}");
    assert_eq!(place.browser().get(&format!("/help/requests/{number}")).await.path, door);
}

/// Who wrote it sees that nobody got it, and the ticket waits for them and not for the customer.
async fn came_back(office: &mut Office, number: &str) {
    let page =
        office.until(&format!("/tickets/{number}"), |page| page.text.contains("Nobody of this name lives here")).await;
    let told = between(&page.text, "class=\"delivery\" type=\"button\" data-state=\"failed\"", "</button>");
    assert!(told.contains("Not delivered") && !told.contains("to everybody"), "{told}");
    office.until("/tickets?view=open", |page| page.text.contains("Where is my parcel?")).await;
    let fact = between(&page.text, "popovertarget=\"status-menu\"", "</button>");
    assert!(fact.contains("data-category=\"open\""), "{fact}");
}

/// Two machines do not talk to each other.
async fn is_not_answered(office: &mut Office, aya: &Customer<'_>, acknowledgement: &Letter, number: &str) {
    let before = aya.letters().await.len();
    let away = "ただいま不在にしております。3月2日に戻ります。";
    let mut out_of_office = aya.answers(acknowledgement, away);
    out_of_office.auto = Automatic::AutoReplied;
    aya.sends(&out_of_office).await;
    office.until(&format!("/tickets/{number}"), |page| page.text.contains(away)).await;
    let mut unasked = aya.asks(SUPPORT, "Out of office", away);
    unasked.auto = Automatic::AutoReplied;
    aya.sends(&unasked).await;
    aya.sends(&aya.asks(SUPPORT, "One more thing", "Do you also sell tea pots?")).await;
    office.ticket("One more thing").await;
    aya.letter("acknowledgement of what a person asked", |letter| letter.parsed.subject == "Re: One more thing").await;
    let list = office.0.get("/tickets?view=open").await;
    assert!(!list.text.contains("Out of office"), "an automatic answer to nothing is no ticket");
    let now: Vec<String> = aya.letters().await.into_iter().map(|letter| letter.parsed.subject).collect();
    assert_eq!(now.len(), before + 1, "{now:?}");
}

/// The path of the link to the request.
fn link(letter: &Letter) -> String {
    format!("/r/{}", between(&letter.parsed.text, "/r/", "\n").trim())
}

#[test]
fn a_question_comes_in_is_answered_and_answered_again_on_sqlite() {
    testing::run(|| round(Database::sqlite()));
}

#[test]
fn a_question_comes_in_is_answered_and_answered_again_on_postgres() {
    if let Some(database) = Database::postgres() {
        testing::run(|| round(database));
    }
}
