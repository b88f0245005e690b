//! Whom conditions may name by another of their ids, once two have become one or have come apart.

use desk::condition::{Kin, Whom};
use desk::{Done, Event};
use store::Read;
use store::people::{merges, organization_merges};

/// Those whom it made one, or parted; none: it tells of neither.
pub(crate) fn made_one_or_parted(read: &mut Read, event: &Event) -> Done<Option<(Kin, Vec<Whom>)>> {
    match event {
        Event::PeopleMerged { person, from, .. } | Event::PeopleUnmerged { person, from, .. } => {
            let all = [merges::selves(read, *person)?, merges::selves(read, *from)?].concat();
            Ok(Some((Kin::Person, all.into_iter().map(|one| Whom::Id(one.0)).collect())))
        }
        Event::OrganizationsMerged { organization, from, .. }
        | Event::OrganizationsUnmerged { organization, from, .. } => {
            let all =
                [organization_merges::selves(read, *organization)?, organization_merges::selves(read, *from)?].concat();
            Ok(Some((Kin::Organization, all.into_iter().map(|one| Whom::Id(one.0)).collect())))
        }
        // Every other kind of event there is would stand here.
        _ => Ok(None),
    }
}
