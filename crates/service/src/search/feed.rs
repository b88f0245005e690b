//! Keeps the index of this process current: first everything there is, then what the log tells.

use super::finder::Finder;
use super::mark::{Mark, Standing, Walk};
use super::pool::Pool;
use super::{documents, follow, walk};
use crate::{Desk, readers};
use desk::{Actor, Done, Error, Fault, Recorded};
use search::{Broken, Entry, Feeder, Key};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};
use store::search as rows;
use store::{Read, events};

/// During a walk, so much may have to be done again after a crash.
const BETWEEN_COMMITS: Duration = Duration::from_secs(10);

/// Events that go into one commit.
pub const MANY: usize = 2_000;

/// One per process.
pub struct Feed {
    finder: Arc<Finder>,
    /// None: the index lives in memory, for tests.
    folder: Option<PathBuf>,
    pool: Pool,
    open: Option<Open>,
}

struct Open {
    feeder: Feeder,
    mark: Mark,
    committed: Instant,
    dirty: bool,
}

impl Feed {
    /// Into a folder of its own beneath `folder`.
    pub fn into(finder: Arc<Finder>, folder: PathBuf) -> Self {
        Self { finder, folder: Some(folder), pool: Pool::new("index", 1), open: None }
    }

    pub fn in_memory(finder: Arc<Finder>) -> Self {
        Self { finder, folder: None, pool: Pool::new("index", 1), open: None }
    }

    /// Until where the log is in the index.
    pub fn place(&self) -> desk::event::Place {
        self.open.as_ref().map(|open| open.mark.place).unwrap_or_default()
    }

    /// Everything there is is still being put in.
    pub fn is_building(&self) -> bool {
        self.open.as_ref().is_some_and(|open| open.mark.walk.is_some())
    }

    /// Does the next that is to do; zero: the index is current.
    pub async fn step(&mut self, desk: &Desk) -> Done<usize> {
        let open = match self.open.take() {
            Some(open) if !open.feeder.is_lost() => open,
            Some(open) => {
                tracing::warn!("the search index is gone or damaged: it is built again");
                self.anew(desk, open.feeder).await?
            }
            None => self.begin(desk).await?,
        };
        let (open, done) = self.go_on(desk, open).await?;
        self.finder.stand(open.standing(), open.mark.place);
        self.open = Some(open);
        Ok(done)
    }

    async fn begin(&mut self, desk: &Desk) -> Done<Open> {
        let (index, folder) = (self.finder.index().clone(), self.folder.clone());
        let opened = self.pool.run(move || match folder {
            Some(folder) => Feeder::open(&index, &folder),
            None => Feeder::in_memory(&index).map(|feeder| (feeder, None)),
        });
        let (feeder, mark) = opened.await?.map_err(broken)?;
        let mark: Option<Mark> = mark.and_then(|mark| serde_json::from_str(&mark).ok());
        match mark {
            Some(mark)
                if desk
                    .ask(Actor::System, {
                        let mark = mark.clone();
                        move |read| belongs(read, &mark)
                    })
                    .await? =>
            {
                let feeder = if mark.walk.is_some() { self.hurried(feeder).await? } else { feeder };
                Ok(Open { feeder, mark, committed: Instant::now(), dirty: false })
            }
            Some(_) | None => self.anew(desk, feeder).await,
        }
    }

    /// An empty index, a walk before it, and what happens from now on after it.
    async fn anew(&mut self, desk: &Desk, feeder: Feeder) -> Done<Open> {
        let feeder = self.pool.run(move || feeder.clear()).await?.map_err(broken)?;
        let mark = desk.ask(Actor::System, begun).await?;
        let feeder = self.hurried(feeder).await?;
        Ok(Open { feeder, mark, committed: Instant::now(), dirty: true })
    }

    async fn hurried(&self, feeder: Feeder) -> Done<Feeder> {
        let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        // In tests everything is small.
        let many = self.folder.is_some();
        if many { self.pool.run(move || feeder.hurry(threads)).await?.map_err(broken) } else { Ok(feeder) }
    }

    async fn go_on(&mut self, desk: &Desk, open: Open) -> Done<(Open, usize)> {
        let (place, before) = (open.mark.place, open.mark.walk.clone());
        let news = desk.ask(Actor::System, move |read| News::read(read, place, before)).await?;
        if news.all {
            let open = self.anew(desk, open.feeder).await?;
            return Ok((open, 1));
        }
        let events = news.events;
        let open = self.pool.run(move || open.take(news)).await?.map_err(broken)?;
        let Some(walk) = open.mark.walk.clone() else {
            let open = if events > 0 || open.dirty {
                self.pool.run(move || open.commit()).await?.map_err(broken)?
            } else {
                open
            };
            return Ok((open, events));
        };
        let (entries, next) = desk.ask(Actor::System, move |read| walk::step(read, &walk)).await?;
        let many = entries.len().max(1);
        let open = self.pool.run(move || open.walk(&entries, next)).await?.map_err(broken)?;
        Ok((open, events + many))
    }
}

