//! Chats for notifications: set up by those who configure, chosen by each person for themselves.

use super::chat::{ChatAbout, ChatContent, chosen};
use super::deliver::language;
use super::inbox::me;
use desk::notification::{Chat, ChatChoice, ChatId, ChatWish, MOST_CHATS};
use desk::{Done, Error, Event, Permission, Refusal};
use store::notification::chats as table;
use store::people::persons;
use store::{Read, Tx};

/// An address, sealed, with the host it lies at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChatAddress {
    pub host: String,
    pub sealed: String,
}

/// What somebody wants their own to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChatChoiceWish {
    pub chat: ChatId,
    /// None: as it is kept.
    pub address: Option<ChatAddress>,
    /// As it was typed.
    pub mention: String,
    pub said: bool,
}

/// Each with what people have chosen of it.
pub fn chats(read: &mut Read) -> Done<Vec<(Chat, Vec<ChatChoice>)>> {
    read.actor().may(Permission::Configure)?;
    let choices = table::choices(read)?;
    let of = |chat: &Chat| choices.iter().filter(|choice| choice.chat == chat.id).cloned().collect();
    Ok(table::all(read)?.into_iter().map(|chat| (chat.clone(), of(&chat))).collect())
}

pub fn chat(read: &mut Read, id: ChatId) -> Done<Chat> {
    read.actor().may(Permission::Configure)?;
    table::load(read, id)?.ok_or(Error::Missing)
}

pub fn create_chat(tx: &mut Tx, wish: ChatWish, address: Option<ChatAddress>) -> Done<ChatId> {
    tx.actor().may(Permission::Configure)?;
    let (wish, sealed) = sound(wish, address, None)?;
    if table::all(tx)?.len() >= MOST_CHATS {
        return Err(Refusal::TooManyChats.into());
    }
    let id = table::add(tx, &wish, &sealed)?;
    tx.record(Event::ChatCreated { chat: id, name: wish.name })?;
    Ok(id)
}

/// `version` is the one the page was drawn from. Who had an address of their own chooses again when there is one for all,
/// or another service.
pub fn change_chat(tx: &mut Tx, id: ChatId, wish: ChatWish, address: Option<ChatAddress>, version: i64) -> Done<()> {
    let before = chat(tx, id)?;
    let (wish, sealed_address) = sound(wish, address, Some(&before))?;
    if (wish.own, wish.service) != (before.wish.own, before.wish.service)
        || (wish.own && wish.hosts != before.wish.hosts)
    {
        table::forget_addresses(tx, id)?;
    }
    let name = wish.name.clone();
    table::save(tx, &Chat { id, wish, sealed_address, version })?;
    tx.record(Event::ChatChanged { chat: id, name })?;
    Ok(())
}

/// A chat as it may be kept, with its sealed address. The address that is kept goes on when none is typed.
fn sound(mut wish: ChatWish, address: Option<ChatAddress>, before: Option<&Chat>) -> Done<(ChatWish, String)> {
    if wish.own {
        return Ok((wish.sound()?, String::new()));
    }
    let kept = before.filter(|before| !before.wish.own);
    let (hosts, sealed) = match (address, kept) {
        (Some(address), _) => (vec![address.host], address.sealed),
        (None, Some(before)) => (before.wish.hosts.clone(), before.sealed_address.clone()),
        (None, None) => return Err(Refusal::UrlInvalid.into()),
    };
    wish.hosts = hosts;
    Ok((wish.sound()?, sealed))
}

pub fn remove_chat(tx: &mut Tx, id: ChatId) -> Done<()> {
    let before = chat(tx, id)?;
    table::remove(tx, id)?;
    tx.record(Event::ChatRemoved { chat: id, name: before.wish.name })?;
    Ok(())
}

/// What would be told to try out a chat as it is typed, without saving it.
pub fn chat_trial(
    read: &mut Read,
    id: Option<ChatId>,
    wish: ChatWish,
    address: Option<ChatAddress>,
) -> Done<ChatContent> {
    read.actor().may(Permission::Configure)?;
    let before = id.map(|id| chat(read, id)).transpose()?;
    let (wish, sealed_address) = sound(wish, address, before.as_ref())?;
    if wish.own {
        return Err(Refusal::UrlInvalid.into());
    }
    trial(read, Chat { id: ChatId(0), wish, sealed_address: sealed_address.clone(), version: 0 }, sealed_address, "")
}

/// Those that may be chosen, and what the acting agent has chosen.
pub fn chat_choice(read: &mut Read) -> Done<(Vec<Chat>, Option<ChatChoice>)> {
    let me = me(read)?;
    let choice = table::choice(read, me)?;
    Ok((table::all(read)?.into_iter().filter(|chat| chat.wish.active).collect(), choice))
}

pub fn choose_chat(tx: &mut Tx, wish: ChatChoiceWish) -> Done<()> {
    let me = me(tx)?;
    let chat = table::load(tx, wish.chat)?.filter(|chat| chat.wish.active).ok_or(Error::Missing)?;
    let before = table::choice(tx, me)?.filter(|before| before.chat == chat.id);
    let mention = chat.wish.service.mention(&wish.mention)?;
    let sealed_address = match (chat.wish.own, wish.address, &before) {
        (false, _, _) => String::new(),
        (true, Some(address), _) if chat.wish.takes(&address.host) => address.sealed,
        (true, Some(_), _) => return Err(Refusal::ChatElsewhere.into()),
        (true, None, Some(before)) => before.sealed_address.clone(),
        (true, None, None) => return Err(Refusal::UrlInvalid.into()),
    };
    let said = chat.wish.said && wish.said;
    let new =
        ChatChoice { person: me, chat: chat.id, sealed_address, mention, said, told_at: None, trouble: String::new() };
    if before.is_some_and(|before| ChatChoice { told_at: None, trouble: String::new(), ..before } == new) {
        return Ok(());
    }
    table::choose(tx, &new)?;
    tx.record(Event::ChatChosen { person: me, name: chat.wish.name })?;
    Ok(())
}

pub fn leave_chat(tx: &mut Tx) -> Done<()> {
    let me = me(tx)?;
    if table::leave(tx, me)? {
        tx.record(Event::ChatLeft { person: me })?;
    }
    Ok(())
}

/// What would be told to try out the acting agent's own choice.
pub fn own_chat_trial(read: &mut Read) -> Done<ChatContent> {
    let me = me(read)?;
    let (chat, choice) = chosen(read, me)?.ok_or(Error::Missing)?;
    let address = if chat.wish.own { choice.sealed_address } else { chat.sealed_address.clone() };
    trial(read, chat, address, &choice.mention)
}

fn trial(read: &mut Read, chat: Chat, sealed_address: String, mention: &str) -> Done<ChatContent> {
    let person = persons::load(read, me(read)?)?.ok_or(Error::Missing)?;
    let language = language(read, &person)?;
    let name = person.shown().to_owned();
    let mention = mention.to_owned();
    Ok(ChatContent { chat, sealed_address, mention, person: person.id, name, language, about: ChatAbout::Trial })
}
