//! What the company's agents work with: canned replies, kinds of work, lists of steps, templates, views and promised times;
//! and what stands on their lists of tasks.

use super::act::Stage;
use super::company::Company;
use super::content::{Both, Content, Status, Task};
use super::story::Story;
use base::Language;
use desk::condition::Condition;
use desk::conversation::{Acts, MacroWish};
use desk::people::TeamId;
use desk::sla::{CalendarWish, HolidayList, Hours, PolicyWish, Promise, Target, Terms, hours_read};
use desk::ticket::{
    Activity, ActivityId, Audience, Category, Checklist, ChecklistId, Priority, StatusId, TagId, TaskFacts,
    TemplateWish, TicketNumber, ViewWish,
};
use desk::{Done, Error, Fault, Level, Role};
use service::{Tx, conversation, sla, ticket};
use std::collections::BTreeMap;
use std::time::Duration;

/// When the tasks of one agent are due, from now.
const DUE: [Duration; 3] =
    [Duration::from_secs(4 * 3600), Duration::from_secs(28 * 3600), Duration::from_secs(76 * 3600)];

/// By whoever acts; what has one name has it in the company's language.
pub fn equip(tx: &mut Tx, content: &Content, company: &mut Company, language: Language) -> Done<()> {
    for name in content.tools.activities.iter().map(|one| &one.name) {
        let (name_en, name_ja) = (in_(name, Language::English), in_(name, Language::Japanese));
        let wish = Activity { id: ActivityId(0), name_en, name_ja, active: true, version: 1 };
        company.activities.push(ticket::create_activity(tx, wish)?.id);
    }
    for list in &content.tools.checklists {
        let items = list.items.iter().map(|item| in_(item, language)).collect();
        let (name, teams) = (in_(&list.name, language), vec![team(content, company, &list.team)?]);
        let wish = Checklist { id: ChecklistId(0), name, items, teams, version: 1 };
        company.checklists.push(ticket::create_checklist(tx, wish)?.id);
    }
    reply_with(tx, content, company, language)?;
    begin_with(tx, content, company, language)?;
    look_at(tx, content, company)?;
    promise(tx, content, language)
}

fn reply_with(tx: &mut Tx, content: &Content, company: &Company, language: Language) -> Done<()> {
    for one in &content.macros {
        let team = one.team.as_deref().map(|key| team(content, company, key)).transpose()?;
        let acts = Acts {
            status: Some(status(company, one.status)?),
            tags: tags(content, company, &one.tags)?,
            ..Acts::default()
        };
        let wish = MacroWish {
            name: in_(&one.name, language),
            shortcut: one.key.clone(),
            text_en: with_variables(one.text.in_(Language::English)),
            text_ja: with_variables(one.text.in_(Language::Japanese)),
            teams: team.into_iter().collect(),
            acts,
            ..MacroWish::default()
        };
        conversation::create_macro(tx, wish)?;
    }
    Ok(())
}

fn begin_with(tx: &mut Tx, content: &Content, company: &Company, language: Language) -> Done<()> {
    for one in &content.tools.templates {
        let list = content.tools.checklists.iter().position(|list| Some(&list.key) == one.checklist.as_ref());
        let wish = TemplateWish {
            subject: in_(&one.subject, language),
            kind: Some(one.kind),
            priority: Some(one.priority),
            team: Some(team(content, company, &one.team)?),
            tags: tags(content, company, &one.tags)?,
            checklist: list.map(|place| company.checklists[place]),
            due: in_(&one.due, language),
            opening: one.opening.clone(),
            text: one.text.in_(language).trim().to_owned(),
            ..TemplateWish::default()
        };
        ticket::keep_template(tx, one.name.in_(language), wish, &content.company.time_zone)?;
    }
    Ok(())
}

/// Nobody counts them: a demo may have very many tickets.
fn look_at(tx: &mut Tx, content: &Content, company: &Company) -> Done<()> {
    let mut ids: Vec<(String, i64)> = Vec::new();
    ids.extend(content.company.tags.iter().zip(&company.tags).map(|(tag, id)| (format!("\"tag:{}\"", tag.slug), id.0)));
    ids.extend(content.company.teams.iter().zip(&company.teams).map(|(of, id)| (format!("\"team:{}\"", of.key), id.0)));
    for one in &content.tools.views {
        let text = ids.iter().fold(one.condition.clone(), |text, (word, id)| text.replace(word, &id.to_string()));
        let wish = ViewWish {
            audience: Audience::Everyone,
            name_en: in_(&one.name, Language::English),
            name_ja: in_(&one.name, Language::Japanese),
            glyph: one.glyph,
            tone: one.tone,
            condition: Condition::read(&text)?,
            layout: None,
            counted: false,
        };
        ticket::create_view(tx, None, wish)?;
    }
    Ok(())
}

