//! Where a message comes in: who is let in, what filters and trusted headers make of it, and what its ticket gets.

use super::decide::withheld;
use super::find::{Belongs, Question};
use super::place;
use super::post::post_automatic;
use crate::form::{looked_up, set_field, set_topic};
use crate::ticket::{assign, home as home_of, move_to_team, set_kind, set_priority, set_tags};
use desk::channel::{
    Admits, Decided, Decision, Declined, Entry, Evidence, Keep, LetterKind, Nature, NewLetter, Sets, Standing, Verdict,
    Way, entry as doors, sift,
};
use desk::condition::MailFacts;
use desk::conversation::Thread;
use desk::form::{Answers, Holder, Topic};
use desk::people::{PersonId, TeamId};
use desk::ticket::{Kind, Priority, TagId, TicketId, letter_subject};
use desk::{Done, Error, Fault};
use std::time::Duration;
use store::channel::{filters, mailboxes, outbox};
use store::form::{fields, topics};
use store::people::{agents, organizations, teams};
use store::ticket::{tags, tickets};
use store::{Read, Tx};

/// What was wanted, as far as it can be: of ids those that are there, of texts those that fit their field.
#[derive(Default)]
pub(super) struct Settled {
    pub team: Option<TeamId>,
    pub priority: Option<Priority>,
    pub kind: Option<Kind>,
    pub topic: Option<Topic>,
    pub assignee: Option<PersonId>,
    pub tags: Vec<TagId>,
    pub answers: Answers,
}

/// What headers and filters say together.
struct Wanted {
    settled: Settled,
    keep: Keep,
    evidence: Vec<Evidence>,
}

/// It goes on with a ticket.
pub(super) fn joins(tx: &mut Tx, question: &Question, belongs: Belongs, more: Vec<Evidence>) -> Done<Decided> {
    // What colleagues say, and what is said beside a ticket, is nobody's post.
    if belongs.standing == Standing::Agent || belongs.side.is_some() {
        return place::where_it_belongs(tx, question, belongs, more);
    }
    let Wanted { settled, keep, evidence } = wanted(tx, question, Way::Reply)?;
    let evidence: Vec<Evidence> = more.into_iter().chain(evidence).collect();
    match keep {
        Keep::Kept => {
            let decided = place::where_it_belongs(tx, question, belongs, evidence)?;
            if let Some(ticket) = decided.ticket {
                give(tx, ticket, settled)?;
            }
            Ok(decided)
        }
        Keep::Spam => place::spam(tx, question, evidence, settled),
        Keep::Ignored | Keep::Refused => Ok(ignored(evidence)),
    }
}

/// It would begin a ticket.
pub(super) fn begins(tx: &mut Tx, question: &Question, mut evidence: Vec<Evidence>) -> Done<Decided> {
    // Where a ticket stands for it already it is kept, whatever anybody says now.
    let stands = question.intake.ticket.is_some();
    let entry = entry_of(tx, question)?;
    if let Some(why) = barred(tx, question, &entry)?.filter(|_| !stands) {
        evidence.push(why);
        return if entry.tells { decline(tx, question, evidence) } else { Ok(ignored(evidence)) };
    }
    let Wanted { settled, keep, evidence: more } = wanted(tx, question, Way::New)?;
    evidence.extend(more);
    match keep {
        Keep::Spam => place::spam(tx, question, evidence, settled),
        Keep::Ignored if !stands => Ok(ignored(evidence)),
        Keep::Refused if !stands => decline(tx, question, evidence),
        Keep::Kept | Keep::Ignored | Keep::Refused => place::begin(tx, question, evidence, settled),
    }
}

/// How its mailbox lets mail in.
pub(super) fn entry_of(read: &mut Read, question: &Question) -> Done<Entry> {
    let entry = question.intake.mailbox.map(|id| mailboxes::entry(read, id)).transpose()?.flatten();
    Ok(entry.unwrap_or_default())
}

