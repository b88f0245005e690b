//! A letter to an agent: what happened on a ticket of theirs, and how they answer.

use super::Premises;
use base::words::{Args, Words};
use desk::channel::{Notice, What};
use desk::{Done, Fault};
use service::channel::Sending;
use views::letter::{Action, Body};

pub(super) fn notice<'a>(premises: &Premises, sending: &Sending, words: &Words) -> Done<(Body<'a>, Option<Action>)> {
    let notice: Notice = serde_json::from_str(&sending.letter.details).map_err(Fault::new)?;
    let sentences = sentences(&notice, words);
    let url = format!("{}/tickets/{}", premises.url.trim_end_matches('/'), notice.number);
    let action = Action { label: words.say("notice-action").to_owned(), url };
    Ok((Body::Sentences(sentences), Some(action)))
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
        What::Spoke { author, text } => vec![tell("notice-spoke", &[("author", author)]), text.clone(), answer()],
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
        What::Kept { why } => [tell("notice-kept", &[])].into_iter().chain(why.iter().cloned()).collect(),
    }
}
