//! What hangs on a ticket, as its page shows it.

use crate::agent::around::Around;
use crate::agent::here::Here;
use crate::agent::lists::row;
use desk::Permission;
use desk::form::Value;
use desk::ticket::{Relation, Task, TaskComment, Time};
use service::form::Called;
use service::knowledge::LinkedArticle;
use service::object::LinkedObject;
use service::ticket::TicketPage;
use views::agent::ticket as view;

pub fn depth<'a>(here: &Here, page: &'a TicketPage, around: &Around, worked_typed: String) -> view::Depth<'a> {
    let unfinished = |relation: Relation| {
        let linked = page.depth.linked.iter().filter(|one| one.relation == relation && one.line.ticket.is_unfinished());
        linked.count() as i64
    };
    let language = here.seat.words.language();
    view::Depth {
        links: links(here, page),
        objects: page.depth.objects.iter().map(|one| object(here, one)).collect(),
        articles: page.depth.articles.iter().map(|one| article(here, one)).collect(),
        has_object_types: !around.objects.is_empty(),
        unsolved: unfinished(Relation::Incident),
        blockers: unfinished(Relation::Blocker),
        tasks: tasks(here, page),
        open_tasks: page.depth.tasks.iter().filter(|task| task.is_open()).count(),
        checklists: if page.may.change { &page.depth.checklists } else { &[] },
        times: times(here, page),
        worked: page.depth.times.iter().map(|time| time.what.minutes).sum(),
        activities: page
            .depth
            .activities
            .iter()
            .filter(|one| one.active)
            .map(|one| (one.id, one.shown(language)))
            .collect(),
        running: page.depth.running,
        asks_time: page.depth.asks_time,
        worked_typed,
    }
}

fn object(here: &Here, one: &LinkedObject) -> view::ObjectLine {
    let (language, called) = (here.seat.words.language(), Called::default());
    let shown = one.of.wish.columns.iter().filter_map(|id| {
        let (field, value) = (one.book.field(*id)?, one.answers.get(id)?);
        // What has a name of its own stands on its page.
        let named = matches!(value, Value::Person(_) | Value::Organization(_) | Value::Object(_));
        (!named).then(|| field.shown(value, called.eyes(language, &here.seat.zone)))
    });
    view::ObjectLine {
        id: one.object.id.0,
        glyph: one.of.wish.glyph.name(),
        name: one.object.name.clone(),
        of: one.of.name(language).to_owned(),
        facts: shown.take(3).collect::<Vec<_>>().join(" · "),
        removed: one.object.removed_at.is_some(),
        own: one.own,
    }
}

fn article<'a>(here: &Here, one: &'a LinkedArticle) -> view::ArticleLine<'a> {
    let language = here.seat.words.language();
    let title = one.article.texts.shown(language, language).map_or("", |(_, text)| text.title.as_str());
    view::ArticleLine { id: one.article.id, title, own: one.own }
}

fn links<'a>(here: &Here, page: &'a TicketPage) -> Vec<view::Links<'a>> {
    let mut links: Vec<view::Links> = Vec::new();
    for one in &page.depth.linked {
        let row = row(&one.line, &page.statuses, &page.tags, here.seat.words.language(), None);
        match links.last_mut().filter(|last| last.relation == one.relation) {
            Some(last) => last.rows.push((one.number, row)),
            None => links.push(view::Links { relation: one.relation, rows: vec![(one.number, row)] }),
        }
    }
    links
}

fn times<'a>(here: &Here, page: &'a TicketPage) -> Vec<view::TimeLine<'a>> {
    let others = here.seat.actor.may(Permission::UndoOthers).is_ok();
    let language = here.seat.words.language();
    let line = |time: &'a Time| {
        let activity = page.depth.activities.iter().find(|one| Some(one.id) == time.what.activity);
        view::TimeLine {
            time,
            person: page.names.get(&time.person).map_or("", String::as_str),
            activity: activity.map_or("", |activity| activity.shown(language)),
            retired: activity.filter(|one| !one.active).map(|one| (one.id, one.shown(language))),
            may_change: page.may.note && (others || time.person == here.seat.person),
        }
    };
    page.depth.times.iter().map(line).collect()
}

/// What was said of a task, by whom, and whether the one who looks may take it away.
fn comments<'a>(here: &Here, page: &'a TicketPage, task: &Task) -> Vec<(&'a TaskComment, &'a str, bool)> {
    let others = here.seat.actor.may(Permission::UndoOthers).is_ok();
    let of_task = page.depth.task_comments.iter().filter(|said| said.task == task.id);
    of_task
        .map(|said| {
            let name = page.names.get(&said.by).map_or("", String::as_str);
            (said, name, page.may.note && (others || said.by == here.seat.person))
        })
        .collect()
}

/// On this page, or on that of the ticket to which the message has gone.
fn origin(page: &TicketPage, task: &Task) -> Option<String> {
    let message = task.message?;
    let number = *page.depth.origins.get(&message)?;
    let ticket = if number == page.ticket.number { String::new() } else { format!("/tickets/{number}") };
    Some(format!("{ticket}#message-{message}"))
}

/// Those of no checklist first, then each checklist where its first task stands; the same one that came with a merged ticket
/// by itself.
pub(super) fn tasks<'a>(here: &Here, page: &'a TicketPage) -> Vec<view::Tasks<'a>> {
    let line = |task: &'a Task| view::TaskLine {
        task,
        owner: task.what.owner.and_then(|owner| page.names.get(&owner)).map_or("", String::as_str),
        team: page.teams.iter().find(|team| Some(team.id) == task.what.team).map_or("", |team| team.name.as_str()),
        origin: origin(page, task),
        comments: comments(here, page, task),
        overdue: task.is_overdue(here.seat.now),
        tickets: &page.spoken_of,
        may_finish: page.may.change || (page.may.note && task.is_for(&here.seat.actor)),
    };
    let mut groups: Vec<view::Tasks> = Vec::new();
    for task in &page.depth.tasks {
        let came_from = page.merged.get(&task.ticket).copied().filter(|_| !task.list.is_empty());
        match groups.iter_mut().find(|group| group.list == task.list && group.came_from == came_from) {
            Some(group) => group.lines.push(line(task)),
            None => groups.push(view::Tasks { list: &task.list, came_from, lines: vec![line(task)] }),
        }
    }
    groups.sort_by_key(|group| !group.list.is_empty());
    groups
}
