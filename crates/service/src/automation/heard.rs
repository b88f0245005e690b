//! What rules and flows hear of a letter: that it has left, not that it was written and can still be taken back.

use crate::conversation::gone_out;
use base::Moment;
use desk::channel::LetterId;
use desk::{Done, Event, Recorded};
use store::Read;
use store::channel::letters;
use store::conversation::messages;
use store::ticket::merges;

/// An event as they hear it. What goes by a letter they hear when it has left, as if its writer did it then; what goes by none
/// at once.
pub(crate) fn heard(read: &mut Read, recorded: &Recorded) -> Done<Vec<Recorded>> {
    if let Event::MessageSent { message, .. } | Event::MessageForwarded { message, .. } = recorded.event {
        let by_letter = letters::of_message(read, message)?.is_some();
        return Ok(if by_letter { Vec::new() } else { vec![recorded.clone()] });
    }
    let mut all = Vec::new();
    if let Event::LetterLeft { letter, .. }
    | Event::LetterSent { letter, .. }
    | Event::LetterFailed { letter, .. }
    | Event::LetterUncertain { letter, .. } = recorded.event
    {
        all.extend(left(read, letter, recorded.at)?);
    }
    all.push(recorded.clone());
    Ok(all)
}

/// That the message of a letter was sent, where it left at that moment: tried again, or redirected, it is no other message.
/// None: nobody has got it, somebody had it before, or it carries none.
fn left(read: &mut Read, id: LetterId, at: Moment) -> Done<Option<Recorded>> {
    let letter = letters::load(read, id)?.filter(|letter| letter.sent_at == Some(at));
    let Some((message, ticket)) = letter.and_then(|letter| letter.message.zip(letter.ticket)) else { return Ok(None) };
    // It may have been written on one that went into this one since.
    let merged = merges::sources(read, ticket)?.into_iter().map(|(id, _)| id);
    for ticket in [ticket].into_iter().chain(merged) {
        if let Some(sent) = gone_out(read, ticket, message)? {
            return Ok(Some(Recorded { at, ..sent }));
        }
    }
    Ok(None)
}

/// It tells of nothing that was sent, or of what has left.
pub(super) fn has_left(read: &mut Read, event: &Event) -> Done<bool> {
    match *event {
        Event::MessageSent { message, .. } | Event::MessageForwarded { message, .. } => {
            Ok(messages::unsent(read, &[message])?.is_empty())
        }
        // Every other kind of event there is would stand here.
        _ => Ok(true),
    }
}