/// What happened since a place, with the documents it changed.
struct News {
    events: usize,
    last: Option<(desk::event::Place, i64)>,
    entries: Vec<Entry>,
    gone: Vec<Key>,
    all: bool,
}

impl News {
    fn read(read: &mut Read, place: desk::event::Place, walk: Option<Walk>) -> Done<Self> {
        let batch = batch(read, place)?;
        let touched = follow::touched(read, &batch)?;
        let keys = follow::passed(touched.keys, walk.as_ref());
        let mut entries = Vec::with_capacity(keys.len());
        for some in keys.chunks(256) {
            entries.extend(documents::entries(read, some)?);
        }
        let gone = keys.into_iter().filter(|key| !entries.iter().any(|entry| entry.key() == *key)).collect();
        let last = batch.last().map(|last| (last.place, last.at.0));
        Ok(Self { events: batch.len(), last, entries, gone, all: touched.all })
    }
}

/// The next events, at most [`MANY`] and a few.
fn batch(read: &mut Read, mut place: desk::event::Place) -> Done<Vec<Recorded>> {
    let mut all = Vec::new();
    while all.len() < MANY {
        let next = readers::next(read, place)?;
        let Some(last) = next.last() else { break };
        place = last.place;
        all.extend(next);
    }
    Ok(all)
}

impl Open {
    fn standing(&self) -> Standing {
        match &self.mark.walk {
            Some(walk) => Standing::Building { done: walk.done, total: walk.total },
            None => Standing::Current,
        }
    }

    fn take(mut self, news: News) -> Result<Self, Broken> {
        news.entries.iter().try_for_each(|entry| self.feeder.put(entry))?;
        news.gone.into_iter().for_each(|key| self.feeder.remove(key));
        if let Some((place, at)) = news.last {
            (self.mark.place, self.mark.at, self.dirty) = (place, at, true);
        }
        Ok(self)
    }

    fn walk(mut self, entries: &[Entry], next: Option<Walk>) -> Result<Self, Broken> {
        entries.iter().try_for_each(|entry| self.feeder.add(entry))?;
        self.dirty = true;
        self.mark.walk = next;
        let ended = self.mark.walk.is_none();
        if ended || self.committed.elapsed() > BETWEEN_COMMITS {
            self = self.commit()?;
        }
        if ended {
            self.feeder = self.feeder.settle()?;
        }
        Ok(self)
    }

    fn commit(mut self) -> Result<Self, Broken> {
        let mark = serde_json::to_string(&self.mark).map_err(|error| Broken(error.to_string()))?;
        self.feeder.commit(&mark)?;
        (self.committed, self.dirty) = (Instant::now(), false);
        Ok(self)
    }
}

/// Something was committed that an index at this place does not hold yet.
pub fn is_behind(read: &mut Read, place: desk::event::Place) -> Done<bool> {
    Ok(events::any_after(read, place)?)
}

/// Events between a place and the end of the log, about: numbers may be missing from it.
pub fn lag(read: &mut Read, place: desk::event::Place) -> Done<i64> {
    Ok((readers::end(read)?.position - place.position).max(0))
}

/// Where a walk begins that ends with everything.
fn begun(read: &mut Read) -> Done<Mark> {
    let place = readers::end(read)?;
    let at = events::load(read, place.position)?.map_or(0, |event| event.at.0);
    Ok(Mark { place, at, walk: Some(Walk::start(rows::counts(read)?)) })
}

/// More than this is put in faster by walking through everything.
const FAR: i64 = 50_000;

/// Whether a mark was made with this database, not long ago: a restored or another one has another history.
fn belongs(read: &mut Read, mark: &Mark) -> Done<bool> {
    if lag(read, mark.place)? > FAR {
        return Ok(false);
    }
    let there = events::load(read, mark.place.position)?;
    Ok(match there {
        Some(event) => event.place == mark.place && event.at.0 == mark.at,
        None => mark.place == desk::event::Place::default(),
    })
}

fn broken(broken: Broken) -> Error {
    Fault::passing(format!("the search index: {broken}")).into()
}
