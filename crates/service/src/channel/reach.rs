//! Who mail does not reach, and who is not to be written to.

use super::policy::is_sender_blocked;
use super::writing::do_not_mail;
use base::Email;
use desk::Done;
use desk::channel::courtesy::is_blocked;
use desk::channel::{Against, Unreachable};
use store::Read;
use store::channel::reach;

/// Those of the addresses that letters did not reach lately.
pub fn unreachable(read: &mut Read, addresses: &[Email]) -> Done<Vec<Unreachable>> {
    read.actor().must_be_agent()?;
    Ok(reach::of(read, addresses)?)
}

/// Those of the addresses against which something speaks, each with the gravest.
pub fn against(read: &mut Read, addresses: &[Email]) -> Done<Vec<(Email, Against)>> {
    let missed = unreachable(read, addresses)?;
    let lines = do_not_mail(read)?;
    let mut found = Vec::new();
    for address in addresses {
        let same = |one: &&Unreachable| one.address.canonical() == address.canonical();
        let speaks = [
            missed.iter().find(same).map(|one| one.hardness.into()),
            is_sender_blocked(read, address)?.then_some(Against::Blocked),
            is_blocked(&lines, address).then_some(Against::NotMailed),
        ];
        found.extend(speaks.into_iter().flatten().min().map(|gravest| (address.clone(), gravest)));
    }
    Ok(found)
}
