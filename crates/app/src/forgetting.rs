//! Bytes that somebody took away for good are deleted when nothing else holds them.

use base::Digest;
use platform::blobs::Blobs;
use reactions::{Job, Trouble};
use service::conversation::may_forget;
use service::{Actor, Desk};
use std::sync::Arc;

pub async fn forget(desk: Arc<Desk>, blobs: Arc<Blobs>, job: Job) -> Result<(), Trouble> {
    let digest = Digest(job.body);
    let asked = digest.clone();
    if desk.change(Actor::System, move |tx| may_forget(tx, &asked)).await? {
        blobs.delete(&digest).await.map_err(|fault| Trouble::Again(fault.to_string()))?;
    }
    Ok(())
}
