//! `/demo/remove`

use crate::Web;
use crate::answer::{Answer, Speak, see};
use crate::signed::Agent;
use axum::extract::State;
use base::{Digest, Moment};
use platform::blobs::{BlobFault, Blobs};
use std::collections::HashSet;
use std::sync::Arc;

/// Blobs that a walk looks at at once.
const PAGE: usize = 1000;

pub async fn destroy(State(web): State<Web>, Agent(seat): Agent) -> Answer {
    let removed = web.desk.now();
    let blobs = web.desk.change(seat.actor.clone(), service::demo::remove).await.speak(&seat)?;
    tokio::spawn(async move {
        if let Err(fault) = forget(web.blobs, blobs.into_iter().collect(), removed).await {
            tracing::warn!(%fault, "some files of the demo are still there");
        }
    });
    Ok(see("/"))
}

/// What somebody has put again since then is theirs.
async fn forget(blobs: Arc<Blobs>, gone: HashSet<Digest>, removed: Moment) -> Result<(), BlobFault> {
    let mut after: Option<Digest> = None;
    loop {
        let page = blobs.walk(after.as_ref(), PAGE).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = Some(last.digest.clone());
        for blob in page.iter().filter(|blob| blob.modified < removed && gone.contains(&blob.digest)) {
            blobs.delete(&blob.digest).await?;
        }
    }
}
