//! What the reader of the log does: whoever wants to hear of an event gets a row, once.

use super::wishes::{of_role, rests_until};
use crate::channel::{Deciding, deciding};
use crate::conversation::concerned;
use crate::people::manager_for;
use base::Moment;
use desk::channel::courtesy;
use desk::conversation::{Message, MessageId, MessageKind};
use desk::event::Who;
use desk::notification::{Matrix, Medium, Notification, NotificationId, Occasion, Reach, Stake, Wishes};
use desk::people::{Agent, PersonId};
use desk::ticket::{Place, ReferredTo, Snooze, Ticket, TicketId};
use desk::{Done, Event, Level, Recorded};
use std::time::Duration;
use store::automation::rules;
use store::channel::{guards, letters};
use store::conversation::{messages, sides};
use store::flow::flows;
use store::notification::{mutes, notifications, wishes};
use store::people::agents;
use store::ticket::{people, tasks, tickets};
use store::{Tx, events};

/// Somebody whose browser was in use within this time will probably see it there.
const HERE: Duration = Duration::from_secs(5 * 60);
/// They get so long to look before a letter or a push goes.
const PATIENCE: Duration = Duration::from_secs(60);

/// Something to be told.
struct News {
    occasion: Occasion,
    ticket: TicketId,
    message: Option<MessageId>,
    whom: Whom,
    /// Who said it.
    author: Option<PersonId>,
}

enum Whom {
    These(Vec<PersonId>),
    /// Whoever wants to hear of such a thing, no further away than this.
    Within(Reach),
}

/// A desk that learns to tell begins with today, not with all that ever happened. What was done quietly is told to nobody;
/// what follows from it is.
pub fn follow(tx: &mut Tx, recorded: &Recorded) -> Done<()> {
    taken(tx, &recorded.event)?;
    if recorded.quiet || tx.now().since(recorded.at) > courtesy::FRESH {
        return Ok(());
    }
    let Some(news) = news(tx, recorded)? else { return Ok(()) };
    let ticket = tickets::by_id(tx, news.ticket)?;
    let Some(ticket) = ticket.filter(|ticket| !matches!(ticket.place(), Place::Spam | Place::Trash)) else {
        return Ok(());
    };
    let hearing = match &news.whom {
        Whom::These(people) => {
            let found = people.iter().map(|person| wishes::of(tx, *person)).collect::<Result<Vec<_>, _>>()?;
            found.into_iter().flatten().collect()
        }
        Whom::Within(_) => wishes::all(tx)?,
    };
    let (_, mut followers) = people::circle(tx, ticket.id)?;
    // Whoever answered last and whoever looks after the organization stand as near to it as who follows it.
    followers.extend(messages::last_responder(tx, ticket.id)?);
    followers.extend(manager_for(tx, ticket.organization)?);
    let about = About { recorded, news: &news, ticket: &ticket, followers: &followers };
    let mut heard = Vec::new();
    for (agent, wishes) in hearing {
        if tell(tx, &about, &agent, &wishes)? {
            heard.push(agent.person);
        }
    }
    if !heard.is_empty() {
        tx.record(Event::InboxChanged { people: heard })?;
    }
    Ok(())
}

/// A new ticket that somebody has by now, or that waits for nobody, is news no more, but to whoever hears of every one.
fn taken(tx: &mut Tx, event: &Event) -> Done<()> {
    let (Event::AssigneeChanged { ticket, to: Some(_), .. }
    | Event::StatusChanged { ticket, .. }
    | Event::TicketTrashed { ticket }
    | Event::TicketMarkedSpam { ticket }
    | Event::TicketMerged { ticket, .. }) = event
    else {
        return Ok(());
    };
    let Some(ticket) = tickets::by_id(tx, *ticket)? else { return Ok(()) };
    let nobodys = ticket.assignee.is_none();
    let even_theirs = match ticket.place() {
        Place::Open | Place::Snoozed if nobodys => return Ok(()),
        Place::Open | Place::Snoozed | Place::Closed => false,
        Place::Spam | Place::Trash | Place::Merged => true,
    };
    let mut people = Vec::new();
    for (id, person) in notifications::of_new(tx, ticket.id)? {
        if ticket.assignee == Some(person) {
            continue;
        }
        let hears_all = match wishes::of(tx, person)? {
            Some((agent, wishes)) => {
                let matrix = matrix(tx, &agent, &wishes)?;
                Medium::ALL.iter().any(|medium| matrix.of(Occasion::Created, *medium) == Reach::All)
            }
            None => false,
        };
        if even_theirs || !hears_all {
            notifications::withdraw(tx, id)?;
            people.push(person);
        }
    }
    if !people.is_empty() {
        tx.record(Event::InboxChanged { people })?;
    }
    Ok(())
}

