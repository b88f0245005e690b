//! The demo goes on living: mail arrives, customers come back, colleagues look, note and answer.

use super::content::{Content, Incoming, Line};
use super::draw::Draw;
use super::fill::{Blanks, slots};
use super::found::{Found, find};
use super::story::{Asker, people_words, somebody};
use base::{Address, Email, Language, Token};
use channels::desk::{DeskIntake, Premises};
use channels::ports::{Envelope, Intake, Source};
use desk::conversation::{Compose, MessageKind};
use desk::people::PersonId;
use desk::ticket::{Category, TicketNumber, View};
use desk::{Actor, Done, Level, Role};
use mail::compose::{Automatic, Letter};
use platform::shutdown::Shutdown;
use service::ticket::{self, Entry, TicketPage};
use service::{conversation, demo};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use web::Web;

/// Seconds between two things that happen.
const PAUSE: (i64, i64) = (20, 90);
/// Tickets among which one is picked.
const NEWEST: usize = 40;

/// Lives until the end is asked for or the demo is removed.
pub async fn run(premises: Premises, web: Web, content: Arc<Content>, shutdown: Shutdown) {
    let mut life =
        Life { premises, web, content, draw: Draw::seeded(surprise()), mails: Vec::new(), shutdown, haste: 1 };
    while life.pause(PAUSE).await && life.is_demo().await {
        let done = match life.draw.below(100) {
            0..45 => life.somebody_writes().await,
            45..65 => life.somebody_comes_back().await,
            _ => life.somebody_works().await,
        };
        if let Err(error) = done {
            tracing::debug!(%error, "the simulator did nothing");
        }
    }
}

/// Every run of a demo goes on differently.
fn surprise() -> u64 {
    u64::from_str_radix(&Token::random().digest().as_str()[..16], 16).expect("a digest is hexadecimal")
}

struct Life {
    premises: Premises,
    web: Web,
    content: Arc<Content>,
    draw: Draw,
    /// Places of the mails that have not come yet; all come before any comes again.
    mails: Vec<usize>,
    shutdown: Shutdown,
    /// Pauses are so many times shorter.
    haste: u64,
}

impl Life {
    /// Between so many seconds; false at the end.
    async fn pause(&mut self, (least, most): (i64, i64)) -> bool {
        let pause = Duration::from_millis(self.draw.between(least * 1000, most * 1000) as u64 / self.haste);
        self.shutdown.sleep(pause).await
    }

    async fn is_demo(&self) -> bool {
        self.premises.desk.ask(Actor::System, demo::is_demo).await.unwrap_or(false)
    }

    async fn found(&self) -> Done<Found> {
        let content = self.content.clone();
        self.premises.desk.ask(Actor::System, move |read| find(read, &content)).await
    }

    /// A new request.
    async fn somebody_writes(&mut self) -> Done<()> {
        let found = self.found().await?;
        if self.mails.is_empty() {
            self.mails = (0..self.content.simulator.incoming.len()).collect();
            self.draw.shuffle(&mut self.mails);
        }
        let content = self.content.clone();
        let Some(incoming) = self.mails.pop().and_then(|place| content.simulator.incoming.get(place)) else {
            return Ok(());
        };
        let Some(to) = mailbox(&found, &content, incoming) else { return Ok(()) };
        let person = match &incoming.person {
            Some(email) => content.people.iter().position(|person| person.emails.contains(email)).unwrap_or_default(),
            None => somebody(&content, incoming.language, incoming.from, &mut self.draw),
        };
        let mut words = slots(&incoming.slots, &mut self.draw);
        words.extend(people_words(&content, incoming.language, Asker::Person(person), None));
        let zone = &content.company.time_zone;
        let blanks = Blanks { language: incoming.language, start: self.premises.desk.now(), zone, words };
        let person = &content.people[person];
        let Some(email) = person.emails.first().and_then(|email| Email::parse(email)) else { return Ok(()) };
        let letter =
            self.letter(Address::new(person.name.clone(), email), to, &incoming.subject, &blanks.fill(&incoming.text));
        self.hand_in(letter).await;
        Ok(())
    }

    /// The requester of a ticket that waits for them answers.
    async fn somebody_comes_back(&mut self) -> Done<()> {
        let Some(page) = self.ticket(View::Waiting, |_| true).await? else { return Ok(()) };
        let (Some(email), Some(sender)) = (page.requester.email.clone(), page.sender.clone()) else { return Ok(()) };
        let thread = page.timeline.iter().rev().find_map(|entry| match entry {
            Entry::Message(said) if said.message.kind == MessageKind::Reply => said.message.message_id.clone(),
            Entry::Message(_) | Entry::Event(_) | Entry::Side(_) => None,
        });
        let content = self.content.clone();
        let Some(text) = self.line(&content.simulator.follow_up, language(&page)) else { return Ok(()) };
        let text = blanks(&content, &page, "").fill(text);
        let from = Address::new(page.requester.name.clone(), email);
        let subject = desk::ticket::letter_subject(false, &page.ticket.subject);
        let mut letter = self.letter(from, sender.address, &subject, &text);
        letter.in_reply_to = thread.clone().into_iter().collect();
        letter.references = thread.into_iter().collect();
        self.hand_in(letter).await;
        Ok(())
    }

