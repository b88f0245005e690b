//! Pictures of signatures: mailboxes and brands keep them with how they write, agents beside their own.

use crate::channel::mailboxes::written;
use crate::people::agents::{self, pictures};
use crate::{Read, values};
use base::Digest;
use desk::Fault;
use desk::conversation::NewAttachment;
use desk::people::PersonId;

/// Everything in the blob store that they hold.
pub fn files(read: &mut Read) -> Result<Vec<Digest>, Fault> {
    let mut all = of_writings(read, "")?;
    let own = "SELECT signature_pictures FROM agents WHERE signature_pictures <> '[]'";
    all.extend(read.conn.all(own, &[], |row| pictures(&row.get::<String>(0)?))?.into_iter().flatten());
    Ok(all.into_iter().map(|file| file.digest).collect())
}

/// Whether one of them has these bytes.
pub fn holds_file(read: &mut Read, digest: &Digest) -> Result<bool, Fault> {
    let sql = "SELECT 1 FROM mailboxes WHERE writing LIKE '%' || $1 || '%'
               UNION ALL SELECT 1 FROM brands WHERE writing LIKE '%' || $1 || '%'
               UNION ALL SELECT 1 FROM agents WHERE signature_pictures LIKE '%' || $1 || '%' LIMIT 1";
    Ok(read.conn.first(sql, values![digest], |_| Ok(()))?.is_some())
}

/// One by its name: of somebody's own signature, or of one that everybody who answers writes with.
pub fn picture(read: &mut Read, person: PersonId, content_id: &str) -> Result<Option<NewAttachment>, Fault> {
    let is = |file: &NewAttachment| file.content_id.as_deref() == Some(content_id);
    let own = agents::signature(read, person)?.map(|own| own.pictures).unwrap_or_default();
    match own.into_iter().find(is) {
        None => Ok(of_writings(read, content_id)?.into_iter().find(is)),
        own => Ok(own),
    }
}

/// Of those that speak of something.
fn of_writings(read: &mut Read, part: &str) -> Result<Vec<NewAttachment>, Fault> {
    let sql = "SELECT writing FROM mailboxes WHERE writing LIKE '%' || $1 || '%'
               UNION ALL SELECT writing FROM brands WHERE writing LIKE '%' || $1 || '%'";
    let all = read.conn.all(sql, values![part], |row| written(&row.get::<String>(0)?))?;
    Ok(all.into_iter().flat_map(|writing| writing.signature.pictures).collect())
}
