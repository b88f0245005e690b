//! What every page shows of the installation itself.

use crate::setting;
use crate::ticket::follow_organization;
use base::Language;
use desk::access::{Acquaintance, Asking, Copies};
use desk::conversation::MostAttached;
use desk::people::{person_name, time_zone};
use desk::ticket::{Brand, BrandId, Priorities};
use desk::{Done, Error, Event, Permission};
use std::sync::Arc;
use store::ticket::brands;
use store::{Read, Tx, settings, turns};

const PRIORITIES: &str = "priorities";

#[derive(Clone, Debug, PartialEq)]
pub struct House {
    /// Empty before the first set-up.
    pub organization: String,
    pub language: Language,
    /// IANA name.
    pub time_zone: String,
    pub asking: Asking,
    pub acquaintance: Acquaintance,
    pub copies: Copies,
    pub attached: MostAttached,
    /// Everything in it is invented.
    pub demo: bool,
    /// What it calls the levels of urgency, and which it uses.
    pub priorities: Arc<Priorities>,
    /// Whose face a requester sees; none: the workspace's own.
    pub brand: Option<Brand>,
}

impl Default for House {
    fn default() -> Self {
        Self {
            organization: String::new(),
            language: Language::default(),
            time_zone: "UTC".into(),
            asking: Asking::default(),
            acquaintance: Acquaintance::default(),
            copies: Copies::default(),
            attached: MostAttached::default(),
            demo: false,
            priorities: Arc::default(),
            brand: None,
        }
    }
}

pub fn load(read: &mut Read) -> Done<House> {
    let unset = House::default();
    Ok(House {
        organization: settings::load(read, "organization")?.unwrap_or(unset.organization),
        language: settings::load(read, "language")?.as_deref().and_then(Language::from_tag).unwrap_or(unset.language),
        time_zone: settings::load(read, "time_zone")?.unwrap_or(unset.time_zone),
        asking: asking(read)?,
        acquaintance: acquaintance(read)?,
        copies: copies(read)?,
        attached: most_attached(read)?,
        demo: store::demo::is_marked(read)?,
        priorities: Arc::new(priorities(read)?),
        brand: None,
    })
}

pub fn priorities(read: &mut Read) -> Done<Priorities> {
    setting::in_force(read, PRIORITIES)
}

fn asking(read: &mut Read) -> Done<Asking> {
    Ok(settings::load(read, "asking")?.as_deref().and_then(Asking::named).unwrap_or_default())
}

/// Whom agents find.
pub(crate) fn acquaintance(read: &mut Read) -> Done<Acquaintance> {
    Ok(settings::load(read, "acquaintance")?.as_deref().and_then(Acquaintance::named).unwrap_or_default())
}

/// Whether people in copy see each other.
pub(crate) fn copies(read: &mut Read) -> Done<Copies> {
    Ok(settings::load(read, "copies")?.as_deref().and_then(Copies::named).unwrap_or_default())
}

/// What agents may attach to one message.
pub fn most_attached(read: &mut Read) -> Done<MostAttached> {
    let kept = settings::load(read, "attached")?.and_then(|kept| kept.parse().ok());
    Ok(kept.and_then(|megabytes| MostAttached::of(megabytes).ok()).unwrap_or_default())
}

/// Whether the acting one may write a request on the help page.
pub fn may_ask(read: &mut Read) -> Done<()> {
    Ok(asking(read)?.admits(read.actor())?)
}

/// The house as a requester meets it at a host: under the brand that answers there, else under the first.
pub fn at(read: &mut Read, host: &str) -> Done<House> {
    let brand = match brands::at(read, &host.to_lowercase())? {
        Some(brand) => Some(brand),
        None => brands::first(read)?,
    };
    Ok(load(read)?.under(brand))
}

/// The house in whose name a mailbox writes.
pub fn of(read: &mut Read, brand: BrandId) -> Done<House> {
    let brand = brands::load(read, brand)?;
    Ok(load(read)?.under(brand))
}

/// What an administrator may change of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    pub organization: String,
    pub language: Language,
    /// IANA name.
    pub time_zone: String,
    pub asking: Asking,
    pub acquaintance: Acquaintance,
    pub copies: Copies,
    pub attached: MostAttached,
}

impl House {
    fn under(mut self, brand: Option<Brand>) -> Self {
        if let Some(brand) = &brand {
            self.organization.clone_from(&brand.name);
            self.language = brand.language.unwrap_or(self.language);
        }
        Self { brand, ..self }
    }

    /// It as it is, for a page to change.
    pub fn wish(&self) -> Wish {
        let Self { language, asking, acquaintance, copies, attached, .. } = *self;
        let (organization, time_zone) = (self.organization.clone(), self.time_zone.clone());
        Wish { organization, language, time_zone, asking, acquaintance, copies, attached }
    }
}

/// `seen` is what the page was drawn from: a conflict when somebody has changed it since.
pub fn change(tx: &mut Tx, seen: &Wish, wish: &Wish) -> Done<()> {
    tx.actor().may(Permission::Configure)?;
    let (organization, zone) = (person_name(&wish.organization)?, time_zone(&wish.time_zone)?);
    turns::take(tx, ["house".to_owned()].into())?;
    let now = load(tx)?.wish();
    if now != *seen {
        return Err(Error::Conflict);
    }
    set(tx, "organization", &now.organization, &organization)?;
    follow_organization(tx, &now.organization, &organization)?;
    set(tx, "language", now.language.tag(), wish.language.tag())?;
    set(tx, "time_zone", &now.time_zone, &zone)?;
    set(tx, "asking", now.asking.name(), wish.asking.name())?;
    set(tx, "acquaintance", now.acquaintance.name(), wish.acquaintance.name())?;
    set(tx, "copies", now.copies.name(), wish.copies.name())?;
    let megabytes = |attached: MostAttached| attached.megabytes().to_string();
    set(tx, "attached", &megabytes(now.attached), &megabytes(wish.attached))
}

/// `seen` is what the page was drawn from: a conflict when somebody has changed it since.
pub fn change_priorities(tx: &mut Tx, seen: &Priorities, wish: Priorities) -> Done<()> {
    tx.actor().may(Permission::Configure)?;
    setting::change(tx, PRIORITIES, seen, &wish.sound()?).map(drop)
}

fn set(tx: &mut Tx, key: &str, from: &str, to: &str) -> Done<()> {
    if from != to {
        settings::save(tx, key, to)?;
        tx.record(Event::SettingChanged { key: key.into(), from: from.into(), to: to.into() })?;
    }
    Ok(())
}