    /// A colleague opens a ticket, writes for a while, and answers it, notes something or takes it.
    async fn somebody_works(&mut self) -> Done<()> {
        let open = |category| matches!(category, Category::New | Category::Open);
        let Some(page) = self.ticket(View::AllOpen, open).await? else { return Ok(()) };
        let found = self.found().await?;
        let Some((person, name, actor)) = self.colleague(&found, &page) else { return Ok(()) };
        let visit = self.web.visit(page.ticket.number, person, &name);
        if !self.pause((3, 9)).await {
            return Ok(());
        }
        let content = self.content.clone();
        let number = page.ticket.number;
        let act = self.draw.below(100);
        if act < 80 {
            visit.writes(true);
            if !self.pause((6, 11)).await {
                return Ok(());
            }
        }
        match act {
            0..55 => self.answer(&content, &page, actor, &name).await,
            55..80 => self.note(&content, &page, actor, &name).await,
            _ => self.take(number, actor, person).await,
        }
    }

    async fn answer(&mut self, content: &Content, page: &TicketPage, by: Actor, name: &str) -> Done<()> {
        let Some(text) = self.line(&content.simulator.reply, language(page)) else { return Ok(()) };
        let to = page.reply.to.iter().map(|recipient| recipient.address.clone()).collect();
        let cc = page.reply.cc.iter().map(|recipient| recipient.address.clone()).collect();
        let compose = Compose { text: blanks(content, page, name).fill(text), to, cc, ..Compose::default() };
        let number = page.ticket.number;
        self.premises.desk.change(by, move |tx| conversation::reply(tx, number, compose)).await.map(drop)
    }

    async fn note(&mut self, content: &Content, page: &TicketPage, by: Actor, name: &str) -> Done<()> {
        let Some(text) = self.line(&content.simulator.note, language(page)) else { return Ok(()) };
        let compose = Compose { text: blanks(content, page, name).fill(text), ..Compose::default() };
        let number = page.ticket.number;
        self.premises.desk.change(by, move |tx| conversation::note(tx, number, compose)).await.map(drop)
    }

    async fn take(&mut self, number: TicketNumber, by: Actor, person: PersonId) -> Done<()> {
        self.premises.desk.change(by, move |tx| ticket::assign(tx, number, Some(person), None)).await.map(drop)
    }

    /// One of the newest of a list.
    async fn ticket(&mut self, view: View, fits: impl Fn(Category) -> bool) -> Done<Option<TicketPage>> {
        let list = self.premises.desk.ask(Actor::System, move |read| ticket::list(read, view, None, NEWEST)).await?;
        let fitting: Vec<TicketNumber> =
            list.lines.iter().filter(|line| fits(line.ticket.category)).map(|line| line.ticket.number).collect();
        match self.draw.pick(&fitting).copied() {
            Some(number) => {
                self.premises.desk.ask(Actor::System, move |read| ticket::page(read, number)).await.map(Some)
            }
            None => Ok(None),
        }
    }

    /// Whoever has the ticket, else whoever may answer it. The administrator is left to whoever looks.
    fn colleague(&mut self, found: &Found, page: &TicketPage) -> Option<(PersonId, String, Actor)> {
        let may = |actor: &Actor| {
            matches!(actor.role(), Some(Role::Agent | Role::Supervisor))
                && actor.level(page.ticket.team) >= Level::Reply
        };
        let able: Vec<_> = found.agents.iter().filter(|(_, _, actor)| may(actor)).collect();
        let owner = able.iter().find(|(person, ..)| Some(*person) == page.ticket.assignee);
        owner.or_else(|| self.draw.pick(&able)).map(|agent| (*agent).clone())
    }

