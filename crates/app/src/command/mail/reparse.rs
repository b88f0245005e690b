//! `kippu mail reparse`: what today's reader makes of stored originals, shown before it is applied.

use crate::house::House;
use base::Moment;
use channels::desk::{Premises, reading_of};
use desk::conversation::{Message, MessageId, Part, Reading};
use desk::ticket::TicketNumber;
use platform::config::Config;
use service::conversation::{self, Range};
use service::{Actor, ticket};

/// Messages looked up at once.
const AT_ONCE: usize = 100;

#[derive(clap::Args)]
#[command(group(clap::ArgGroup::new("range").required(true).args(["message", "ticket", "since"])))]
pub struct Reparse {
    /// One message, by its id
    #[arg(long, value_name = "ID")]
    message: Option<i64>,
    /// All messages of a ticket
    #[arg(long, value_name = "NUMBER")]
    ticket: Option<i64>,
    /// All messages from this day or moment on (RFC 3339)
    #[arg(long, value_name = "DATE")]
    since: Option<String>,
    /// … and before this one; otherwise until now
    #[arg(long, value_name = "DATE", requires = "since")]
    until: Option<String>,
    /// Read them as this charset, whatever they say
    #[arg(long, value_name = "NAME")]
    charset: Option<String>,
    /// Change what differs; each change has its place in the ticket's history and can be taken back there
    #[arg(long)]
    apply: bool,
    /// One JSON object per message, on a line each
    #[arg(long)]
    json: bool,
}

pub async fn run(config: Config, wish: &Reparse) -> Result<(), String> {
    let house = House::open(config)?;
    let premises = house.premises();
    let range = wish.range(premises.desk.now())?;
    let mut tally = Tally::default();
    let mut after = MessageId(0);
    loop {
        let next = premises
            .desk
            .ask(Actor::System, move |read| conversation::with_original(read, range, after, AT_ONCE))
            .await;
        let messages = next.map_err(|error| error.to_string())?;
        let Some(last) = messages.last() else { break };
        after = last.id;
        for message in &messages {
            wish.one(&premises, message, &mut tally).await?;
        }
    }
    if !wish.json {
        let Tally { read, differ, applied, unreadable } = tally;
        println!("{read} read, {differ} differ, {applied} changed, {unreadable} cannot be read");
    }
    Ok(())
}

#[derive(Default)]
struct Tally {
    read: u64,
    differ: u64,
    applied: u64,
    unreadable: u64,
}

impl Reparse {
    fn range(&self, now: Moment) -> Result<Range, String> {
        if let Some(message) = self.message {
            return Ok(Range::Message(MessageId(message)));
        }
        if let Some(number) = self.ticket {
            return Ok(Range::Ticket(TicketNumber(number)));
        }
        let from = self.since.as_deref().map(moment).transpose()?.unwrap_or(Moment(0));
        let to = self.until.as_deref().map(moment).transpose()?.unwrap_or(now);
        Ok(Range::Between(from, to))
    }

    async fn one(&self, premises: &Premises, message: &Message, tally: &mut Tally) -> Result<(), String> {
        let Some(raw) = &message.raw else { return Ok(()) };
        let found = reading_of(premises, raw, self.charset.as_deref()).await.map_err(|error| error.to_string())?;
        let Ok(after) = found else {
            tally.unreadable += 1;
            return Ok(());
        };
        let id = message.id;
        let before = premises.desk.ask(Actor::System, move |read| conversation::reading(read, id)).await;
        let before = before.map_err(|error| error.to_string())?;
        tally.read += 1;
        let parts = after.differs_from(&before);
        if parts.is_empty() {
            return Ok(());
        }
        tally.differ += 1;
        self.show(premises, message, &parts, &before, &after).await?;
        if self.apply {
            let applied = premises.desk.change(Actor::System, move |tx| conversation::reread(tx, id, &after)).await;
            tally.applied += u64::from(applied.map_err(|error| error.to_string())?.is_some());
        }
        Ok(())
    }

    async fn show(
        &self,
        premises: &Premises,
        message: &Message,
        parts: &[Part],
        before: &Reading,
        after: &Reading,
    ) -> Result<(), String> {
        let ticket = message.ticket;
        let number = premises.desk.ask(Actor::System, move |read| ticket::number_of(read, ticket)).await;
        let number = number.map_err(|error| error.to_string())?;
        if self.json {
            let parts: Vec<&str> = parts.iter().map(|part| part.name()).collect();
            let line = serde_json::json!({
                "message": message.id, "ticket": number, "differs": parts, "before": before, "after": after, "applied": self.apply,
            });
            println!("{line}");
            return Ok(());
        }
        println!("message {} of #{}", message.id, number.map_or(0, |number| number.0));
        for part in parts {
            println!("  {}", part.name());
            difference(&told(*part, before), &told(*part, after)).iter().for_each(|line| println!("    {line}"));
        }
        Ok(())
    }
}

/// A day is its first moment, in UTC.
fn moment(text: &str) -> Result<Moment, String> {
    let full = if text.len() == 10 { format!("{text}T00:00:00Z") } else { text.to_owned() };
    Moment::on_wall_clock(full.trim_end_matches('Z'), "UTC")
        .ok_or_else(|| format!("{text:?} is no date like 2026-01-05 or 2026-01-05T10:00:00Z"))
}

fn told(part: Part, reading: &Reading) -> String {
    match part {
        Part::Subject => reading.subject.clone(),
        Part::Text => reading.text.clone(),
        Part::Html => reading.html.clone(),
        Part::NewText => reading.new_text.clone(),
        Part::Warnings => reading.warnings.join("\n"),
        Part::Files => reading.files.iter().map(|file| format!("{} ({})\n", file.name, file.size)).collect(),
    }
}

/// Lines that one has and the other has not, in order: `-` before, `+` after; at most twenty of each.
fn difference(before: &str, after: &str) -> Vec<String> {
    let only = |these: &str, those: &str, mark: char| {
        let known: std::collections::HashSet<&str> = those.lines().collect();
        let lines: Vec<&str> = these.lines().filter(|line| !known.contains(line)).take(20).collect();
        lines.into_iter().map(|line| format!("{mark} {line}")).collect::<Vec<_>>()
    };
    let mut lines = only(before, after, '-');
    lines.extend(only(after, before, '+'));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_shows_what_goes_and_what_comes() {
        assert_eq!(difference("a\nb\n", "a\nc\n"), ["- b", "+ c"]);
    }

    #[test]
    fn a_day_begins_at_midnight() {
        assert_eq!(moment("2026-01-05"), moment("2026-01-05T00:00:00Z"));
        assert!(moment("yesterday").is_err());
    }
}
