//! The cases of `cases.txt`, and what holds for any case at all.

use super::*;

/// One line each: requester | from | reply-to | to | cc | participants | wish => To / Cc / Bcc.
const CASES: &str = include_str!("cases.txt");

/// Names stand for addresses: `us` and `sales` are our mailboxes, `me` is the agent who answers, `box` the archive, and
/// `quiet` is in copy and paused.
fn address(name: &str) -> Address {
    let email = match name {
        "us" => "support@hinode.example".into(),
        "US" => "Support@Hinode.example".into(),
        "tag" => "support+t.100042.abcdefgh@hinode.example".into(),
        "sales" => "sales@hinode.example".into(),
        "me" => "chika@hinode.example".into(),
        "box" => "archive@hinode.example".into(),
        name => format!("{name}@customer.example"),
    };
    Address::bare(Email::parse(&email).expect("a case names addresses"))
}

fn addresses(names: &str) -> Vec<Address> {
    names.split_whitespace().map(address).collect()
}

fn shown(list: &[Recipient]) -> String {
    let one = |recipient: &Recipient| {
        let email = recipient.address.email.as_str();
        let name = match email {
            "archive@hinode.example" => "box",
            "chika@hinode.example" => "me",
            email => email.strip_suffix("@customer.example").unwrap_or(email),
        };
        format!("{name}:{}", word(recipient.reason))
    };
    list.iter().map(one).collect::<Vec<_>>().join(" ")
}

fn word(reason: Reason) -> &'static str {
    match reason {
        Reason::Requester => "requester",
        Reason::Author => "author",
        Reason::ReplyTo => "reply-to",
        Reason::WasInTo => "was-in-to",
        Reason::WasInCc => "was-in-cc",
        Reason::Participant => "participant",
        Reason::Archive => "archive",
    }
}

/// What the function says to the left side of a case. `ours` as From: one of us wrote the message.
fn answer(case: &str) -> String {
    let parts: Vec<&str> = case.split('|').map(str::trim).collect();
    let [requester, from, reply_to, to, cc, participants, wish] = parts[..] else { panic!("{case}") };
    let (requester, author) = (addresses(requester), if from == "ours" { Vec::new() } else { addresses(from) });
    let (reply_to, to, cc, participants) = (addresses(reply_to), addresses(to), addresses(cc), addresses(participants));
    let ours = ["us", "sales"].map(|name| address(name).email);
    let quiet = [address("quiet").email];
    let (me, archive) = (["me"].map(|name| address(name).email), address("box").email);
    let answered = Answered { from: author.first(), reply_to: &reply_to, to: &to, cc: &cc, ours: from == "ours" };
    let us = Us { mailboxes: &ours, writer: &me, quiet: &quiet, archive: wish.contains('+').then_some(&archive) };
    let all = wish.starts_with("all").then_some(participants.as_slice());
    let found = recipients(requester.first(), &answered, &us, all);
    let lists = [shown(&found.to), shown(&found.cc), shown(&found.bcc)];
    lists.join(" / ").trim_end_matches([' ', '/']).trim_start().to_owned()
}

fn cases() -> impl Iterator<Item = (&'static str, &'static str)> {
    CASES.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(|line| {
        let (case, expected) = line.split_once("=>").expect("a case has an answer");
        (case.trim(), expected.trim())
    })
}

#[test]
fn every_case_of_the_table_is_answered_as_it_says() {
    let wrong: Vec<String> = cases()
        .filter_map(|(case, expected)| {
            let found = answer(case);
            (found != expected).then(|| format!("{case} => {found}"))
        })
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(cases().count() >= 100, "{}", cases().count());
}

#[test]
fn nobody_stands_twice_and_none_of_us_at_all_whatever_is_answered() {
    let names = ["kei", "KEI", "kei+a", "mio", "us", "US", "tag", "sales", "me", "noreply"];
    for n in 0..names.len().pow(4) {
        let pick = |place: u32| names[n / names.len().pow(place) % names.len()];
        let case = format!("{} | {} | | {} | {} us | mio kei | all+", pick(0), pick(1), pick(2), pick(3));
        let found = answer(&case);
        let people: Vec<String> = found
            .split([' ', '/'])
            .filter_map(|one| one.split_once(':'))
            .map(|(name, _)| name.to_lowercase().replace("+a", ""))
            .collect();
        let mut once = people.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), people.len(), "{case} => {found}");
        let mine = found.replace("me:requester", "").replace("me:author", "").contains("me:");
        assert!(!found.contains("support") && !found.contains("sales") && !mine, "{case} => {found}");
    }
}
