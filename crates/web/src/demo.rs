//! `/demo/remove`

use crate::Web;
use crate::answer::{Answer, Speak, see};
use crate::signed::Agent;
use axum::extract::State;
use base::{Digest, Moment};
use desk::{Error, Fault};
use platform::blobs::{BlobFault, Blobs};
use std::collections::HashSet;
use std::sync::Arc;

/// Blobs that a walk looks at at once.
const PAGE: usize = 1000;

pub async fn destroy(State(web): State<Web>, Agent(seat): Agent) -> Answer {
    let (removed, desk, by) = (web.desk.now(), web.desk.clone(), seat.actor.clone());
    let mut gone: HashSet<Digest> =
        desk.ask(by.clone(), service::demo::blobs).await.speak(&seat)?.into_iter().collect();
    // Whoever goes away in the middle leaves no half of it.
    let going = tokio::spawn(async move {
        while matches!(desk.change(by.clone(), service::demo::remove_some).await, Ok(1..)) {}
        desk.change(by, service::demo::remove).await
    });
    gone.extend(going.await.map_err(Fault::new).map_err(Error::from).flatten().speak(&seat)?);
    tokio::spawn(async move {
        if let Err(fault) = forget(web.blobs.clone(), gone, removed).await {
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
