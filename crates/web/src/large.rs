//! Forms of agents, whose files may be as large as an administrator says: a few at once, so that they leave room for others.

use crate::Web;
use crate::answer::Failure;
use crate::upload::LARGEST_UPLOAD;
use axum::extract::multipart::Multipart;
use axum::extract::{DefaultBodyLimit, FromRequest, Request};
use desk::people::PersonId;
use desk::{Actor, Error, Refusal};
use service::house;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Large files on their way at once: of everybody, and of one agent.
const AT_ONCE: usize = 16;
const OF_ONE: usize = 3;

/// Such a form, and how many bytes one of its files may have.
pub struct Large {
    pub form: Multipart,
    pub most: u64,
}

/// Whoever calls has asked before who sends it.
impl FromRequest<Web> for Large {
    type Rejection = Failure;

    async fn from_request(mut request: Request, web: &Web) -> Result<Self, Failure> {
        let most = web.desk.ask(Actor::System, house::most_attached).await.map_err(Failure::from)?;
        let most = u64::try_from(most.bytes()).unwrap_or_default();
        let whole = usize::try_from(most).unwrap_or(usize::MAX).saturating_add(LARGEST_UPLOAD);
        DefaultBodyLimit::max(whole).apply(&mut request);
        let wrong = |_| Failure::from(Error::from(Refusal::FormIncomplete));
        let form = Multipart::from_request(request, web).await.map_err(wrong)?;
        Ok(Self { form, most })
    }
}

/// How many each agent has on the way.
#[derive(Default)]
pub struct Places(Mutex<HashMap<PersonId, usize>>);

/// One of them. It is free again when it is dropped.
pub struct Place {
    places: Arc<Places>,
    person: PersonId,
}

impl Places {
    pub fn take(self: &Arc<Self>, person: PersonId) -> Option<Place> {
        let mut taken = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let own = taken.get(&person).copied().unwrap_or_default();
        if own >= OF_ONE || taken.values().sum::<usize>() >= AT_ONCE {
            return None;
        }
        taken.insert(person, own + 1);
        Some(Place { places: self.clone(), person })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.places.0.lock().unwrap_or_else(PoisonError::into_inner);
        match taken.get(&self.person).copied() {
            Some(own) if own > 1 => drop(taken.insert(self.person, own - 1)),
            Some(_) | None => drop(taken.remove(&self.person)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_takes_every_place_and_each_is_free_again() {
        let places = Arc::<Places>::default();
        let of = |person| (0..OF_ONE).map_while(|_| places.take(PersonId(person))).collect::<Vec<_>>();
        let mut aya = of(1);
        assert!(aya.len() == OF_ONE && places.take(PersonId(1)).is_none());
        let others: Vec<Place> = (2..=6).flat_map(of).collect();
        assert_eq!(aya.len() + others.len(), AT_ONCE);
        assert!(places.take(PersonId(9)).is_none(), "all of them are taken");
        aya.pop();
        assert!(places.take(PersonId(9)).is_some() && places.take(PersonId(1)).is_some());
        drop((aya, others));
        assert!(places.0.lock().unwrap().is_empty());
    }
}
