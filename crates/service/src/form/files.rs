//! Files in fields that stand in no form: whoever sees the field sees them.

use super::profile::holder;
use super::{Profile, own_profile, profile, saved};
use crate::conversation::forget_soon;
use base::Digest;
use desk::form::{FieldFile, FieldId, Owner, Value};
use desk::{Done, Error};
use store::form::{fields, values};
use store::{Read, Tx};

/// For agents: of a person, an organisation, a team or an object.
pub fn file_of(read: &mut Read, owner: Owner, field: FieldId, digest: &Digest) -> Done<FieldFile> {
    let profile = profile(read, owner)?;
    one_of(read, &profile, field, digest)
}

/// For requesters: of their own fields, and of what they see of their organisation's.
pub fn own_file(read: &mut Read, field: FieldId, digest: &Digest) -> Done<FieldFile> {
    let (own, organization) = own_profile(read)?;
    let of = if own.answers.contains_key(&field) { own } else { organization };
    one_of(read, &of, field, digest)
}

fn one_of(read: &mut Read, profile: &Profile, field: FieldId, digest: &Digest) -> Done<FieldFile> {
    let Some(Value::Files(files)) = profile.answers.get(&field) else { return Err(Error::Missing) };
    saved(read, files, digest)
}

/// Whatever stands in the fields of something that goes for good, and the bytes of its files where nothing else holds them.
pub(crate) fn forget(tx: &mut Tx, owner: Owner) -> Done<()> {
    let holder = holder(tx, owner)?;
    let book = fields::book(tx, holder)?;
    let answers = values::answers(tx, &book, holder, owner.id())?;
    values::forget(tx, holder, owner.id())?;
    let files =
        answers.into_values().filter_map(|value| if let Value::Files(files) = value { Some(files) } else { None });
    let held: Vec<Digest> = files.flatten().map(|file| file.digest).collect();
    forget_soon(tx, &held)
}