/// What somebody wishes to hear of: their own table, else that of their role.
fn matrix(tx: &mut Tx, agent: &Agent, wishes: &Wishes) -> Done<Matrix> {
    match &wishes.matrix {
        Some(matrix) => Ok(matrix.clone()),
        None => of_role(tx, agent.role),
    }
}

/// What happened, on which ticket, and who is near to it without having it.
struct About<'a> {
    recorded: &'a Recorded,
    news: &'a News,
    ticket: &'a Ticket,
    followers: &'a [PersonId],
}

/// True: it stands in their list now.
fn tell(tx: &mut Tx, about: &About<'_>, agent: &Agent, wishes: &Wishes) -> Done<bool> {
    let About { recorded, news, ticket, followers } = *about;
    let (occasion, person) = (news.occasion, agent.person);
    let did_it = recorded.who == Who::Person(person) || news.author == Some(person);
    if did_it || agent.actor().may_read(ticket).is_err() {
        return Ok(false);
    }
    let Some(near) = nearness(news, ticket, followers, agent) else { return Ok(false) };
    let mut media = matrix(tx, agent, wishes)?.media(occasion, near);
    media.mail &= !occasion.reaches(Medium::Mail).is_empty();
    if !media.any() || (!occasion.is_personal() && mutes::covers(tx, person, ticket)?) {
        return Ok(false);
    }
    // Who is called in a note hears that they are called.
    if occasion == Occasion::Noted
        && news.message.map(|id| notifications::is_called(tx, person, id)).transpose()? == Some(true)
    {
        return Ok(false);
    }
    // Whoever has not looked at a new one yet need not hear that it came to them from elsewhere.
    if matches!(recorded.event, Event::TeamChanged { .. }) && notifications::is_new(tx, person, ticket.id)? {
        return Ok(false);
    }
    let due = if media.goes_out() { Some(due(tx, person, wishes)?) } else { None };
    let new = Notification {
        id: NotificationId(0),
        person,
        ticket: ticket.id,
        message: news.message,
        position: recorded.place.position,
        occasion,
        at: recorded.at,
        app: media.app,
        mail: media.mail,
        push: media.push,
        chat: media.chat,
        held: due.is_some_and(|(_, held)| held),
        seen_at: None,
        due_at: due.map(|(at, _)| at),
    };
    Ok(notifications::add(tx, &new)? && media.app)
}

/// None: this is not for them.
fn nearness(news: &News, ticket: &Ticket, followers: &[PersonId], agent: &Agent) -> Option<Reach> {
    let stake = Stake {
        assigned: ticket.assignee == Some(agent.person),
        follows: followers.contains(&agent.person),
        in_team: agent.level(ticket.team) > Level::None,
    };
    match news.whom {
        Whom::These(_) => Some(Reach::Mine),
        // Whoever has it by now hears that they have it; of what a colleague has hears who hears of every one.
        Whom::Within(_) if news.occasion == Occasion::Created && stake.assigned => None,
        Whom::Within(most) if news.occasion == Occasion::Created => {
            let near = if ticket.assignee.is_some() { Reach::All } else { stake.reach().max(Reach::Teams) };
            Some(near).filter(|near| *near <= most)
        }
        Whom::Within(most) => Some(stake.reach()).filter(|near| *near <= most),
    }
}

/// When a letter or a push goes, and whether that is because they are away or it is quiet.
fn due(tx: &mut Tx, person: PersonId, wishes: &Wishes) -> Done<(Moment, bool)> {
    let now = tx.now();
    let here = notifications::last_here(tx, person)?.is_some_and(|at| now.since(at) < HERE);
    let then = if here { now.plus(PATIENCE) } else { now };
    Ok(rests_until(tx, person, wishes, then)?.map_or((then, false), |until| (until, true)))
}