    fn line<'l>(&mut self, lines: &'l [Line], language: Language) -> Option<&'l str> {
        let spoken: Vec<&Line> = lines.iter().filter(|line| line.language == language).collect();
        self.draw.pick(&spoken).map(|line| line.text.as_str())
    }

    fn letter(&mut self, from: Address, to: Address, subject: &str, text: &str) -> Letter {
        Letter {
            message_id: format!("{:016x}@{}", self.draw.next(), from.email.domain()),
            from,
            reply_to: Vec::new(),
            to: vec![to],
            cc: Vec::new(),
            bcc: Vec::new(),
            subject: subject.to_owned(),
            in_reply_to: Vec::new(),
            references: Vec::new(),
            date: self.premises.desk.now(),
            text: text.to_owned(),
            html: None,
            attachments: Vec::new(),
            auto: Automatic::No,
            thread_index: None,
            thread_topic: None,
            headers: Vec::new(),
        }
    }

    /// The same way as what a mail server delivers.
    async fn hand_in(&self, letter: Letter) {
        let raw = mail::compose::compose(&letter);
        let mail_from = Some(letter.from.email.clone());
        let envelope =
            Envelope { source: Source::Lmtp, mail_from, rcpt: letter.recipients(), remote: None, helo: None };
        if let Err(fault) = DeskIntake(self.premises.clone()).receive(raw.into(), envelope).await {
            tracing::debug!(?fault, "a simulated message was not taken");
        }
    }
}

fn language(page: &TicketPage) -> Language {
    page.ticket.language.or(page.requester.language).unwrap_or_default()
}

/// The team's address in the mail's language, else any of the team.
fn mailbox(found: &Found, content: &Content, incoming: &Incoming) -> Option<Address> {
    let of_team =
        || found.mailboxes.iter().filter(|(place, ..)| content.company.mailboxes[*place].team == incoming.team);
    let fits = of_team().find(|(place, ..)| content.company.mailboxes[*place].language == incoming.language);
    fits.or_else(|| of_team().next()).map(|(_, _, address)| address.clone())
}

/// The people on a ticket, by their names in its language where we know them.
fn blanks<'c>(content: &'c Content, page: &TicketPage, agent: &str) -> Blanks<'c> {
    let language = language(page);
    let known = |person: &&super::content::Person| {
        page.requester.email.as_ref().is_some_and(|email| person.emails.iter().any(|known| known == email.as_str()))
    };
    let call = content.people.iter().find(known).map_or(page.requester.shown(), |person| person.call.as_str());
    let colleague =
        content.company.agents.iter().find(|known| Language::ALL.iter().any(|one| known.name.in_(*one) == agent));
    let words = BTreeMap::from([
        ("customer", page.requester.shown().to_owned()),
        ("customer_call", call.to_owned()),
        ("agent", colleague.map_or(agent, |known| known.name.in_(language)).to_owned()),
        ("agent_call", colleague.map_or(agent, |known| known.call.in_(language)).to_owned()),
    ]);
    Blanks { language, start: page.ticket.created_at, zone: &content.company.time_zone, words }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::serve;
    use crate::demo::grow::{self, grow};
    use crate::house::House;
    use platform::config::{Config, Flags};
    use service::whole;

    async fn life(house: &House) -> Life {
        let content = Arc::new(Content::read().unwrap());
        let hashes = vec![testing::cast::HASH.to_owned(); content.company.agents.len()];
        let wish = grow::Wish { seed: 1, tickets: 80, language: Language::English, hashes };
        grow(&house.desk, &house.blobs, content.clone(), wish).await.unwrap();
        reactions::catch_up(&house.desk).await.unwrap();
        let (premises, web) = (house.premises(), serve::web(house));
        Life {
            premises,
            web,
            content,
            draw: Draw::seeded(3),
            mails: Vec::new(),
            shutdown: Shutdown::new(),
            haste: 5000,
        }
    }

    #[tokio::test]
    async fn mail_arrives_customers_come_back_and_colleagues_work() {
        let folder = tempfile::tempdir().unwrap();
        let flags = Flags { data: Some(folder.path().to_string_lossy().into_owned()), ..Flags::default() };
        let house = House::open(Config::assemble(&flags, &Default::default()).unwrap()).unwrap();
        let mut life = life(&house).await;
        let jobs = serve::jobs(&life.premises);
        let location = crate::house::location(&house.config);
        let rows =
            |table: &str| whole::counts(&location).unwrap().into_iter().find(|one| one.table == table).unwrap().rows;
        let before = (rows("tickets"), rows("messages"), rows("events"));
        for _ in 0..3 {
            life.somebody_writes().await.unwrap();
            life.somebody_comes_back().await.unwrap();
        }
        reactions::step(&house.desk, &jobs).await.unwrap();
        assert_eq!(
            (rows("tickets"), rows("messages")),
            (before.0 + 3, before.1 + 6),
            "each new mail is a ticket, each answer finds its own"
        );
        let arrived = rows("events");
        assert!(arrived > before.2 + 6);
        for _ in 0..8 {
            life.somebody_works().await.unwrap();
        }
        assert!(rows("events") > arrived + 4);
        assert!(rows("messages") > before.1 + 8);
    }
}
