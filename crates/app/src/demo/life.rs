//! What happens to one ticket, step by step: a story told as acts of the people in it.

use super::content::{Channel, Status};
use super::draw::Draw;
use super::story::{Story, Voice};
use base::Moment;
use std::time::Duration;

/// One act on one story, given by its place among all of them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    pub at: Moment,
    pub story: usize,
    pub act: Act,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Act {
    /// The first message comes in.
    Begin,
    /// The message at this place.
    Say(usize),
    /// The letters that wait are handed over.
    Deliver,
    /// Kind, urgency and tags are put right.
    Sort,
    Assign,
    /// The status as the story leaves it.
    Settle,
    /// Days after it was solved.
    Close,
    MarkSpam,
    Trash,
    SnoozeUntil(Moment),
    SnoozeUntilReply,
    /// An agent wants to know how it goes on.
    Follow(usize),
    /// The requester gives so many stars, and may say something.
    Rate {
        stars: i64,
        says: bool,
    },
}

const DAY: Duration = Duration::from_secs(86_400);
/// The desk closes by itself what was solved so long ago.
const CLOSED_AFTER: Duration = Duration::from_secs(7 * 24 * 3600);
/// A letter is on its way this long.
const ON_ITS_WAY: Duration = Duration::from_secs(14);

/// Every act of a story, in order. None lies in the future.
pub fn steps(story: &Story, place: usize, now: Moment, draw: &mut Draw) -> Vec<Step> {
    let mut life = Life { story, place, now, steps: Vec::new() };
    life.add(story.begins(), Act::Begin);
    life.receive(draw);
    for (number, message) in story.messages.iter().enumerate().skip(1) {
        life.add(message.at, Act::Say(number));
        if let Voice::Reply(_) = message.voice {
            life.add(message.at.plus(ON_ITS_WAY), Act::Deliver);
        }
        if let Voice::Note(Some(agent)) = message.voice
            && Some(agent) != story.assignee
            && draw.percent(60)
        {
            life.add(message.at.plus(Duration::from_secs(40)), Act::Follow(agent));
        }
    }
    life.end(draw);
    life.steps.sort_by_key(|step| step.at);
    life.steps
}

struct Life<'s, 'c> {
    story: &'s Story<'c>,
    place: usize,
    now: Moment,
    steps: Vec<Step>,
}

impl Life<'_, '_> {
    fn add(&mut self, at: Moment, act: Act) {
        let at = at.min(self.now.minus(Duration::from_secs(5)));
        self.steps.push(Step { at, story: self.place, act });
    }

    /// Somebody sorts what came in and takes it, just before they first say something.
    fn receive(&mut self, draw: &mut Draw) {
        let begins = self.story.begins();
        let first = self.story.messages.iter().skip(1).find(|message| message.voice != Voice::Requester);
        let quiet = begins.plus(Duration::from_secs(draw.between(120, 5400) as u64));
        let taken =
            first.map_or(quiet, |first| begins.plus(first.at.since(begins) * draw.between(10, 90) as u32 / 100));
        if self.story.channel == Channel::Email && self.story.status != Status::Spam {
            self.add(taken, Act::Sort);
        }
        // Some open tickets are everybody's until somebody answers.
        let answered = self.story.messages.iter().any(|message| matches!(message.voice, Voice::Reply(_)));
        if self.story.assignee.is_some() && (answered || draw.percent(60)) {
            self.add(taken.plus(Duration::from_secs(1)), Act::Assign);
        }
    }

    /// Most are content; nobody rates while the desk still looks for words.
    fn rate(&mut self, solved: Moment, draw: &mut Draw) {
        let at = solved.plus(Duration::from_secs(draw.between(900, 90_000) as u64));
        let stars = match draw.between(1, 100) {
            ..=52 => 5,
            53..=80 => 4,
            81..=90 => 3,
            91..=96 => 2,
            _ => 1,
        };
        let says = draw.percent(if stars < 4 { 80 } else { 35 });
        if at < self.now {
            self.add(at, Act::Rate { stars, says });
        }
    }

    fn end(&mut self, draw: &mut Draw) {
        let soon = self.story.ends().plus(Duration::from_secs(draw.between(60, 2400) as u64));
        match self.story.status {
            Status::Spam => self.add(soon, Act::MarkSpam),
            Status::New | Status::Open => self.add(soon, Act::Settle),
            Status::Pending => {
                self.add(soon, Act::Settle);
                if draw.percent(25) {
                    self.add(soon, Act::SnoozeUntilReply);
                }
            }
            Status::OnHold => {
                self.add(soon, Act::Settle);
                if draw.percent(60) {
                    self.add(
                        soon,
                        Act::SnoozeUntil(self.now.plus(Duration::from_secs(3600 * draw.between(5, 150) as u64))),
                    );
                }
            }
            Status::Solved | Status::Closed => {
                self.add(soon, Act::Settle);
                let closed = soon.plus(if self.story.status == Status::Closed { DAY * 4 } else { CLOSED_AFTER });
                if closed < self.now {
                    self.add(closed, Act::Close);
                    if draw.percent(3) {
                        self.add(closed.plus(Duration::from_secs(600)), Act::Trash);
                    }
                }
                if draw.percent(40) {
                    self.rate(soon, draw);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::content::Content;
    use crate::demo::story::stories;

    #[test]
    fn a_life_begins_with_its_request_and_never_reaches_the_future() {
        let (content, now) = (Content::read().unwrap(), Moment(1_772_357_400_000));
        for (place, story) in stories(&content, 1, 300, now).iter().enumerate() {
            let steps = steps(story, place, now, &mut Draw::of(2, place as u64));
            assert_eq!(steps[0].act, Act::Begin, "{}", story.subject);
            assert!(steps.iter().all(|step| step.at < now));
            assert_eq!(steps.iter().filter(|step| matches!(step.act, Act::Say(_))).count(), story.messages.len() - 1);
        }
    }
}