/// What an event is to people, if anything.
fn news(tx: &mut Tx, recorded: &Recorded) -> Done<Option<News>> {
    let around = |occasion, ticket, message| {
        Some(News { occasion, ticket, message, whom: Whom::Within(Reach::All), author: None })
    };
    let these = |occasion, ticket, message, people| {
        Some(News { occasion, ticket, message, whom: Whom::These(people), author: None })
    };
    let event = &recorded.event;
    Ok(if let Event::TicketCreated { ticket, .. } = event {
        around(Occasion::Created, *ticket, None)
    } else if let Event::NobodyStandsIn { ticket, .. } = event {
        // It is as good as new, unless it has found somebody at once.
        let nobodys = tickets::by_id(tx, *ticket)?.is_some_and(|ticket| ticket.assignee.is_none());
        around(Occasion::Created, *ticket, None).filter(|_| nobodys)
    } else if let Event::TeamChanged { ticket, .. } = event {
        // To the team it comes to, it is as good as new.
        let chosen = matches!(recorded.who, Who::Person(_) | Who::Rule(_) | Who::Flow(_));
        let whom = Whom::Within(Reach::Teams);
        let news = News { occasion: Occasion::Created, ticket: *ticket, message: None, whom, author: None };
        chosen.then_some(news)
    } else if let Event::AssigneeChanged { ticket, to: Some(agent), .. } = event {
        these(Occasion::Assigned, *ticket, None, vec![*agent])
    } else if let Event::TicketReferred { ticket, to, .. } = event {
        these(Occasion::Referred, *ticket, None, meant(tx, *to)?)
    } else if let Event::PersonMentioned { ticket, message, person } = event {
        these(Occasion::Mentioned, *ticket, Some(*message), vec![*person])
    } else if let Event::FollowerAdded { ticket, person } = event {
        // Whoever was called in a note hears that they were called.
        let chosen = matches!(recorded.who, Who::Person(_)) && is_meant(tx, recorded)?;
        these(Occasion::Added, *ticket, None, vec![*person]).filter(|_| chosen)
    } else if let Event::MessageReceived { ticket, message } = event {
        received(tx, *ticket, *message)?
    } else if let Event::MessageSent { ticket, message } = event {
        // What waits for a second person answers nobody before it is let go.
        let letter = letters::of_message(tx, *message)?;
        let asked = letter.map(|letter| guards::of_letter(tx, letter.id)).transpose()?.flatten();
        if asked.is_some() { None } else { said(tx, Occasion::Replied, *ticket, *message)? }
    } else if let Event::NoteAdded { ticket, message } = event {
        said(tx, Occasion::Noted, *ticket, *message)?
    } else if let Event::DraftCommented { ticket, person } = event {
        these(Occasion::Noted, *ticket, None, vec![*person])
    } else if let Event::TaskCommented { ticket, people, .. } = event {
        these(Occasion::Noted, *ticket, None, people.clone())
    } else if let Event::TaskAdded { ticket, task, .. } = event {
        let owner = tasks::load(tx, *task)?.and_then(|task| task.what.owner);
        owner.and_then(|owner| these(Occasion::Task, *ticket, None, vec![owner]))
    } else if let Event::TaskChanged { ticket, from, to, .. } = event {
        let owner = to.owner.filter(|_| to.owner != from.owner);
        owner.and_then(|owner| these(Occasion::Task, *ticket, None, vec![owner]))
    } else if let Event::TaskCameDue { ticket, person, .. } = event {
        these(Occasion::TaskDue, *ticket, None, vec![*person])
    } else if let Event::StatusChanged { ticket, .. } = event {
        // What follows from an answer by itself is told by the answer.
        let chosen = matches!(recorded.who, Who::Rule(_) | Who::Flow(_))
            || (matches!(recorded.who, Who::Person(_)) && recorded.cause.is_none());
        around(Occasion::Status, *ticket, None).filter(|_| chosen)
    } else if let Event::TicketRated { ticket, .. } = event {
        around(Occasion::Rated, *ticket, None)
    } else if let Event::TicketWoken { ticket, from: Snooze::Until(until) } = event {
        // At its moment; whom a message woke hears of the message.
        let by_itself = recorded.who == Who::System && *until <= recorded.at;
        around(Occasion::Woken, *ticket, None).filter(|_| by_itself)
    } else if let Event::SlaWarned { ticket, .. }
    | Event::SlaBreached { ticket, .. }
    | Event::DeadlineCame { ticket, .. } = event
    {
        around(Occasion::Due, *ticket, None)
    } else if let Event::ApprovalAsked { ticket, asked, .. } = event {
        these(Occasion::Approval, *ticket, None, asked.clone())
    } else if let Event::ApprovalEscalated { ticket, person, .. } = event {
        these(Occasion::Approval, *ticket, None, vec![*person])
    } else if let Event::SideAnswered { ticket, side, message, .. } = event {
        let (found, said) = (tickets::by_id(tx, *ticket)?, heard(tx, *message)?);
        match (found, sides::load(tx, *side)?, said) {
            (Some(found), Some(side), Some(said)) => {
                let people = concerned(&side, &found);
                these(Occasion::Side, found.id, Some(*message), people).map(|news| News { author: said.author, ..news })
            }
            _ => None,
        }
    } else if let Event::FlowFailed { ticket, flow, .. } = event {
        let author = flows::versions(tx, *flow)?.first().and_then(|version| version.author);
        author.and_then(|author| these(Occasion::Stopped, *ticket, None, vec![author]))
    } else if let Event::RuleFailed { ticket, rule, .. } = event {
        let author = rules::versions(tx, *rule)?.first().and_then(|version| version.author);
        author.and_then(|author| these(Occasion::Stopped, *ticket, None, vec![author]))
    } else if let Event::LetterAwaits { letter, ticket: Some(ticket), .. } = event {
        let news = |Deciding { message, writer, deciders }| News {
            occasion: Occasion::Release,
            ticket: *ticket,
            message: Some(message),
            whom: Whom::These(deciders),
            author: writer,
        };
        deciding(tx, *letter)?.map(news)
    } else if let Event::LetterApproved { letter, ticket: Some(ticket) } = event {
        let message = letters::load(tx, *letter)?.and_then(|letter| letter.message);
        let reply = message.map(|id| messages::load(tx, id)).transpose()?.flatten();
        match reply.filter(|message| message.kind == MessageKind::Reply) {
            Some(reply) => said(tx, Occasion::Replied, *ticket, reply.id)?,
            None => None,
        }
    } else if let Event::LetterDeclined { letter, ticket: Some(ticket), .. } = event {
        let writer = deciding(tx, *letter)?.and_then(|deciding| deciding.writer);
        writer.and_then(|writer| these(Occasion::Returned, *ticket, None, vec![writer]))
    } else if let Event::LetterFailed { letter, .. }
    | Event::LetterUncertain { letter, .. }
    | Event::LetterBounced { letter, .. } = event
    {
        let letter = letters::load(tx, *letter)?.filter(|letter| !letter.kind.automatic());
        let message = letter.as_ref().and_then(|letter| letter.message);
        let author = message.map(|id| messages::load(tx, id)).transpose()?.flatten().and_then(|said| said.author);
        match (letter.and_then(|letter| letter.ticket), author) {
            (Some(ticket), Some(author)) => these(Occasion::Failed, ticket, message, vec![author]),
            _ => None,
        }
    } else {
        None
    })
}

