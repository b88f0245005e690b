//! Messages in a chat: the jobs that tell them, what each says when its turn comes, and how it went.

use super::deliver::{HOUR, language};
use super::heap::Heap;
use super::story::{Story, outside, story};
use base::Language;
use desk::conversation::MessageId;
use desk::notification::{Chat, NotificationId, Summary, Told, Wishes};
use desk::people::PersonId;
use desk::ticket::TicketNumber;
use desk::{Done, Fault};
use serde::{Deserialize, Serialize};
use std::time::Duration;
use store::notification::{chats as table, notifications, wishes};
use store::people::persons;
use store::{Read, Tx, jobs};

/// The kind of the jobs that tell a chat; their body is an [`Errand`].
pub const CHAT: &str = "chat";
/// Lines of such a message.
const MOST_LINES: usize = 10;
/// Seconds before each further try: half a day in all, then it is no news any more.
const PAUSES: [u64; 8] = [15, 60, 300, 900, 3_600, 7_200, 10_800, 21_600];

/// What somebody's chat is told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Errand {
    person: i64,
    #[serde(default)]
    notifications: Vec<i64>,
    /// Of the day; else of the notifications.
    #[serde(default)]
    digest: Option<Summary>,
    #[serde(default)]
    tries: usize,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ChatContent {
    pub chat: Chat,
    /// Where it goes.
    pub sealed_address: String,
    /// How the service knows them; may be empty.
    pub mention: String,
    pub person: PersonId,
    /// What they are called.
    pub name: String,
    pub language: Language,
    pub about: ChatAbout,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ChatAbout {
    One {
        number: TicketNumber,
        message: Option<MessageId>,
        told: Told,
        /// The subject and the beginning of what was said, where they may be read there.
        text: Option<(String, String)>,
    },
    /// The first of them, and how many there are.
    Many(Vec<(TicketNumber, Told)>, i64),
    /// Without subjects where they may not be read there.
    Digest(Summary),
    /// Somebody tries it out.
    Trial,
}

/// A message for each thing to tell; what comes in a heap, or was held, is told as one; what goes beyond the limit waits.
pub(super) fn send(tx: &mut Tx, person: PersonId, wishes: &Wishes, stories: &[Story]) -> Done<()> {
    let wanted: Vec<&Story> = stories.iter().filter(|story| story.notification.chat).collect();
    if wanted.is_empty() || chosen(tx, person)?.is_none() {
        return Ok(());
    }
    let since = tx.now().minus(HOUR);
    let room = wishes.letters - table::counted(tx, person, since)?;
    let Heap { now, later } = Heap::of(wanted, room);
    let gone = now.len() as i64;
    for notifications in now {
        add(tx, &Errand { person: person.0, notifications, digest: None, tries: 0 })?;
    }
    let then = tx.now().plus(HOUR);
    later.into_iter().try_for_each(|id| notifications::wait_chat(tx, id, then))?;
    Ok(table::count(tx, person, gone, since)?)
}

/// The day's summary, for whoever wishes to read it there.
pub(super) fn send_digest(tx: &mut Tx, person: PersonId, summary: &Summary) -> Done<()> {
    if chosen(tx, person)?.is_some() {
        add(tx, &Errand { person: person.0, notifications: Vec::new(), digest: Some(summary.clone()), tries: 0 })?;
    }
    Ok(())
}

fn add(tx: &mut Tx, errand: &Errand) -> Done<()> {
    let pause = errand.tries.checked_sub(1).and_then(|tried| PAUSES.get(tried)).copied().unwrap_or(0);
    let at = tx.now().plus(Duration::from_secs(pause));
    Ok(jobs::add(tx, CHAT, &serde_json::to_string(errand).map_err(Fault::new)?, None, at)?)
}

/// What somebody has chosen, if it can be told.
pub(super) fn chosen(read: &mut Read, person: PersonId) -> Done<Option<(Chat, desk::notification::ChatChoice)>> {
    let Some(choice) = table::choice(read, person)? else { return Ok(None) };
    let chat = table::load(read, choice.chat)?.filter(|chat| chat.wish.active);
    Ok(chat.map(|chat| (chat, choice)))
}

/// None: there is nothing to tell any more, or nowhere.
pub fn chat_content(read: &mut Read, body: &str) -> Done<Option<ChatContent>> {
    read.actor().must_be_system()?;
    let errand = errand(body)?;
    let id = PersonId(errand.person);
    let (found, person, chosen) = (wishes::of(read, id)?, persons::load(read, id)?, chosen(read, id)?);
    let (Some((agent, _)), Some(person), Some((chat, choice))) = (found, person, chosen) else { return Ok(None) };
    let language = language(read, &person)?;
    let said = chat.wish.said && choice.said;
    let about = match errand.digest {
        Some(summary) => Some(ChatAbout::Digest(if said { summary } else { discreet(summary) })),
        None => {
            let mut stories = Vec::new();
            for id in errand.notifications {
                let unseen = notifications::load(read, NotificationId(id))?;
                if let Some(one) = unseen.filter(|one| one.seen_at.is_none() && one.person == person.id) {
                    stories.extend(story(read, &agent.actor(), language, one)?);
                }
            }
            about(read, language, &stories, said)?
        }
    };
    let address = if chat.wish.own { choice.sealed_address } else { chat.sealed_address.clone() };
    let name = person.shown().to_owned();
    let content = |about| ChatContent {
        sealed_address: address,
        mention: choice.mention,
        person: person.id,
        name,
        language,
        about,
        chat,
    };
    Ok(about.map(content))
}

fn about(read: &mut Read, language: Language, stories: &[Story], said: bool) -> Done<Option<ChatAbout>> {
    let mut lines = Vec::new();
    for story in stories.iter().take(MOST_LINES) {
        lines.push((story, outside(read, language, story)?));
    }
    if stories.len() > 1 {
        let lines = lines.into_iter().map(|(story, (told, _))| (story.ticket.number, told));
        return Ok(Some(ChatAbout::Many(lines.collect(), stories.len() as i64)));
    }
    Ok(lines.pop().map(|(Story { notification, ticket, .. }, (told, text))| ChatAbout::One {
        number: ticket.number,
        message: notification.message,
        told,
        text: said.then_some(text),
    }))
}

/// Numbers and times, and nothing that anybody wrote.
fn discreet(mut summary: Summary) -> Summary {
    for line in summary.groups.iter_mut().flat_map(|group| &mut group.lines) {
        *line = line.clone().discreet();
    }
    Summary { discreet: false, ..summary }
}

/// It was taken, or will never be; why.
pub fn chat_told(tx: &mut Tx, person: PersonId, trouble: &str) -> Done<()> {
    tx.actor().must_be_system()?;
    Ok(table::told(tx, person, trouble)?)
}

/// Once more later, as long as it is news.
pub fn chat_again(tx: &mut Tx, body: &str, trouble: &str) -> Done<()> {
    tx.actor().must_be_system()?;
    let errand = errand(body)?;
    table::told(tx, PersonId(errand.person), trouble)?;
    if errand.tries < PAUSES.len() {
        add(tx, &Errand { tries: errand.tries + 1, ..errand })?;
    }
    Ok(())
}

fn errand(body: &str) -> Done<Errand> {
    Ok(serde_json::from_str(body).map_err(Fault::new)?)
}
