//! Who is inside: connections in all and per address, and the memory their messages take. When it is full, who has
//! waited longest without a word makes room: those who only hold a place keep nobody out.

use super::Limits;
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::Notify;

/// Whoever is silent for less than this is not sent away.
const GRACE: Duration = Duration::from_secs(1);

#[derive(Clone)]
pub(super) struct Crowd(Arc<Room>);

struct Room {
    most: usize,
    most_per_address: usize,
    memory: usize,
    held: AtomicUsize,
    inside: Mutex<Inside>,
}

#[derive(Default)]
struct Inside {
    entered: u64,
    guests: HashMap<u64, Guest>,
}

struct Guest {
    remote: Option<IpAddr>,
    /// Since when it waits for the client's next command; `None` while it works.
    waits_since: Option<Instant>,
    leave: Arc<Notify>,
}

impl Crowd {
    pub(super) fn new(limits: &Limits) -> Self {
        Self(Arc::new(Room {
            most: limits.connections,
            most_per_address: limits.connections_per_address,
            memory: limits.memory,
            held: AtomicUsize::new(0),
            inside: Mutex::default(),
        }))
    }

    /// A place for a new connection; `None` when all are taken by guests who are busy.
    pub(super) fn enter(&self, remote: Option<IpAddr>) -> Option<Place> {
        let mut inside = self.0.inside();
        let neighbours =
            inside.guests.values().filter(|guest| guest.remote.is_some() && guest.remote == remote).count();
        let is_full = if neighbours >= self.0.most_per_address {
            !inside.make_room(|guest| guest.remote == remote)
        } else {
            inside.guests.len() >= self.0.most && !inside.make_room(|_| true)
        };
        if is_full {
            return None;
        }
        inside.entered += 1;
        let (id, leave) = (inside.entered, Arc::new(Notify::new()));
        inside.guests.insert(id, Guest { remote, waits_since: Some(Instant::now()), leave: leave.clone() });
        Some(Place { room: self.0.clone(), id, leave })
    }
}

impl Inside {
    /// Asks the guest who has waited longest to leave, among those meant; `false` if none of them only waits.
    fn make_room(&mut self, meant: impl Fn(&Guest) -> bool) -> bool {
        let waits = |guest: &Guest| guest.waits_since.filter(|since| since.elapsed() > GRACE);
        let waiting = self.guests.iter().filter(|(_, guest)| meant(guest));
        let longest = waiting.filter_map(|(id, guest)| Some((waits(guest)?, *id))).min();
        let leaver = longest.and_then(|(_, id)| self.guests.remove(&id));
        leaver.inspect(|guest| guest.leave.notify_one()).is_some()
    }
}

impl Room {
    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One connection's place; dropping it makes room.
pub(super) struct Place {
    room: Arc<Room>,
    id: u64,
    leave: Arc<Notify>,
}

impl Place {
    /// From now on we wait for the client.
    pub(super) fn waits(&self) {
        self.note(Some(Instant::now()));
    }

    /// The client has said something.
    pub(super) fn works(&self) {
        self.note(None);
    }

    fn note(&self, waits_since: Option<Instant>) {
        if let Some(guest) = self.room.inside().guests.get_mut(&self.id) {
            guest.waits_since = waits_since;
        }
    }

    /// Returns when somebody else needs the place.
    pub(super) async fn is_needed(&self) {
        self.leave.notified().await;
    }

    pub(super) fn hold(&self) -> Held {
        Held { room: self.room.clone(), octets: 0 }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.room.inside().guests.remove(&self.id);
    }
}

/// A message's share of the memory for all messages; dropping it gives it back.
pub(super) struct Held {
    room: Arc<Room>,
    octets: usize,
}

impl Held {
    /// Asks for so many octets in all; `false` when the memory is spent.
    pub(super) fn grow_to(&mut self, octets: usize) -> bool {
        let more = octets.saturating_sub(self.octets);
        let before = self.room.held.fetch_add(more, Ordering::Relaxed);
        self.octets += more;
        before + more <= self.room.memory
    }

    pub(super) fn release(&mut self) {
        self.room.held.fetch_sub(std::mem::take(&mut self.octets), Ordering::Relaxed);
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.release();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn crowd(connections: usize, connections_per_address: usize) -> Crowd {
        Crowd::new(&Limits { connections, connections_per_address, memory: 100, ..Limits::default() })
    }

    fn waited(crowd: &Crowd, place: &Place, span: Duration) {
        let since = Instant::now().checked_sub(span);
        crowd.0.inside().guests.get_mut(&place.id).expect("still inside").waits_since = since;
    }

    #[test]
    fn nobody_takes_all_places_alone() {
        let crowd = crowd(10, 2);
        let (one, other) = (Some([192, 0, 2, 1].into()), Some([192, 0, 2, 2].into()));
        let first = crowd.enter(one);
        let _second = crowd.enter(one);
        assert!(crowd.enter(one).is_none());
        assert!(crowd.enter(other).is_some());
        drop(first);
        assert!(crowd.enter(one).is_some());
    }

    #[tokio::test]
    async fn who_has_waited_longest_makes_room_and_who_works_does_not() {
        let crowd = crowd(3, 10);
        let [longest, long, busy] = [(); 3].map(|()| crowd.enter(None).expect("there is room"));
        waited(&crowd, &longest, GRACE * 3);
        waited(&crowd, &long, GRACE * 2);
        busy.works();
        let _newcomer = crowd.enter(None).expect("the longest makes room");
        longest.is_needed().await;
        let _another = crowd.enter(None).expect("the next makes room");
        long.is_needed().await;
        assert!(crowd.enter(None).is_none());
        drop((longest, long));
        assert!(crowd.enter(None).is_none(), "they had given their places away already");
    }

    #[test]
    fn memory_that_is_spent_comes_back() {
        let crowd = crowd(10, 10);
        let place = crowd.enter(None).expect("the room is empty");
        let (mut big, mut small) = (place.hold(), place.hold());
        assert!(big.grow_to(90));
        assert!(!small.grow_to(11));
        small.release();
        drop(big);
        assert!(small.grow_to(100));
    }
}