/// It follows from nothing, or is what a macro did with what was sent.
fn is_meant(tx: &mut Tx, recorded: &Recorded) -> Done<bool> {
    let Some(cause) = recorded.cause else { return Ok(true) };
    Ok(events::load(tx, cause)?.is_some_and(|cause| cause.event.tells_of().is_some()))
}

/// Whoever comes to a ticket by a referral.
fn meant(tx: &mut Tx, to: ReferredTo) -> Done<Vec<PersonId>> {
    let team = match to {
        ReferredTo::Person(person) => return Ok(vec![person]),
        ReferredTo::Team(team) => team,
    };
    let in_team = |agent: &Agent| agent.active && agent.level(team) > Level::None;
    let all = agents::all(tx)?.into_iter().filter(|(_, agent)| in_team(agent));
    Ok(all.map(|(person, _)| person.id).collect())
}

/// Machines tell nobody anything, and of old mail that was brought in nobody wants to hear.
fn heard(tx: &mut Tx, message: MessageId) -> Done<Option<Message>> {
    let fresh = tx.now().minus(courtesy::FRESH);
    Ok(messages::load(tx, message)?.filter(|message| !message.automatic && message.at >= fresh))
}

/// With what a new ticket says it is told as new; whoever has it by now hears what it says.
fn received(tx: &mut Tx, ticket: TicketId, message: MessageId) -> Done<Option<News>> {
    let Some(said) = heard(tx, message)? else { return Ok(None) };
    let most = if notifications::is_first(tx, ticket, message)? { Reach::Followed } else { Reach::All };
    let (occasion, whom) = (Occasion::Received, Whom::Within(most));
    Ok(Some(News { occasion, ticket, message: Some(message), whom, author: said.author }))
}

fn said(tx: &mut Tx, occasion: Occasion, ticket: TicketId, message: MessageId) -> Done<Option<News>> {
    let said = messages::load(tx, message)?.filter(|said| !said.taken_back);
    let whom = Whom::Within(Reach::All);
    Ok(said.map(|said| News { occasion, ticket, message: Some(message), whom, author: said.author }))
}
