//! Letters to an agent: what happened on a ticket and how they answer, and those that tell of several things at once.

use super::Premises;
use base::words::{Args, Words};
use desk::channel::{Notice, What};
use desk::notification::{Detail, Occasion, Summary, SummaryGroup, SummaryLine, SummaryWhat};
use desk::{Done, Fault};
use service::channel::Sending;
use views::agent::told;
use views::letter::{Action, Body};

pub(super) fn notice<'a>(premises: &Premises, sending: &Sending, words: &Words) -> Done<(Body<'a>, Option<Action>)> {
    let notice: Notice = serde_json::from_str(&sending.letter.details).map_err(Fault::new)?;
    let sentences = if notice.discreet { discreet(&notice, words) } else { sentences(&notice, words) };
    let url = format!("{}/tickets/{}", premises.url.trim_end_matches('/'), notice.number);
    let action = Action { label: words.say("notice-action").to_owned(), url };
    Ok((Body::Sentences(sentences), Some(action)))
}

/// Its ticket's mailbox always encrypts, and this letter is not: no header may tell the subject either.
pub(super) fn is_discreet(sending: &Sending) -> bool {
    sending.letter.kind.is_for_agents()
        && serde_json::from_str::<Notice>(&sending.letter.details).is_ok_and(|notice| notice.discreet)
}

/// Who did what on which ticket, and where the rest is.
fn discreet(notice: &Notice, words: &Words) -> Vec<String> {
    let mut args = Args::new();
    args.set("number", notice.number.to_string());
    let mut sentences = match notice.what.discreet() {
        Some(what) => {
            args.set("what", told(&what, words));
            vec![words.tell("push-one", &args)]
        }
        None => vec![words.tell("notice-kept-discreet", &args)],
    };
    if let What::Kept { why } = &notice.what {
        sentences.extend(why.iter().cloned());
    }
    sentences.push(words.say("told-discreet").to_owned());
    sentences
}

fn sentences(notice: &Notice, words: &Words) -> Vec<String> {
    let tell = |key: &str, more: &[(&'static str, &str)]| {
        let mut args = Args::new();
        args.set("number", notice.number.to_string());
        args.set("subject", notice.subject.as_str());
        more.iter().for_each(|(name, value)| args.set(*name, *value));
        words.tell(key, &args)
    };
    let answer = || words.say("notice-answer").to_owned();
    match &notice.what {
        What::Assigned { by, author, text } => {
            let given = if by.is_empty() { "notice-assigned-itself" } else { "notice-assigned" };
            let said = [tell("notice-said", &[("author", author)]), text.clone()];
            let said = said.into_iter().filter(|_| !text.is_empty());
            [tell(given, &[("by", by)])].into_iter().chain(said).chain([answer()]).collect()
        }
        What::Spoke { author, text, apart } => {
            let next = if *apart { words.say("notice-apart").to_owned() } else { answer() };
            vec![tell("notice-spoke", &[("author", author)]), text.clone(), next]
        }
        What::SideSpoke { title, author, text, .. } => vec![
            tell("notice-side-spoke", &[("author", author), ("side", title)]),
            text.clone(),
            words.say("notice-side-answer").to_owned(),
        ],
        What::Failed { address, reason } => vec![
            tell("notice-failed", &[("address", address)]),
            tell("notice-failed-reason", &[("reason", reason)]),
            words.say("notice-failed-next").to_owned(),
        ],
        What::Told { told: what, text } => {
            let said = Some(text.clone()).filter(|text| !text.is_empty());
            let about = match (what.occasion, &what.detail) {
                (Occasion::Created, Detail::Nothing) if what.who.is_empty() => tell("notice-created-itself", &[]),
                (Occasion::Created, Detail::Nothing) => tell("notice-created", &[("author", &what.who)]),
                _ => tell("notice-about", &[("told", &told(what, words))]),
            };
            [about].into_iter().chain(said).chain([answer()]).collect()
        }
        What::Kept { why } => [tell("notice-kept", &[])].into_iter().chain(why.iter().cloned()).collect(),
    }
}

pub(super) fn summary<'a>(premises: &Premises, sending: &Sending, words: &Words) -> Done<(Body<'a>, Option<Action>)> {
    let summary: Summary = serde_json::from_str(&sending.letter.details).map_err(Fault::new)?;
    let lead = words.with(&summary.lead, "x", summary.count);
    let groups = summary.groups.iter().map(|group| paragraph(group, &summary.zone, words));
    let sentences = [lead].into_iter().chain(groups).chain(veil(&summary, words)).collect();
    let url = format!("{}/notifications", premises.url.trim_end_matches('/'));
    Ok((Body::Sentences(sentences), Some(Action { label: words.say("summary-action").to_owned(), url })))
}

/// Why some of its tickets have no subject.
pub(super) fn veil(summary: &Summary, words: &Words) -> Option<String> {
    summary.discreet.then(|| words.say("summary-discreet").to_owned())
}

/// A heading, and a line for each.
pub(super) fn paragraph(group: &SummaryGroup, zone: &str, words: &Words) -> String {
    let heading = words.say(&group.key).to_owned();
    let lines = group.lines.iter().map(|line| self::line(line, zone, words));
    let more = Some(group.more).filter(|more| *more > 0).map(|more| words.with("summary-more", "x", more));
    [heading].into_iter().chain(lines).chain(more).collect::<Vec<_>>().join("\n")
}

fn line(line: &SummaryLine, zone: &str, words: &Words) -> String {
    let what = match &line.what {
        SummaryWhat::Nothing => String::new(),
        SummaryWhat::Told(what) => told(what, words),
        SummaryWhat::Due(at, what) => {
            let when = at.in_zone(zone).strftime("%Y-%m-%d %H:%M").to_string();
            if what.is_empty() { when } else { format!("{what}, {when}") }
        }
    };
    let mut args = Args::new();
    args.set("number", line.number.to_string());
    args.set("subject", line.subject.as_str());
    args.set("what", what.as_str());
    words
        .tell(
            match (what.is_empty(), line.subject.is_empty()) {
                (true, _) => "summary-ticket",
                (false, true) => "push-one",
                (false, false) => "summary-line",
            },
            &args,
        )
        .trim_end()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::Language;
    use desk::conversation::Thread;
    use desk::notification::Told;
    use desk::people::PersonId;
    use desk::ticket::TicketNumber;

    fn first(language: Language, who: &str) -> String {
        let told = Told { occasion: Occasion::Created, who: who.into(), detail: Detail::Nothing };
        let notice = Notice {
            language,
            agent: PersonId(1),
            number: TicketNumber(100_019),
            subject: "Tea".into(),
            discreet: false,
            what: What::Told { told, text: "Which is yours?".into() },
            thread: Thread::default(),
        };
        sentences(&notice, base::words::of(language)).remove(0)
    }

    #[test]
    fn of_a_new_ticket_one_reads_who_asks() {
        let read = [
            (Language::English, "Kei", "A new ticket from Kei: #100019, “Tea”."),
            (Language::English, "", "A new ticket: #100019, “Tea”."),
            (Language::Japanese, "大谷 由美", "大谷 由美さんから、新しいチケット #100019「Tea」が届きました。"),
            (Language::Japanese, "", "新しいチケット #100019「Tea」が届きました。"),
        ];
        for (language, who, sentence) in read {
            assert_eq!(first(language, who), sentence);
        }
    }
}
