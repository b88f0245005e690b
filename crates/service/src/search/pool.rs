//! Threads of their own for the index, so that a heavy question keeps nobody from the database or the pages.

use desk::{Error, Fault};
use std::sync::mpsc::{SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::oneshot;

/// Questions that wait at most; more are told to come again.
const WAITING: usize = 64;

type Work = Box<dyn FnOnce() + Send>;

pub(super) struct Pool(SyncSender<Work>);

impl Pool {
    /// # Panics
    /// When the system starts no thread.
    pub fn new(name: &str, threads: usize) -> Self {
        let (sender, receiver) = sync_channel::<Work>(WAITING);
        let receiver = Arc::new(Mutex::new(receiver));
        for _ in 0..threads {
            let receiver = receiver.clone();
            let next = move || receiver.lock().unwrap_or_else(PoisonError::into_inner).recv();
            let work = move || {
                while let Ok(work) = next() {
                    // The one who asked hears nothing and is told so; the thread goes on.
                    let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
                }
            };
            std::thread::Builder::new().name(name.to_owned()).spawn(work).expect("the system starts a thread");
        }
        Self(sender)
    }

    pub async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
        let (answer, answered) = oneshot::channel();
        match self.0.try_send(Box::new(move || drop(answer.send(work())))) {
            Ok(()) => answered.await.map_err(|_| Fault::new("a thread of the index broke off").into()),
            Err(TrySendError::Full(_)) => Err(Fault::passing("too many searches wait").into()),
            Err(TrySendError::Disconnected(_)) => Err(Fault::new("the index has no thread").into()),
        }
    }
}