/// Why its author may not begin a ticket; none: they may. Whose domain says that it is forged is not who it says.
pub(super) fn barred(read: &mut Read, question: &Question, entry: &Entry) -> Done<Option<Evidence>> {
    let author = &question.author;
    if *entry == Entry::default() || author.agent || author.ours {
        return Ok(None);
    }
    let genuine = !question.arrival.is_forged();
    let admitted = match (entry.admits, &author.address) {
        (Admits::Everybody, _) => true,
        (Admits::Known, Some(address)) => {
            let known = author.person.is_some() || organizations::with_domain(read, &address.domain())?.is_some();
            known && genuine
        }
        (Admits::Listed, Some(address)) => entry.lists(address) && genuine,
        (Admits::Known | Admits::Listed, None) => false,
    };
    let address = author.address.as_ref();
    Ok(if !admitted {
        Some(Evidence::NotAdmitted { address: address.map(ToString::to_string).unwrap_or_default() })
    } else if entry.answerable && question.arrival.answerable == Some(false) {
        Some(Evidence::Unanswerable { domain: address.map(base::Email::domain).unwrap_or_default() })
    } else {
        None
    })
}

/// What conditions may ask of it.
pub(super) fn facts(question: &Question) -> MailFacts {
    let (intake, arrival, author) = (question.intake, question.arrival, &question.author);
    let written = arrival.author(|email| question.is_ours(email));
    let shown = |addresses: &[base::Address]| addresses.iter().map(|one| one.email.canonical()).collect::<Vec<_>>();
    let mut recipients = shown(&arrival.to);
    recipients.extend(shown(&arrival.cc));
    recipients.extend(arrival.delivered_to.iter().map(base::Email::canonical));
    recipients.extend(intake.recipients.iter().map(|address| address.to_lowercase()));
    recipients.truncate(MOST_RECIPIENTS);
    let verdicts = &arrival.verdicts;
    let files = || arrival.files.iter().filter(|file| !file.inline);
    let acquaintance = if author.agent {
        "agent"
    } else if author.person.is_some() {
        "known"
    } else {
        "unknown"
    };
    MailFacts {
        sender: author.address.as_ref().map(base::Email::canonical).unwrap_or_default(),
        sender_name: written.and_then(|one| one.name.clone()).unwrap_or_default(),
        sender_domain: author.address.as_ref().map(base::Email::domain).unwrap_or_default(),
        acquaintance,
        envelope: intake.sender.clone(),
        reply_to: shown(&arrival.reply_to),
        recipients,
        mailbox: intake.mailbox,
        subject: arrival.subject.clone(),
        said: if arrival.new_text.is_empty() { arrival.text.clone() } else { arrival.new_text.clone() },
        text: arrival.text.clone(),
        header: arrival.header.iter().map(|(name, value)| format!("{name}: {value}")).collect(),
        file_names: files().map(|file| file.name.clone()).collect(),
        file_types: files().map(|file| file.content_type.to_lowercase()).collect(),
        largest_file: files().map(|file| file.size).max().unwrap_or_default(),
        size: intake.size,
        nature: arrival.nature.name(),
        language: arrival.language.map(base::Language::tag),
        verdicts: [verdicts.spf, verdicts.dkim, verdicts.dmarc, verdicts.arc].map(Verdict::name),
        spam_mark: arrival.spam_mark,
        spam_score: arrival.spam_score,
    }
}

/// Recipients of one message that are asked about.
const MOST_RECIPIENTS: usize = 500;

fn wanted(tx: &mut Tx, question: &Question, way: Way) -> Done<Wanted> {
    let mut evidence = Vec::new();
    let by_header = if way == Way::New { said_in_header(tx, question, &mut evidence)? } else { Sets::default() };
    let filters = filters::all(tx)?;
    let sifted = if filters.is_empty() { Default::default() } else { sift(filters.iter(), &facts(question), way) };
    evidence.extend(sifted.by.iter().map(|filter| Evidence::Filtered { filter: filter.clone() }));
    let last = || sifted.by.last().cloned().unwrap_or_default();
    match sifted.keep {
        Keep::Kept => (),
        Keep::Spam => evidence.push(Evidence::FilteredSpam { filter: last() }),
        Keep::Ignored | Keep::Refused => evidence.push(Evidence::FilteredOut { filter: last() }),
    }
    evidence.extend(sifted.silent.clone().map(|filter| Evidence::FilteredSilent { filter }));
    let settled = settled(tx, by_header.and(sifted.sets), &mut evidence)?;
    Ok(Wanted { settled, keep: sifted.keep, evidence })
}

