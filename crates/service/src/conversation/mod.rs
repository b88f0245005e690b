//! Verbs about what is said on tickets.

mod acted;
mod add;
mod call;
mod draft;
mod drafts;
mod edit_note;
mod files;
mod hold_back;
mod incoming;
mod look;
mod loose;
mod macros;
mod marker;
mod mention;
mod note;
mod pass_on;
mod redact;
mod relocate;
mod reply;
mod reread;
mod sent_draft;
mod side;
mod side_draft;
mod split;
mod take_back;
mod values;

pub use acted::act_with;
pub(crate) use acted::set_later;
pub(crate) use add::{add, may_attach};
pub(crate) use call::we_called;
pub use call::{log_call, log_our_call};
pub use desk::conversation::{Compose, NewAttachment, UNDO_WINDOW};
pub use draft::{Begun, attach, detach, draft, drop_draft, let_go, save_draft};
pub use drafts::{
    Commented, Drafts, Unsent, begin_note, begun, came_back, comment_draft, commenters, drafts, restore_draft,
    shared_draft, sharers, take_over_draft, unsent, unsent_count,
};
pub(crate) use drafts::{came_back_on, commenters_on, copy_draft, pass_draft, sharers_on, sweep};
pub use edit_note::edit_note;
pub use files::{Files, files};
pub(crate) use hold_back::keep_back;
pub use incoming::{Incoming, incoming};
pub(crate) use incoming::{may_say, on_behalf, receive};
pub(crate) use look::is_public;
pub use look::{attachment, message};
pub(crate) use loose::put_loose;
pub use loose::{content_id, forget_loose, keep_loose, loose, loose_of};
pub use macros::{
    act, bring_macro, change_macro, create_macro, editable_macro, macro_said, macro_text, macros, macros_ahead,
    macros_for, remove_macro, shared_macros,
};
pub(crate) use macros::{carry_out, macro_for, step_on};
pub use marker::{mark_text, unmark_text};
pub use mention::{Called, mention, mentions, see_mentions};
pub use note::note;
pub use pass_on::{Passed, begin_again, begin_forward, passed, take_along};
pub use redact::{FORGET, may_forget, redact, redact_file, redact_passage};
pub(crate) use redact::{forget_later, forget_soon};
pub use relocate::{may_relocate, relocate, separate};
pub(crate) use reply::{Way, bring_in, send, sender, wait};
pub use reply::{forward, reply};
pub(crate) use reread::read_as_before;
pub use reread::{Anew, Range, anew, reading, reread, with_original};
pub use sent_draft::{draft_is_sent, sent_once, unless_sent};
pub(crate) use side::{answer_side, answers_side, back_from_beside, concerned, takes_part};
pub use side::{begin_side, finish_side, go_beside, reopen_side, ticket_of_side, write_side};
pub use side_draft::{Beside, save_side_draft, side_draft};
pub(crate) use split::rejoin;
pub use split::{Apart, split, splittable};
pub use take_back::{begun_in_the_way, in_sight, take_back, was_to_leave};
pub(crate) use take_back::{come_back, gone_out, undo_what_followed, withdraw};
pub use values::sample_values;
pub(crate) use values::{of as of_person, values, values_ahead};
