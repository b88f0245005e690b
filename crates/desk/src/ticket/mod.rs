//! One inquiry with its whole history: its properties and the rules by which they change.

mod act;
mod alike;
mod asking;
mod brand;
mod deadline;
mod duty;
mod grouping;
mod habits;
mod highlight;
mod kind;
mod link;
mod lock;
mod mailing;
mod mentioned;
mod merge;
pub mod numbering;
mod order;
mod place;
mod priorities;
mod property;
mod rating;
mod referral;
mod routing;
mod saved;
mod skill;
mod snooze;
mod sorting;
mod spoken;
mod status;
mod tab;
mod tag;
mod task;
mod template;
#[expect(clippy::module_inception, reason = "the noun of its area")]
mod ticket;
mod time;
mod view;
mod workflow;

pub use act::{Act, Run, RunId, RunState};
pub use alike::{Lookalikes, alike};
pub use asking::{Asks, TimeAsking};
pub use brand::{Brand, BrandId, BrandWish, Color, LARGEST_LOGO, Logo, LogoKind};
pub use duty::{Duties, Duty, Effort, MOST_EFFORT, MOST_LOAD, Via};
pub use grouping::{Bucket, Grouping, MOST_FOLDED};
pub use habits::{Closing, NewTags, Thanks};
pub use highlight::{Canvas, Highlight, HighlightId, HighlightWish, MOST_HIGHLIGHTS, Tone};
pub use kind::{Kind, Origin, Priority};
pub use link::{MOST_LINKED_AT_ONCE, MOST_LINKS, Relation};
pub use lock::{CLAIM, LONGEST_LOCK, Lock, LockWish, PATIENCE};
pub use mailing::{MOST_ADDRESSED, Mailing, MailingId, MailingState, each_once};
pub use mentioned::{first_mentioned, mentioned_numbers};
pub use numbering::{Numbering, Succession};
pub use order::Order;
pub use place::{Cell, Place, Whose};
pub use priorities::{Level, Priorities};
pub use property::{any_subject, beginning, letter_subject, subject};
pub use rating::{LONGEST_RATING, RATING_LINK, Rating, RatingWish, StarRange, Stars};
pub use referral::{LONGEST_WORD, MOST_REFERRALS, Referral, ReferredTo};
pub use routing::{
    Absence, Assigns, Because, Candidate, Claims, LONGEST_PATIENCE, MOST_IN_HAND, Routed, Routing, Taking, Way, route,
};
pub use saved::{
    Audience, Column, DEEPEST_VIEW, Glyph, Layout, MOST_COLUMNS, MOST_OWN, MOST_SHARED, SavedView, Shown, ViewId,
    ViewWish, not_discarded,
};
pub use skill::{Fit, HIGHEST_LEVEL, MOST_SKILLS, Need, Skill, SkillId, SkillWish, fit};
pub use snooze::Snooze;
pub use sorting::Sorting;
pub use spoken::Spoken;
pub use status::{Category, Status, StatusId, status_name};
pub use tab::{MOST_TABS, Tab};
pub use tag::{MOST_TAGS, Tag, TagId, tag_name};
pub use task::{Checklist, ChecklistId, MOST_TASKS, Task, TaskComment, TaskCommentId, TaskFacts, TaskId};
pub use template::{MOST_TEMPLATES, Template, TemplateId, TemplateWish, template_name};
pub use ticket::{Ticket, TicketId, TicketNumber};
pub use time::{Activity, ActivityId, Ran, Time, TimeFacts, TimeId, WorkedBy, minutes};
pub use view::View;
pub use workflow::{MOST_TRANSITIONS, MOST_WORKFLOWS, Readiness, Transition, Workflow, WorkflowId, WorkflowWish};

#[cfg(test)]
pub(crate) use ticket::a_ticket;