/// What a system we trust has written into the header.
fn said_in_header(tx: &mut Tx, question: &Question, evidence: &mut Vec<Evidence>) -> Done<Sets> {
    let header = &question.arrival.header;
    let said = doors::Said::of(header);
    if said.is_silent() {
        return Ok(Sets::default());
    }
    let secret = header.iter().find(|(name, _)| name.eq_ignore_ascii_case(doors::SECRET));
    let entry = entry_of(tx, question)?;
    if !entry.trusts(secret.map(|(_, value)| value.as_str()), question.intake.client.remote) {
        // Where nobody is trusted nobody wonders.
        evidence.extend(entry.trusts_somebody().then_some(Evidence::HeadersIgnored {}));
        return Ok(Sets::default());
    }
    evidence.push(Evidence::HeadersTrusted {});
    let mut sets = Sets::default();
    let mut unknown = |what: &str, value: &str| {
        evidence.push(Evidence::NotSet { what: what.to_owned(), value: value.chars().take(200).collect() });
    };
    if let Some(name) = &said.team {
        let same = |team: &&desk::people::Team| team.name.to_lowercase() == name.to_lowercase();
        sets.team = teams::all(tx)?.iter().find(same).map(|team| team.id);
        if sets.team.is_none() {
            unknown("X-Kippu-Team", name);
        }
    }
    if let Some(word) = &said.priority {
        sets.priority = Priority::named(word);
        if sets.priority.is_none() {
            unknown("X-Kippu-Priority", word);
        }
    }
    if let Some(word) = &said.kind {
        sets.kind = Kind::named(word);
        if sets.kind.is_none() {
            unknown("X-Kippu-Type", word);
        }
    }
    if let Some(name) = &said.topic {
        let same = |topic: &&Topic| topic.wish.name.en == *name || topic.wish.name.ja == *name;
        sets.topic = topics::all(tx)?.iter().find(same).map(|topic| topic.id);
        if sets.topic.is_none() {
            unknown("X-Kippu-Topic", name);
        }
    }
    for name in &said.tags {
        match tags::named(tx, name)? {
            Some(tag) => sets.tags.push(tag.id),
            None => unknown("X-Kippu-Tags", name),
        }
    }
    let book = fields::book(tx, Holder::Ticket)?;
    for (key, value) in said.fields {
        match book.fields.iter().find(|field| field.key.eq_ignore_ascii_case(&key.replace('-', "_"))) {
            Some(field) => sets.fields.push((field.id, value)),
            None => unknown(&format!("X-Kippu-Field-{key}"), &value),
        }
    }
    Ok(sets)
}

fn settled(tx: &mut Tx, sets: Sets, evidence: &mut Vec<Evidence>) -> Done<Settled> {
    if sets == Sets::default() {
        return Ok(Settled::default());
    }
    let team = match sets.team {
        Some(team) => teams::load(tx, team)?.map(|team| team.id),
        None => None,
    };
    let topic = sets.topic.map(|id| topics::load(tx, id)).transpose()?.flatten().filter(|topic| topic.wish.active);
    let assignee = match sets.assignee {
        Some(agent) => agents::load(tx, agent)?.filter(|agent| agent.active).map(|_| agent),
        None => None,
    };
    let tags = if sets.tags.is_empty() { Vec::new() } else { tags::some(tx, &sets.tags)? };
    let answers = answers(tx, sets.fields, evidence)?;
    let tags = tags.into_iter().map(|tag| tag.id).collect();
    Ok(Settled { team, priority: sets.priority, kind: sets.kind, topic, assignee, tags, answers })
}

