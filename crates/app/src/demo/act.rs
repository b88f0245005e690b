//! The acts of the stories, done through the verbs.

use super::company::{Company, email};
use super::content::{Channel, Content, File};
use super::life::{Act, Step};
use super::story::{Asker, Spoken, Story, Voice, answerers};
use base::Address;
use desk::channel::{Attempt, Fate, Outcome};
use desk::conversation::{Compose, NewAttachment};
use desk::people::PersonId;
use desk::ticket::{Category, Origin, RatingWish, Snooze, Stars, StatusId, TicketNumber, TimeFacts};
use desk::{Actor, Done, Error, Fault, Level};
use service::conversation::{self, Incoming};
use service::ticket::{self, ByAgent, NewTicket, Opening};
use service::{Tx, channel, people, sla};
use std::collections::HashMap;
use std::time::Duration;

/// Files whose bytes are kept already, by their names.
pub type Papers = HashMap<String, NewAttachment>;

/// Where the stories are played.
pub struct Stage<'s> {
    pub content: &'s Content,
    pub company: Company,
    pub papers: &'s Papers,
    /// Of each story that has begun.
    pub numbers: Vec<Option<TicketNumber>>,
}

impl Stage<'_> {
    pub fn play(&mut self, tx: &mut Tx, step: Step, story: &Story) -> Done<()> {
        tx.at(step.at, |tx| match (step.act, self.numbers[step.story]) {
            (Act::Begin, _) => {
                let number = self.begin(tx, story, step.story)?;
                self.numbers[step.story] = Some(number);
                // From here on times are promised for it.
                sla::live_on(tx, Some(number))
            }
            (act, Some(number)) => {
                sla::live_on(tx, None)?;
                self.go_on(tx, act, story, number, step.story)
            }
            (_, None) => Err(Error::Missing),
        })
    }

    /// How the promises stand now.
    pub fn reckon(&self, tx: &mut Tx) -> Done<()> {
        self.numbers.iter().flatten().try_for_each(|number| sla::live_on(tx, Some(*number)))
    }

    fn begin(&self, tx: &mut Tx, story: &Story, place: usize) -> Done<TicketNumber> {
        let asker = self.asker(tx, story.asker)?;
        let requester = asker.0;
        let first = &story.messages[0];
        let mailbox = self.mailbox(story);
        let team = self.company.teams[story.team];
        let tags = story.tags.iter().map(|tag| self.company.tags[*tag]).collect();
        let (origin, by_mail) = match story.channel {
            Channel::Email => (Origin::Mail, true),
            Channel::Form => (Origin::Form, false),
            Channel::Portal => (Origin::Portal, false),
            Channel::Chat => (Origin::Chat, false),
            Channel::Phone => return self.note_call(tx, story, requester, tags),
        };
        let first = self.incoming(first, &asker, (place, 0), origin, mailbox.map(|at| &self.company.mailboxes[at].1));
        let mut wish =
            NewTicket::asked(&story.subject, requester, team, Incoming { subject: story.subject.clone(), ..first });
        wish.language = Some(story.language);
        wish.mailbox = mailbox.map(|at| self.company.mailboxes[at].0);
        if !by_mail {
            (wish.kind, wish.priority, wish.tags) = (story.kind, story.priority, tags);
        }
        tx.act_as(Actor::System, |tx| Ok(ticket::create(tx, wish)?.number))
    }

    /// Somebody rang; whoever took the call writes it down.
    fn note_call(
        &self,
        tx: &mut Tx,
        story: &Story,
        requester: PersonId,
        tags: Vec<desk::ticket::TagId>,
    ) -> Done<TicketNumber> {
        let wish = ByAgent {
            subject: story.subject.clone(),
            requester,
            team: self.company.teams[story.team],
            origin: Origin::Phone,
            language: Some(story.language),
            kind: story.kind,
            priority: story.priority,
            tags,
            participants: Vec::new(),
            assignee: None,
            given: service::form::Given::default(),
            opening: Opening::Said(Compose {
                text: story.messages[0].text.clone(),
                attachments: self.files(story.messages[0].files),
                ..Compose::default()
            }),
        };
        tx.act_as(self.one_of_ours(story), |tx| Ok(ticket::create_by_agent(tx, wish)?.number))
    }

    fn go_on(&self, tx: &mut Tx, act: Act, story: &Story, number: TicketNumber, place: usize) -> Done<()> {
        let ours = self.one_of_ours(story);
        match act {
            Act::Begin => Err(Error::Conflict),
            Act::Say(message) => self.say(tx, story, number, (place, message)),
            Act::Deliver => tx.act_as(Actor::System, deliver),
            Act::Sort => tx.act_as(ours, |tx| {
                let tags = story.tags.iter().map(|tag| self.company.tags[*tag]).collect();
                ticket::set_kind(tx, number, story.kind, None)?;
                ticket::set_priority(tx, number, story.priority, None)?;
                ticket::set_tags(tx, number, tags, None).map(drop)
            }),
            Act::Assign => {
                let assignee = story.assignee.and_then(|agent| self.company.agents[agent].person());
                tx.act_as(ours, |tx| ticket::assign(tx, number, assignee, None).map(drop))
            }
            Act::Settle => self.set_status(tx, ours, number, story.status.settles()),
            Act::Close => self.set_status(tx, Actor::System, number, Category::Closed),
            Act::MarkSpam => tx.act_as(self.keeper(story), |tx| ticket::mark_spam(tx, number, None).map(drop)),
            Act::Trash => tx.act_as(self.keeper(story), |tx| ticket::trash(tx, number, None).map(drop)),
            Act::SnoozeUntil(until) => {
                tx.act_as(ours, |tx| ticket::snooze(tx, number, Snooze::Until(until), None).map(drop))
            }
            Act::SnoozeUntilReply => {
                tx.act_as(ours, |tx| ticket::snooze(tx, number, Snooze::UntilReply, None).map(drop))
            }
            Act::Rate { stars, says } => self.rate(tx, story, number, stars, says),
            Act::Follow(agent) => {
                let actor = self.company.agents[agent].clone();
                let person = actor.person().ok_or(Error::Missing)?;
                tx.act_as(actor, |tx| ticket::follow(tx, number, person, None).map(drop))
            }
        }
    }

    fn rate(&self, tx: &mut Tx, story: &Story, number: TicketNumber, stars: i64, says: bool) -> Done<()> {
        let fitting: Vec<_> = self.content.ratings.iter().filter(|said| says && said.stars == stars).collect();
        let said = (!fitting.is_empty()).then(|| fitting[number.0.unsigned_abs() as usize % fitting.len()]);
        let comment = said.map(|said| said.text.in_(story.language).to_owned()).unwrap_or_default();
        let (requester, _) = self.asker(tx, story.asker)?;
        let rate = |tx: &mut Tx| ticket::rate(tx, number, RatingWish { stars: Stars::of(stars), comment });
        match tx.act_as(Actor::Requester(requester), rate) {
            // It is in the trash by now.
            Ok(_) | Err(Error::Refused(_)) => Ok(()),
            Err(error) => Err(error),
        }
    }

    fn say(&self, tx: &mut Tx, story: &Story, number: TicketNumber, place: (usize, usize)) -> Done<()> {
        let message = &story.messages[place.1];
        match message.voice {
            Voice::Requester => {
                let asker = self.asker(tx, story.asker)?;
                let to = self.mailbox(story).map(|at| &self.company.mailboxes[at].1);
                let origin = if story.channel == Channel::Portal { Origin::Portal } else { Origin::Mail };
                let said = self.incoming(message, &asker, place, origin, to);
                tx.act_as(Actor::System, |tx| conversation::incoming(tx, number, said).map(drop))
            }
            Voice::Reply(agent) => {
                let (_, address) = self.asker(tx, story.asker)?;
                let compose = Compose { to: vec![address], hold: Some(Duration::ZERO), ..self.compose(message) };
                tx.act_as(self.company.agents[agent].clone(), |tx| {
                    conversation::reply(tx, number, compose)?;
                    self.note_time(tx, story, number, place.0)
                })
            }
            Voice::Note(agent) => {
                let by = agent.map_or(Actor::System, |agent| self.company.agents[agent].clone());
                tx.act_as(by, |tx| conversation::note(tx, number, self.compose(message)).map(drop))
            }
        }
    }

    /// Of every fourth ticket those who answer say how long it took; repairs are a work of their own.
    fn note_time(&self, tx: &mut Tx, story: &Story, number: TicketNumber, place: usize) -> Done<()> {
        let kind = usize::from(self.content.company.teams[story.team].key == "repairs");
        let Some(activity) = self.company.activities.get(kind).copied().filter(|_| place.is_multiple_of(4)) else {
            return Ok(());
        };
        let minutes = 10 + 5 * (place % 7) as i64;
        let what = TimeFacts { minutes, activity: Some(activity), at: tx.now(), day: None, note: String::new() };
        ticket::log_time(tx, number, what).map(drop)
    }

    fn set_status(&self, tx: &mut Tx, by: Actor, number: TicketNumber, category: Category) -> Done<()> {
        let status = self.status(category)?;
        tx.act_as(by, |tx| ticket::set_status(tx, number, status, None).map(drop))
    }

    fn status(&self, category: Category) -> Done<StatusId> {
        let found = self.company.statuses.iter().find(|(of, _)| *of == category);
        Ok(found.map(|(_, id)| *id).ok_or_else(|| Fault::new("a category without a status"))?)
    }

    fn asker(&self, tx: &mut Tx, asker: Asker) -> Done<(PersonId, Address)> {
        match asker {
            Asker::Person(place) => Ok(self.company.people[place].clone()),
            Asker::Stranger { name, email: text } => {
                let address = Address::new(name, email(text)?);
                Ok((people::find_or_create(tx, &address, None)?.id, address))
            }
        }
    }

    /// Who has it, else whoever could.
    fn one_of_ours(&self, story: &Story) -> Actor {
        let team = &self.content.company.teams[story.team].key;
        let agent = story.assignee.or_else(|| answerers(&self.content.company, team, story.language).first().copied());
        agent.map_or(Actor::System, |agent| self.company.agents[agent].clone())
    }

    /// Somebody who may throw away.
    fn keeper(&self, story: &Story) -> Actor {
        let team = self.company.teams[story.team];
        let full = self.company.agents.iter().filter(|actor| actor.level(team) == Level::Full);
        full.max_by_key(|actor| actor.role() != Some(desk::Role::Administrator)).cloned().unwrap_or(Actor::System)
    }

    /// The team's address in the requester's language, else its first.
    fn mailbox(&self, story: &Story) -> Option<usize> {
        let team = &self.content.company.teams[story.team].key;
        let of_team = || self.content.company.mailboxes.iter().enumerate().filter(|(_, mailbox)| mailbox.team == *team);
        let fits = of_team().find(|(_, mailbox)| mailbox.language == story.language);
        fits.or_else(|| of_team().next()).map(|(place, _)| place)
    }

    fn incoming(
        &self,
        message: &Spoken,
        (author, from): &(PersonId, Address),
        (story, number): (usize, usize),
        origin: Origin,
        to: Option<&Address>,
    ) -> Incoming {
        let said =
            Incoming { attachments: self.files(message.files), ..Incoming::said(*author, origin, &message.text) };
        match origin {
            Origin::Mail => Incoming {
                from: Some(from.clone()),
                to: to.into_iter().cloned().collect(),
                message_id: Some(format!("{:x}.{number}.{story}@{}", message.at.0, from.email.domain())),
                ..said
            },
            Origin::Form | Origin::Portal | Origin::Phone | Origin::Chat | Origin::Api | Origin::Agent => said,
        }
    }

    fn compose(&self, message: &Spoken) -> Compose {
        Compose { text: message.text.clone(), attachments: self.files(message.files), ..Compose::default() }
    }

    fn files(&self, files: &[File]) -> Vec<NewAttachment> {
        files.iter().filter_map(|file| self.papers.get(&file.name)).cloned().collect()
    }
}

/// The demo's letters end here: no byte of them ever leaves the machine.
pub fn deliver(tx: &mut Tx) -> Done<()> {
    let holder = "demo";
    for letter in channel::claim_letters(tx, holder, Duration::from_secs(60), 100)? {
        let attempt = Attempt { letter: letter.id, holder: holder.to_owned(), number: letter.attempts };
        if !channel::letter_begins(tx, &attempt)? {
            continue;
        }
        let accepted = |address: &base::Email| Outcome {
            address: address.clone(),
            fate: Fate::Accepted,
            detail: "250 2.0.0 Ok: kept by the demo".into(),
        };
        let outcomes: Vec<Outcome> = letter.waiting().map(|delivery| accepted(&delivery.address)).collect();
        channel::letter_answered(tx, &attempt, &outcomes)?;
    }
    Ok(())
}
