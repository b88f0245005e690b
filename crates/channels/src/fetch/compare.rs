//! Once a day the folder's whole list is compared with what was kept; what is missing is fetched, and what was left there
//! for a time is deleted when that is over.

use super::Then;
use super::round::{Halt, Round, name};
use super::selected::Selected;
use super::steps::Caution;
use crate::ports::{Compared, Intake, Progress};
use crate::server::Trouble;
use std::collections::HashSet;
use std::time::Duration;

const DAY: Duration = Duration::from_secs(24 * 3600);

impl<I: Intake, P: Progress> Round<'_, I, P> {
    pub(super) async fn is_to_compare(&self) -> Result<bool, Trouble> {
        let last = self.progress.compared_at().await.map_err(Trouble::NotKept)?;
        Ok(last.is_none_or(|last| self.clock.now().since(last) > DAY))
    }

    /// Compares, where it is time to. `Some`: the server would not mark, move or delete what it was told to.
    pub(super) async fn compare(&self, folder: &mut Selected, caution: &mut Caution) -> Result<Option<Trouble>, Halt> {
        let place = self.progress.place().await.map_err(Trouble::NotKept)?;
        let Some(mut place) = place.filter(|place| place.uidvalidity == folder.uidvalidity) else { return Ok(None) };
        if !self.is_to_compare().await? {
            return Ok(None);
        }
        let all = self.unless_stopped(folder.all()).await?;
        let ours: Vec<u32> = all.iter().copied().filter(|uid| *uid > place.base).collect();
        let names = |uids: &[u32]| uids.iter().map(|uid| name(place.uidvalidity, *uid)).collect::<Vec<_>>();
        let (all_names, our_names) = (names(&all), names(&ours));
        let missing = self.progress.unknown(our_names.clone()).await.map_err(Trouble::NotKept)?;
        let lost = with_names(&ours, &our_names, &missing);
        let warning = self.bring(folder, &lost, &mut place, caution).await?;
        let still = self.progress.unknown(missing.clone()).await.map_err(Trouble::NotKept)?;
        let refused = self.clear_out(folder, &ours, our_names).await?;
        let fetched = missing.len() - still.len();
        if !missing.is_empty() {
            let mailbox = &self.mailbox.name;
            tracing::warn!(mailbox, gaps = missing.len(), fetched, "messages had been missed");
        }
        let found = Compared { names: all_names, missing, fetched };
        self.progress.compared(found).await.map_err(Trouble::NotKept)?;
        Ok(warning.or(refused))
    }

    /// Deletes what was kept here for as long as it was to stay there.
    async fn clear_out(
        &self,
        folder: &mut Selected,
        uids: &[u32],
        names: Vec<String>,
    ) -> Result<Option<Trouble>, Halt> {
        let Then::DeleteAfter(time) = self.mailbox.then else { return Ok(None) };
        let moment = self.clock.now().minus(time);
        let due = self.progress.kept_before(names.clone(), moment).await.map_err(Trouble::NotKept)?;
        let due = with_names(uids, &names, &due);
        Ok(folder.settle(&due, &Then::Delete).await?)
    }
}

/// The numbers whose names are among these.
fn with_names(uids: &[u32], names: &[String], wanted: &[String]) -> Vec<u32> {
    let wanted: HashSet<&String> = wanted.iter().collect();
    uids.iter().zip(names).filter(|(_, name)| wanted.contains(name)).map(|(uid, _)| *uid).collect()
}