/// While others have the word, and in the nights, nothing counts.
fn promise(tx: &mut Tx, content: &Content, language: Language) -> Done<()> {
    let (office, zone) = (&content.tools.calendar, &content.company.time_zone);
    let day = hours_read(&office.hours)?;
    let week = std::array::from_fn(|weekday| if weekday < 5 { day.clone() } else { Vec::new() });
    let hours = Hours { week, lists: HolidayList::of_zone(zone).into_iter().collect(), ..Hours::usual(zone) };
    let calendar = sla::create_calendar(tx, CalendarWish { name: in_(&office.name, language), hours })?;
    for one in &content.tools.policies {
        let terms = Terms {
            calendar: Some(calendar),
            promises: vec![
                within(Target::FirstResponse, &one.first_response),
                within(Target::Resolution, &one.resolution),
            ],
            pauses: vec![Category::Pending, Category::OnHold],
            pauses_snoozed: true,
            notes_answer: false,
            steps: one.steps.clone(),
        };
        let condition = one.condition.as_deref().map(Condition::read).transpose()?.unwrap_or_default();
        sla::create_policy(tx, PolicyWish { name: in_(&one.name, language), condition, terms })?;
    }
    Ok(())
}

fn within(target: Target, hours: &BTreeMap<Priority, u32>) -> Promise {
    hours.iter().fold(Promise::nothing(target), |promise, (priority, hours)| promise.with(*priority, hours * 60))
}

/// What is still to be done on open tickets: every agent has something, and each list of steps is in use.
pub fn remember(tx: &mut Tx, stage: &Stage, stories: &[Story], language: Language) -> Done<()> {
    let (content, company) = (stage.content, &stage.company);
    let open = open(stage, stories);
    for (list, id) in content.tools.checklists.iter().zip(&company.checklists) {
        let of = team(content, company, &list.team)?;
        let keeper = company.agents.iter().find(|actor| actor.level(of) == Level::Full);
        let newest = open.iter().find(|(story, _)| company.teams[story.team] == of);
        if let (Some(keeper), Some((_, number))) = (keeper, newest) {
            perhaps(tx, |tx| tx.act_as(keeper.clone(), |tx| ticket::apply_checklist(tx, *number, *id)))?;
        }
    }
    for (place, actor) in company.agents.iter().enumerate().filter(|(_, actor)| actor.role() != Some(Role::Light)) {
        let answers = |(story, _): &&(&Story, TicketNumber)| actor.level(company.teams[story.team]) >= Level::Reply;
        let mut theirs: Vec<_> = open.iter().filter(answers).collect();
        // Their own come first.
        theirs.sort_by_key(|(story, _)| story.assignee != Some(place));
        for (nth, ((story, number), due)) in theirs.into_iter().zip(DUE).enumerate() {
            let fits: Vec<&Task> =
                content.tools.tasks.iter().filter(|task| is_of(task, &content.company.teams[story.team].key)).collect();
            let Some(task) = fits.get((place + nth) % fits.len().max(1)) else { continue };
            let due = Some(tx.now().plus(due));
            let what =
                TaskFacts { text: in_(&task.text, language), owner: actor.person(), due, ..TaskFacts::default() };
            perhaps(tx, |tx| tx.act_as(actor.clone(), |tx| ticket::add_task(tx, *number, what)))?;
        }
    }
    Ok(())
}

fn is_of(task: &Task, team: &str) -> bool {
    task.team.as_deref().is_none_or(|of| of == team)
}

/// The newest first.
fn open<'a, 's>(stage: &Stage, stories: &'a [Story<'s>]) -> Vec<(&'a Story<'s>, TicketNumber)> {
    let goes_on = |story: &Story| match story.status {
        Status::New | Status::Open | Status::Pending | Status::OnHold => true,
        Status::Solved | Status::Closed | Status::Spam => false,
    };
    let all = stories.iter().enumerate().rev().filter(|(_, story)| goes_on(story));
    all.filter_map(|(place, story)| Some((story, stage.numbers[place]?))).collect()
}

/// One that was thrown away by now has nothing to be done.
fn perhaps<T>(tx: &mut Tx, act: impl FnOnce(&mut Tx) -> Done<T>) -> Done<()> {
    match tx.attempt(act) {
        Ok(_) | Err(Error::Refused(_)) => Ok(()),
        Err(error) => Err(error),
    }
}

