//! The tags of the desk.

use crate::setting;
use desk::ticket::{MOST_TAGS, NewTags, Tag, TagId, tag_name};
use desk::{Done, Error, Event, Fault, Permission, Refusal};
use store::ticket::tags as table;
use store::{Read, Tx};

const NEW: &str = "new_tags";

/// All of them, by name.
pub fn tags(read: &mut Read) -> Done<Vec<Tag>> {
    read.actor().must_be_agent()?;
    Ok(table::all(read)?)
}

/// All of them with the number of tickets that carry each, for the page that tidies them up.
pub fn tags_in_use(read: &mut Read) -> Done<Vec<(Tag, i64)>> {
    read.actor().may(Permission::ManageTags)?;
    let uses: std::collections::BTreeMap<TagId, i64> = table::uses(read)?.into_iter().collect();
    Ok(table::all(read)?
        .into_iter()
        .map(|tag| (uses.get(&tag.id).copied().unwrap_or_default(), tag))
        .map(|(n, tag)| (tag, n))
        .collect())
}

/// Who makes a tag by typing one that is not there yet.
pub fn new_tags(read: &mut Read) -> Done<NewTags> {
    read.actor().may(Permission::ManageTags)?;
    setting::in_force(read, NEW)
}

/// `seen` is what the page was drawn from: a conflict when somebody has changed it since.
pub fn change_new_tags(tx: &mut Tx, seen: NewTags, wish: NewTags) -> Done<()> {
    tx.actor().may(Permission::ManageTags)?;
    setting::change(tx, NEW, &seen, &wish).map(drop)
}

/// The tags with these names, as people type them; made where there was none, by whoever the desk lets.
pub fn tags_named(tx: &mut Tx, names: &[String]) -> Done<Vec<TagId>> {
    tx.actor().may(Permission::Reply)?;
    if names.len() > MOST_TAGS {
        return Err(Refusal::TooManyTags.into());
    }
    let names = names.iter().map(|name| tag_name(name)).collect::<Result<Vec<_>, _>>()?;
    names.iter().map(|name| find_or_create(tx, name)).collect()
}

pub fn create_tag(tx: &mut Tx, name: &str) -> Done<TagId> {
    tx.actor().may(Permission::ManageTags)?;
    let tag = table::add(tx, &tag_name(name)?)?.ok_or(Refusal::NameTaken)?;
    tx.record(Event::TagCreated { tag })?;
    Ok(tag)
}

/// On every ticket at once. Onto an existing name it is refused: two tags do not become one by mistake.
pub fn rename_tag(tx: &mut Tx, id: TagId, name: &str, version: Option<i64>) -> Done<Tag> {
    tx.actor().may(Permission::ManageTags)?;
    let mut tag = table::load(tx, id)?.ok_or(Error::Missing)?;
    if version.is_some_and(|seen| seen != tag.version) {
        return Err(Error::Conflict);
    }
    let to = tag_name(name)?;
    match table::named(tx, &to)? {
        Some(same) if same.id == id => return Ok(tag),
        Some(_) => return Err(Refusal::NameTaken.into()),
        None => {}
    }
    let from = std::mem::replace(&mut tag.name, to.clone());
    table::save(tx, &tag)?;
    tag.version += 1;
    tx.record(Event::TagRenamed { tag: id, from, to })?;
    Ok(tag)
}

/// Only one that no ticket carries.
pub fn remove_tag(tx: &mut Tx, id: TagId) -> Done<()> {
    tx.actor().may(Permission::ManageTags)?;
    let tag = table::load(tx, id)?.ok_or(Error::Missing)?;
    if table::in_use(tx, id)? {
        return Err(Refusal::TagInUse.into());
    }
    table::remove(tx, id)?;
    tx.record(Event::TagRemoved { tag: id, name: tag.name })?;
    Ok(())
}

fn find_or_create(tx: &mut Tx, name: &str) -> Done<TagId> {
    if let Some(tag) = table::named(tx, name)? {
        return Ok(tag.id);
    }
    let may = match setting::in_force(tx, NEW)? {
        NewTags::Agents => true,
        NewTags::Managers => tx.actor().may(Permission::ManageTags).is_ok(),
    };
    if !may {
        return Err(Refusal::TagUnknown.into());
    }
    match table::add(tx, name)? {
        Some(tag) => {
            tx.record(Event::TagCreated { tag })?;
            Ok(tag)
        }
        // Somebody else was faster.
        None => Ok(table::named(tx, name)?.ok_or_else(|| Fault::passing("a tag came and went"))?.id),
    }
}