/// Texts as values of their fields; of those that are none it is said.
fn answers(read: &mut Read, typed: Vec<(desk::form::FieldId, String)>, evidence: &mut Vec<Evidence>) -> Done<Answers> {
    let mut answers = Answers::new();
    if typed.is_empty() {
        return Ok(answers);
    }
    let (book, zone) = (fields::book(read, Holder::Ticket)?, crate::house::load(read)?.time_zone);
    for (id, text) in typed {
        let Some(field) = book.field(id).filter(|field| field.active && !field.nature.is_computed()) else { continue };
        match looked_up(read, field, std::slice::from_ref(&text), &zone) {
            Ok(Some(value)) => drop(answers.insert(id, value)),
            Ok(None) => {}
            Err(Error::Refused(_) | Error::Missing) => {
                evidence.push(Evidence::NotSet { what: field.key.clone(), value: text.chars().take(200).collect() });
            }
            Err(error @ (Error::Conflict | Error::Fault(_))) => return Err(error),
        }
    }
    Ok(answers)
}

/// By the verbs that people use, to a ticket that is there. What it does not take, a closed one for instance, it does
/// not get.
pub(super) fn give(tx: &mut Tx, ticket: TicketId, settled: Settled) -> Done<()> {
    let ticket = tickets::by_id(tx, ticket)?.ok_or(Error::Missing)?;
    let number = home_of(tx, ticket)?.number;
    let Settled { team, priority, kind, topic, assignee, tags, answers } = settled;
    if let Some(team) = team {
        taken(move_to_team(tx, number, team, None))?;
    }
    if let Some(topic) = topic {
        taken(set_topic(tx, number, Some(topic.id), None))?;
    }
    if let Some(priority) = priority {
        taken(set_priority(tx, number, priority, None))?;
    }
    if let Some(kind) = kind {
        taken(set_kind(tx, number, kind, None))?;
    }
    if !tags.is_empty() {
        let now = tickets::load(tx, number)?.ok_or(Error::Missing)?.tags;
        let all = now.into_iter().chain(tags).collect();
        taken(set_tags(tx, number, all, None))?;
    }
    for (field, value) in answers {
        taken(set_field(tx, number, field, Some(value), None))?;
    }
    if let Some(agent) = assignee {
        taken(assign(tx, number, Some(agent), None))?;
    }
    Ok(())
}

fn taken<T>(done: Done<T>) -> Done<()> {
    match done {
        Ok(_) | Err(Error::Refused(_)) => Ok(()),
        Err(error @ (Error::Missing | Error::Conflict | Error::Fault(_))) => Err(error),
    }
}

fn ignored(evidence: Vec<Evidence>) -> Decided {
    Decided { decision: Decision::Ignored, evidence, ticket: None, message: None }
}

/// No ticket, and a letter that says so: to people alone, once a day, and never where it may not be theirs.
fn decline(tx: &mut Tx, question: &Question, mut evidence: Vec<Evidence>) -> Done<Decided> {
    let (intake, arrival) = (question.intake, question.arrival);
    let mailbox = intake.mailbox.map(|id| mailboxes::load(tx, id)).transpose()?.flatten();
    let suspect = matches!(arrival.verdicts.spf, Verdict::Fail | Verdict::SoftFail);
    let (Some(mailbox), Some(address)) = (mailbox.filter(|mailbox| mailbox.active), question.author.address.clone())
    else {
        return Ok(ignored(evidence));
    };
    if suspect || arrival.nature != Nature::Human || withheld(tx, intake, arrival)?.is_some() {
        return Ok(ignored(evidence));
    }
    let day = tx.now().minus(Duration::from_secs(24 * 3600));
    if outbox::count_since(tx, &address, &[LetterKind::Declined.name()], day)? > 0 {
        return Ok(ignored(evidence));
    }
    let subject: String = arrival.subject.chars().take(200).collect();
    let ids: Vec<String> = arrival.message_id.iter().cloned().collect();
    let details = Declined {
        language: arrival.language.unwrap_or(mailbox.language),
        subject: subject.clone(),
        address: mailbox.address.clone(),
        thread: Thread::after(&ids),
    };
    let letter = NewLetter {
        kind: LetterKind::Declined,
        ticket: None,
        message: None,
        mailbox: Some(mailbox.id),
        message_id: None,
        to: vec![address],
        subject: letter_subject(false, &subject),
        details: serde_json::to_string(&details).map_err(Fault::new)?,
        due_at: tx.now(),
    };
    if post_automatic(tx, letter)?.is_some() {
        evidence.push(Evidence::ToldSo {});
    }
    Ok(ignored(evidence))
}