fn team(content: &Content, company: &Company, key: &str) -> Done<TeamId> {
    let place = content.company.teams.iter().position(|team| team.key == key);
    Ok(place.map(|place| company.teams[place]).ok_or_else(|| Fault::new(format!("there is no team {key}")))?)
}

fn tags(content: &Content, company: &Company, slugs: &[String]) -> Done<Vec<TagId>> {
    let id = |slug: &String| -> Done<TagId> {
        let place = content.company.tags.iter().position(|tag| tag.slug == *slug);
        Ok(place.map(|place| company.tags[place]).ok_or_else(|| Fault::new(format!("there is no tag {slug}")))?)
    };
    slugs.iter().map(id).collect()
}

fn status(company: &Company, status: Status) -> Done<StatusId> {
    let found = company.statuses.iter().find(|(of, _)| *of == status.settles());
    Ok(found.map(|(_, id)| *id).ok_or_else(|| Fault::new("a category without a status"))?)
}

/// The placeholders of the threads as the variables of macros.
fn with_variables(text: &str) -> String {
    let words = [
        ("{customer_call}", "{{ requester.name }}"),
        ("{agent}", "{{ agent.name }}"),
        ("{agent_call}", "{{ agent.name }}"),
    ];
    words.iter().fold(text.trim().to_owned(), |text, (word, variable)| text.replace(word, variable))
}

fn in_(both: &Both, language: Language) -> String {
    both.in_(language).to_owned()
}

#[cfg(test)]
mod tests {
    use crate::demo::grow::tests::grown;
    use desk::Actor;
    use desk::sla::{SlaState, Tell};
    use desk::ticket::{View, WorkedBy};
    use service::{conversation, people, sla, ticket};

    testing::on_both! {
        async fn what_agents_work_with_is_there_and_everybody_has_something_to_do(world: World) {
            grown(&world, 60).await;
            let agents = world.desk.ask(Actor::System, people::agents).await.unwrap();
            let mut busy = 0;
            for (person, agent) in agents {
                let found = world.desk.ask(agent.actor(), |read| Ok((
                    (conversation::macros_ahead(read, base::Language::Japanese)?.len(), ticket::templates(read)?.len()),
                    (ticket::checklists(read)?.len(), ticket::saved_views(read)?.len()),
                    ticket::my_tasks(read)?.len(),
                )));
                let (texts, lists, tasks) = found.await.unwrap();
                assert!(texts.0 >= 3 && texts.1 == 3 && lists.0 == 3 && lists.1 >= 4, "{}: {texts:?} {lists:?}", person.name);
                busy += usize::from(tasks > 0);
            }
            assert!(busy > 3, "{busy}");
            let day = |year| desk::sla::Day::of(year, 1, 1).unwrap();
            let all = (day(2000), day(2199));
            let sums = world.desk.ask(Actor::System, move |read| Ok(store::ticket::times::sums(read, &desk::Scope::All, all, None, WorkedBy::Activity, 9)?));
            assert!(sums.await.unwrap().entries > 5);
        }

        async fn what_is_promised_is_mostly_kept_and_lists_say_when_it_is_due(world: World) {
            grown(&world, 200).await;
            let asked = world.desk.ask(Actor::System, |read| {
                let open = ticket::list(read, View::AllOpen, None, 200)?.lines;
                let hours = sla::calendars(read)?.remove(0);
                Ok((open, sla::figures(read, "2000-01", "2999-12")?.0, hours, sla::policies(read)?))
            });
            let (open, cells, hours, policies) = asked.await.unwrap();
            let clocks = |state| cells.iter().filter(|cell| cell.state == state).map(|cell| cell.clocks).sum::<i64>();
            let (met, broken) = (clocks(SlaState::Met), clocks(SlaState::Breached));
            assert!(broken > 0 && met > 2 * broken, "{met} kept, {broken} broken");
            let now = world.desk.now();
            assert!(open.iter().any(|line| line.ticket.due_at.is_some_and(|due| due > now)));
            assert_eq!((hours.name.as_str(), hours.now().unwrap().hours.zone.as_str()), ("Opening hours", "Asia/Tokyo"));
            for policy in policies {
                let told = |who| policy.wish.terms.steps.iter().any(|step| step.tell.contains(&who));
                assert!([Tell::Team, Tell::Assignee, Tell::Leads].into_iter().all(told), "{}", policy.wish.name);
            }
            // Nobody was told of what is over, and nobody waits for anything to be reckoned.
            assert_eq!(world.desk.ask(Actor::System, service::whole::job_counts).await.unwrap(), vec![]);
        }
    }
}
