//! What of several things to tell goes as one, and what waits: for browsers and chats alike.

use super::story::Story;
use desk::notification::NotificationId;

/// More at once are told as one.
const MOST_AT_ONCE: usize = 3;

#[derive(Default)]
pub(super) struct Heap {
    /// The notifications of each message that goes.
    pub now: Vec<Vec<i64>>,
    pub later: Vec<NotificationId>,
}

impl Heap {
    /// What comes in a heap, or was held, is told as one, also beyond the limit: that is what the limit makes of it.
    pub fn of(wanted: Vec<&Story>, mut room: i64) -> Self {
        let (held, fresh): (Vec<&Story>, Vec<&Story>) = wanted.into_iter().partition(|story| story.notification.held);
        let mut heap = Self::default();
        for (stories, most) in [(held, 1), (fresh, MOST_AT_ONCE)] {
            let ids: Vec<i64> = stories.iter().map(|story| story.notification.id.0).collect();
            let messages: Vec<Vec<i64>> =
                if ids.len() > most { vec![ids] } else { ids.into_iter().map(|id| vec![id]).collect() };
            for message in messages {
                if room > 0 || message.len() > 1 {
                    room -= 1;
                    heap.now.push(message);
                } else {
                    heap.later.extend(message.into_iter().map(NotificationId));
                }
            }
        }
        heap
    }
}
