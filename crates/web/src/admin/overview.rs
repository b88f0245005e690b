//! `/admin`

use super::asked::{Asked, ask};
use crate::Web;
use crate::agent::here::Here;
use crate::answer::Answer;
use axum::extract::State;
use desk::Permission;
use desk::channel::{IntakeState, LetterState};
use service::{channel, jobs};
use views::admin::overview::Overview;

pub async fn show(State(web): State<Web>, here: Here) -> Answer {
    let asked = ask(&web, &here, Permission::Operate, |read| {
        let arrived =
            (channel::arrived_count(read, IntakeState::Failed)?, channel::arrived_count(read, IntakeState::Received)?);
        Ok((channel::mailboxes(read)?, channel::letter_counts(read)?, arrived, jobs::counts(read)?.buried))
    });
    let Asked { shell, frame, found: (mailboxes, letters, (unreadable, unread), buried) } = asked.await?;
    let count =
        |state: LetterState| letters.iter().find(|(other, _)| *other == state).map_or(0, |(_, letters)| *letters);
    let waiting = count(LetterState::Held) + count(LetterState::Queued) + count(LetterState::Sending);
    let (failed, uncertain) = (count(LetterState::Failed), count(LetterState::Uncertain));
    Ok(here.show(&Overview { shell, frame, mailboxes, failed, uncertain, waiting, unreadable, unread, buried }))
}
