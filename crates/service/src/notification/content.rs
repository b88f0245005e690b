//! What a browser is told when its turn comes: nothing, if it was seen meanwhile or is not theirs any more.

use super::deliver::language;
use super::inbox::MOST;
use super::push::Errand;
use super::story::{outside, story};
use base::Language;
use desk::conversation::MessageId;
use desk::notification::{NotificationId, Occasion, Subscription, SubscriptionId, Told};
use desk::people::PersonId;
use desk::ticket::TicketNumber;
use desk::{Actor, Done, Error, Event, Fault};
use store::access::sessions;
use store::notification::{notifications, subscriptions, wishes};
use store::people::persons;
use store::{Read, Tx};

#[derive(Clone, Debug, PartialEq)]
pub struct PushContent {
    pub browser: Subscription,
    pub language: Language,
    pub about: PushAbout,
    /// How many stand unread in their list.
    pub unread: i64,
}

#[derive(Clone, Debug, PartialEq)]
pub enum PushAbout {
    One {
        number: TicketNumber,
        message: Option<MessageId>,
        told: Told,
        /// The subject and the beginning of what was said, where they want to read it there.
        text: Option<(String, String)>,
    },
    Many(i64),
}

impl PushContent {
    /// Somebody waits for them by name, or time runs out.
    pub fn is_urgent(&self) -> bool {
        match &self.about {
            PushAbout::One { told, .. } => {
                matches!(
                    told.occasion,
                    Occasion::Mentioned
                        | Occasion::Added
                        | Occasion::Referred
                        | Occasion::Assigned
                        | Occasion::Due
                        | Occasion::Woken
                        | Occasion::Approval
                        | Occasion::Release
                        | Occasion::TaskDue
                )
            }
            PushAbout::Many(_) => false,
        }
    }
}

/// None: there is nothing to tell any more.
pub fn push_content(read: &mut Read, body: &str) -> Done<Option<PushContent>> {
    if *read.actor() != Actor::System {
        return Err(Error::Missing);
    }
    let errand: Errand = serde_json::from_str(body).map_err(Fault::new)?;
    let Some(browser) = subscriptions::load(read, SubscriptionId(errand.subscription))? else { return Ok(None) };
    let (found, person) = (wishes::of(read, browser.person)?, persons::load(read, browser.person)?);
    let (Some((agent, wishes)), Some(person)) = (found, person) else { return Ok(None) };
    if !is_signed_in(read, browser.person, &browser)? {
        return Ok(None);
    }
    let language = language(read, &person)?;
    let mut stories = Vec::new();
    for id in errand.notifications {
        let unseen = notifications::load(read, NotificationId(id))?;
        if let Some(one) = unseen.filter(|one| one.seen_at.is_none() && one.person == person.id) {
            stories.extend(story(read, &agent.actor(), language, one)?);
        }
    }
    let about = match stories.as_slice() {
        [] => return Ok(None),
        [story] => {
            let (told, text) = outside(read, language, story)?;
            PushAbout::One {
                number: story.ticket.number,
                message: story.notification.message,
                told,
                text: wishes.push_text.then_some(text),
            }
        }
        many => PushAbout::Many(many.len() as i64),
    };
    let unread = notifications::unread(read, &agent.actor().scope(), person.id, MOST)?;
    Ok(Some(PushContent { browser, language, about, unread }))
}

fn is_signed_in(read: &mut Read, person: PersonId, browser: &Subscription) -> Done<bool> {
    Ok(sessions::of_person(read, person)?.iter().any(|session| session.digest == browser.session))
}

/// Its push service has taken something for it.
pub fn push_taken(tx: &mut Tx, id: SubscriptionId) -> Done<()> {
    tx.actor().must_be_system()?;
    Ok(subscriptions::used(tx, id)?)
}

/// Its push service does not know it any more.
pub fn push_gone(tx: &mut Tx, id: SubscriptionId) -> Done<()> {
    tx.actor().must_be_system()?;
    if let Some(gone) = subscriptions::load(tx, id)? {
        subscriptions::remove(tx, id)?;
        tx.record(Event::PushUnsubscribed { person: gone.person })?;
    }
    Ok(())
}
