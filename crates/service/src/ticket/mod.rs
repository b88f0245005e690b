//! Verbs and questions about tickets.

mod about;
mod alike;
mod as_requester;
mod ask;
mod asking;
mod assignment;
mod behind;
mod beneath;
mod board;
mod brands;
mod bulk;
mod card;
mod carried;
mod checklist;
mod choices;
mod circle;
mod claim;
mod copy;
pub mod counted;
mod create;
mod deadline;
mod depth;
mod discard;
mod duty;
mod export;
mod fielded;
mod found;
mod grouped;
mod highlights;
mod incidents;
mod latest;
mod layout;
mod link;
mod list;
mod load;
mod lock;
mod looked;
mod mailing;
mod merge;
mod number;
mod numbering;
mod opened;
mod page;
mod person_files;
mod presence;
mod property;
mod proposal;
mod rating;
mod readable;
mod referral;
mod requester;
mod routing;
mod routing_trial;
mod run;
mod saved;
mod skills;
mod slip;
mod snooze;
mod spelled;
mod star;
mod status;
mod statuses;
mod tab;
mod tags;
mod task;
mod team;
mod template;
mod tie;
mod time;
mod undo;
mod waits;
mod walked;
mod workflow;

pub use about::{AboutMessage, about_message};
pub use alike::{change_lookalikes, comparable, like_it, lookalikes};
pub use as_requester::{SeenAs, as_requester, list_as_requester};
pub use ask::{Asked, ask};
pub use asking::{answer_time, change_time_asking, time_asking};
pub use assignment::{Assignment, assignment, set_assignment};
pub(crate) use assignment::{claimed_by, reopened_to};
pub(crate) use behind::{behind, tell_behind};
pub use board::{Board, BoardColumn, CARDS, MOST_CARDS, Reach, board, move_card, set_board};
pub(crate) use brands::follow_organization;
pub use brands::{a_brand_answers, brands, change_brand, create_brand, logo, remove_brand, remove_logo, set_logo};
pub use bulk::{MOST_AT_ONCE, bulk};
pub use card::{Card, card};
pub use carried::carried;
pub use checklist::{change_checklist, checklists, create_checklist, remove_checklist};
pub use choices::{Choices, begun_for, choices, find_for};
pub use circle::{
    add_participant, follow, pause_participant, remove_participant, set_organization, set_requester, unfollow,
};
pub use claim::{
    Answering, answer_instead, answered_among, answered_now, answering, ask_for_answer, claimant, hand_over_answer,
    keep_answer, leave_answer, leaves_answer, nobody_else_answers, take_up_answer,
};
pub use copy::copy;
pub(crate) use create::begin;
pub use create::{ByAgent, NewTicket, Opening, begin_by_agent, create, create_by_agent, follow_up, requester_of};
pub use deadline::set_deadline;
pub(crate) use deadline::{any_deadline_come, look_at_deadlines};
pub use depth::Depth;
pub(crate) use depth::tellable;
pub use discard::{erase, mark_not_spam, mark_spam, restore, trash};
pub use duty::{duties, duties_of, effort, pause_channel, set_duties, set_effort};
pub use export::{Names, Under, begin_export, export_headings, export_page};
pub use found::{
    COUNTED, Held, Narrowing, count_narrowed, held, held_after, held_by, list_held, narrowed, preview, viewer,
};
pub use grouped::{
    HEADINGS, Heading, Headings, LOOKED_AT, Look, MOST_EXPANDED, UNDER_ONE, fold, heading_name, headings, unfold,
};
pub use highlights::{
    change_highlight, create_highlight, highlight, highlighted, highlights, list_highlights, may_paint,
    remove_highlight,
};
pub use incidents::{ToAll, answer_incidents, incident_warnings, incidents};
pub use latest::just_changed;
use latest::just_merged;
pub(crate) use latest::just_sent;
pub use layout::{layout_of, list_in, set_grouping, set_layout};
use link::link_meant;
pub use link::{Gathered, Linked, link, link_typed, linked, unlink};
pub use list::{After, Counts, Line, Page, asked_by, asked_from, counts, list};
pub use load::visible;
pub(crate) use load::{any, directed, home, keep, locked, locked_home, ours, stands_on};
pub use lock::{break_lock, held_by_another, lock_minutes, release_lock, set_lock_minutes};
pub(crate) use lock::{is_free, is_free_for, leave_lock, take_lock, take_over_lock};
pub use looked::{looked, looks_first};
pub use mailing::{
    Addressed, Each, MAILING, begin_mailing, cancel_mailing, doubtful, mail_on, mailing_page, open_for, written_to,
};
use merge::merge_away;
pub use merge::{Prospect, merge, merge_many, merge_prospect, mergeable, to_merge};
pub use number::number_of;
pub(crate) use numbering::begin_anew;
pub use numbering::{change_numbering, foresee_numbers, numbering};
pub use opened::opened;
pub use page::{Entry, Happened, MOST_OPEN, May, Said, SidePage, TicketPage, page, page_before, spoken_of};
pub use person_files::{PersonFiles, files_of_person};
pub use presence::{presence_is_heard, tell_left, tell_opened};
pub use property::{assign, rename, set_kind, set_priority, set_tags};
pub(crate) use proposal::{Proposal, answers, quiet};
pub use rating::{Rateable, ask_for_rating, rate, rate_by_link, rateable_by_link, rating_link};
pub(crate) use rating::{may_rate, rating_of};
pub(crate) use readable::language_of;
pub use readable::{colleagues, houses_of, own_houses, reader_meant, readers_called, readers_of};
pub use referral::{Referable, refer, referable, referred_count, referred_to_me, withdraw_referral};
pub use requester::{
    Mine, PublicLine, PublicMessage, PublicPage, answer, close_own, mine, overseen, public_field_file, public_page,
    reopen_own, requests, shared,
};
pub(crate) use routing::present;
pub use routing::{
    ROUTER, Takers, absence, absence_of, away, follow_routing, routings_of_all, set_absence, set_absence_of,
    set_routing, spare, substitutes, substitutes_of, take_next, takers,
};
pub use routing_trial::{RoutingTrial, Share, try_routing};
use run::hands_free;
pub use run::{
    LOOKED, RUN, RunPage, Told, Unsent, act_on, answer_warnings, cancel_run, first_answer, first_leaves, first_of,
    may_undo_run, once, recent_runs, run_over, run_over_view, run_page, send_unsent, step, undo_run, unsent,
    with_subjects,
};
pub use saved::{
    change_view, create_view, editable as view_to_change, order_views, remove_view, restore_view, saved_view,
    saved_views, tree_of_views,
};
pub use skills::{change_skill, create_skill, remove_skill, set_working_hours, skill, skills, working_hours};
pub(crate) use slip::sweep;
pub use slip::{Form, Once, once as only_once, slip, taken, taken_once};
pub use snooze::{snooze, snooze_then, wake, wake_due};
pub use spelled::{Spelled, spelled};
pub(crate) use star::star_for;
pub use star::{star, starred, starred_count, unstar};
pub use status::set_status;
pub(crate) use status::turn;
pub use statuses::{
    change_closing, change_thanks, closing, create_status, make_standard, order_statuses, remove_status, rename_status,
    statuses, thanks,
};
pub(crate) use statuses::{closing_in_force, thanks_in_force};
pub use store::ticket::times::Worked;
pub(crate) use tab::{begin_tab, end_tab, look_at_tab};
pub use tab::{close_tab, pin, tabs};
pub use tags::{change_new_tags, create_tag, new_tags, remove_tag, rename_tag, tags, tags_in_use, tags_named};
pub use task::{
    add_task, add_task_of, apply_checklist, change_task, comment_task, finish_task, my_tasks, my_tasks_counted,
    origins, remove_task, remove_task_comment, reopen_task, take_task, team_tasks,
};
pub(crate) use task::{any_task_due, look_at_tasks};
pub use team::move_to_team;
pub use template::{keep_template, remove_template, take_template, templates};
pub(crate) use tie::{speaks, tie};
pub use time::{
    REPORTED, Stopped, WorkedOn, Worker, activities, change_activity, change_time, choose_clock, clock, clock_begins,
    create_activity, log_time, remove_time, start_timer, stop_timer, worked, worked_by,
};
pub(crate) use time::{begin_clock, log_time_for};
pub use undo::undo;
pub(crate) use undo::{stands, take_back_what_followed};
pub(crate) use waits::{any_waited, hand_on_waited};
pub use workflow::{change_workflow, closed, create_workflow, remove_workflow, workflow, workflows};
pub(crate) use workflow::{may_turn, may_turn_by};
