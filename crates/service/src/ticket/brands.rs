//! The brands a requester meets.

use crate::conversation::forget_later;
use base::Digest;
use desk::ticket::{Brand, BrandId, BrandWish, LARGEST_LOGO, Logo, LogoKind};
use desk::{Done, Error, Event, Permission, Refusal};
use store::ticket::brands as table;
use store::{Read, Tx};

/// All of them; the first stands where none is named.
pub fn brands(read: &mut Read) -> Done<Vec<Brand>> {
    read.actor().must_be_agent()?;
    Ok(table::all(read)?)
}

/// The logo anybody meets at the head of a portal.
pub fn logo(read: &mut Read, id: BrandId) -> Done<Logo> {
    table::load(read, id)?.and_then(|brand| brand.logo).ok_or(Error::Missing)
}

/// Whether a brand has its portal at a host; `host` in lower case.
pub fn a_brand_answers(read: &mut Read, host: &str) -> Done<bool> {
    Ok(table::at(read, host)?.is_some())
}

pub fn create_brand(tx: &mut Tx, wish: &BrandWish) -> Done<Brand> {
    tx.actor().may(Permission::Configure)?;
    let mut brand = Brand::new(wish)?;
    must_be_alone(tx, &brand)?;
    brand.id = table::add(tx, &brand)?;
    tx.record(Event::BrandCreated { brand: brand.id, name: brand.name.clone() })?;
    Ok(brand)
}

pub fn change_brand(tx: &mut Tx, id: BrandId, version: i64, wish: &BrandWish) -> Done<Brand> {
    let mut brand = changeable(tx, id, version)?;
    let before = brand.clone();
    brand.become_as(wish)?;
    must_be_alone(tx, &brand)?;
    if brand != before {
        keep(tx, &mut brand)?;
    }
    Ok(brand)
}

/// `size` in octets; `kind` as its first bytes say. The bytes are already in the blob store.
pub fn set_logo(
    tx: &mut Tx,
    id: BrandId,
    version: i64,
    digest: Digest,
    size: i64,
    kind: Option<LogoKind>,
) -> Done<Brand> {
    let mut brand = changeable(tx, id, version)?;
    let kind = kind.ok_or(Refusal::LogoUnknown)?;
    if size > LARGEST_LOGO {
        return Err(Refusal::LogoTooLarge.into());
    }
    brand.logo = Some(Logo { digest, kind });
    keep(tx, &mut brand)?;
    Ok(brand)
}

pub fn remove_logo(tx: &mut Tx, id: BrandId, version: i64) -> Done<Brand> {
    let mut brand = changeable(tx, id, version)?;
    if brand.logo.take().is_some() {
        keep(tx, &mut brand)?;
    }
    Ok(brand)
}

/// Only one in whose name nobody writes, and never the last.
pub fn remove_brand(tx: &mut Tx, id: BrandId, version: i64) -> Done<()> {
    let brand = changeable(tx, id, version)?;
    if table::all(tx)?.len() == 1 {
        return Err(Refusal::LastBrand.into());
    }
    if table::in_use(tx, id)? {
        return Err(Refusal::BrandInUse.into());
    }
    let signed = table::writing(tx, id)?.unwrap_or_default().signature;
    table::remove(tx, id)?;
    forget_later(tx, &signed.pictures)?;
    tx.record(Event::BrandRemoved { brand: id, name: brand.name })?;
    Ok(())
}

/// The first brand bears the organisation's name until somebody calls it otherwise.
pub(crate) fn follow_organization(tx: &mut Tx, from: &str, to: &str) -> Done<()> {
    let Some(mut brand) = table::first(tx)?.filter(|brand| brand.name == from) else { return Ok(()) };
    if from == to || table::named(tx, to)?.is_some() {
        return Ok(());
    }
    brand.name = to.to_owned();
    keep(tx, &mut brand)
}

fn changeable(tx: &mut Tx, id: BrandId, version: i64) -> Done<Brand> {
    tx.actor().may(Permission::Configure)?;
    let brand = table::load(tx, id)?.ok_or(Error::Missing)?;
    if brand.version == version { Ok(brand) } else { Err(Error::Conflict) }
}

fn keep(tx: &mut Tx, brand: &mut Brand) -> Done<()> {
    table::save(tx, brand)?;
    tx.record(Event::BrandChanged { brand: brand.id, name: brand.name.clone() })?;
    Ok(())
}

/// No two bear one name or answer to one host.
fn must_be_alone(read: &mut Read, brand: &Brand) -> Done<()> {
    let other = |id: BrandId| id != brand.id;
    if table::named(read, &brand.name)?.is_some_and(other) {
        return Err(Refusal::NameTaken.into());
    }
    match &brand.domain {
        Some(domain) if table::at(read, domain)?.is_some_and(|found| other(found.id)) => Err(Refusal::HostTaken.into()),
        Some(_) | None => Ok(()),
    }
}
