//! One thing somebody is told, in a sentence without its ticket: for the list, for letters and for pushes.

use super::step_told;
use base::words::{Args, Words};
use desk::notification::{Detail, Occasion, Told};

pub fn told(told: &Told, words: &Words) -> String {
    let mut args = Args::new();
    args.set("who", told.who.as_str());
    match &told.detail {
        Detail::Named(name) | Detail::Task(name) | Detail::Moved(name) => args.set("name", name.as_str()),
        Detail::Due { target, at } => {
            args.set("target", words.say(target.key()));
            let at = at.map_or_else(|| words.say("told-over").to_owned(), |at| step_told(at, words));
            args.set("at", at);
        }
        Detail::Nothing | Detail::Until(_) | Detail::Draft => {}
    }
    words.tell(key(told), &args)
}

/// Where nobody did it, the sentence speaks of nobody.
fn key(told: &Told) -> &'static str {
    let (itself, bare) = (told.who.is_empty(), told.detail.name().is_empty());
    match told.occasion {
        Occasion::Noted if told.detail == Detail::Draft => "told-draft-commented",
        Occasion::Noted if matches!(told.detail, Detail::Task(_)) && bare => "told-task-commented-bare",
        Occasion::Noted if matches!(told.detail, Detail::Task(_)) => "told-task-commented",
        Occasion::Created if matches!(told.detail, Detail::Named(_)) => "told-nobody-stands-in",
        Occasion::Created if matches!(told.detail, Detail::Moved(_)) && itself => "told-moved-itself",
        Occasion::Created if matches!(told.detail, Detail::Moved(_)) => "told-moved",
        Occasion::Created if itself => "told-created-itself",
        Occasion::Created => "told-created",
        Occasion::Assigned if itself => "told-assigned-itself",
        Occasion::Assigned => "told-assigned",
        Occasion::Mentioned => "told-mentioned",
        Occasion::Added => "told-added",
        Occasion::Referred if itself => "told-referred-itself",
        Occasion::Referred => "told-referred",
        Occasion::Received => "told-received",
        Occasion::Replied => "told-replied",
        Occasion::Noted => "told-noted",
        Occasion::Status if itself => "told-status-itself",
        Occasion::Status => "told-status",
        Occasion::Rated => "told-rated",
        Occasion::Due if told.detail == Detail::Nothing => "told-deadline-came",
        Occasion::Due => "told-due",
        Occasion::Woken => "told-woken",
        Occasion::Approval if bare => "told-approval-bare",
        Occasion::Approval => "told-approval",
        Occasion::Side if bare => "told-side-bare",
        Occasion::Side => "told-side",
        Occasion::Failed => "told-failed",
        Occasion::Stopped => "told-stopped",
        Occasion::Release if told.detail == Detail::Nothing => "told-release-novice",
        Occasion::Release => "told-release",
        Occasion::Returned if told.detail == Detail::Nothing => "told-returned-bare",
        Occasion::Returned => "told-returned",
        Occasion::Task if itself && bare => "told-task-itself-bare",
        Occasion::Task if itself => "told-task-itself",
        Occasion::Task if bare => "told-task-bare",
        Occasion::Task => "told-task",
        Occasion::TaskDue if bare => "told-task-due-bare",
        Occasion::TaskDue => "told-task-due",
    }
}
