//! Who is inside: connections in all and per address, and the memory their messages take.

use super::Limits;
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

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
    all: usize,
    by_address: HashMap<IpAddr, usize>,
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

    /// A place for a new connection; `None` when there is none left, for anybody or for this address.
    pub(super) fn enter(&self, remote: Option<IpAddr>) -> Option<Place> {
        let mut inside = self.0.inside();
        let here = remote.and_then(|address| inside.by_address.get(&address)).copied().unwrap_or(0);
        if inside.all >= self.0.most || here >= self.0.most_per_address {
            None
        } else {
            inside.all += 1;
            if let Some(address) = remote {
                inside.by_address.insert(address, here + 1);
            }
            Some(Place { room: self.0.clone(), remote })
        }
    }
}

impl Room {
    fn inside(&self) -> std::sync::MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One connection's place; dropping it makes room.
pub(super) struct Place {
    room: Arc<Room>,
    remote: Option<IpAddr>,
}

impl Place {
    /// Whether so many are inside that each must be brief.
    pub(super) fn crowded(&self) -> bool {
        self.room.inside().all * 4 > self.room.most * 3
    }

    pub(super) fn hold(&self) -> Held {
        Held { room: self.room.clone(), octets: 0 }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut inside = self.room.inside();
        inside.all -= 1;
        if let Some(address) = self.remote
            && let Some(here) = inside.by_address.get_mut(&address)
        {
            *here -= 1;
            if *here == 0 {
                inside.by_address.remove(&address);
            }
        }
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
