//! Care for mailboxes: every few minutes each is looked at; what begins to be wrong, and what is well again, is recorded
//! once, and administrators are told by another way than the mailbox itself.

use super::{condition, post};
use base::{Language, Moment, words};
use desk::access::Permission;
use desk::channel::{
    Alarm, Condition, Facts, LetterKind, Mailbox, MailboxId, NewLetter, Probe, Rhythm, Silence, WEEKS, Worry, probe,
    worries,
};
use desk::{Done, Error, Event, Fault, Refusal, Role};
use serde_json::json;
use std::collections::BTreeSet;
use std::time::Duration;
use store::channel::{care, grants, mailboxes};
use store::people::{agents, persons};
use store::{Read, Tx, jobs, settings};

/// The kind of the jobs that send a letter round; their body is `{"mailbox": ID}`.
pub const PROBE: &str = "probe";

const LOOKED_AT: &str = "mailboxes_looked_at";
const BETWEEN_LOOKS: Duration = Duration::from_secs(5 * 60);
const BETWEEN_PROBES: Duration = Duration::from_secs(3600);
const MEMORY_OF_PROBES: Duration = Duration::from_secs(7 * 24 * 3600);

pub(crate) fn look_is_due(read: &mut Read) -> Done<bool> {
    let last = settings::marked(read, LOOKED_AT)?.and_then(|at| at.parse().ok()).map_or(Moment(0), Moment);
    Ok(read.now().since(last) >= BETWEEN_LOOKS)
}

/// Looks at every mailbox, where it is time to; how many worries began or ended.
pub(crate) fn look_after(tx: &mut Tx) -> Done<usize> {
    if !look_is_due(tx)? {
        return Ok(0);
    }
    let now = tx.now();
    settings::mark(tx, LOOKED_AT, &now.0.to_string())?;
    look_now(tx)
}

/// The same, whenever it is asked for.
pub fn look_now(tx: &mut Tx) -> Done<usize> {
    tx.actor().must_be_system()?;
    let known = care::worries(tx)?;
    let mut changes = 0;
    for (mailbox, _) in mailboxes::all(tx)? {
        send_round(tx, &mailbox)?;
        let had: BTreeSet<Worry> =
            known.iter().filter(|(id, ..)| *id == mailbox.id).map(|(_, worry, _)| *worry).collect();
        let has: BTreeSet<Worry> = worries_of(tx, mailbox.id)?.into_iter().collect();
        for worry in has.difference(&had) {
            care::begin(tx, mailbox.id, *worry)?;
            tx.record(Event::MailboxTroubled { mailbox: mailbox.id, worry: *worry })?;
            tell(tx, &mailbox, *worry)?;
            changes += 1;
        }
        for worry in had.difference(&has) {
            care::end(tx, mailbox.id, *worry)?;
            tx.record(Event::MailboxRecovered { mailbox: mailbox.id, worry: *worry })?;
            changes += 1;
        }
    }
    Ok(changes)
}

/// All that is wrong with a mailbox now.
fn worries_of(read: &mut Read, id: MailboxId) -> Done<Vec<Worry>> {
    let Condition { mailbox, health, grant, silence, probe, secret_until, waits_since, .. } = condition::of(read, id)?;
    let (grant, probe) = (grant.as_ref(), probe.as_ref());
    let facts = Facts { mailbox: &mailbox, health: &health, grant, secret_until, silence, probe, waits_since };
    Ok(worries(&facts, read.now()))
}

/// How long nothing has come, and whether that is unusual.
pub(super) fn silence(read: &mut Read, mailbox: MailboxId) -> Done<Silence> {
    let now = read.now();
    let last = care::last_arrival(read, mailbox)?;
    let since = now.minus(Duration::from_secs(WEEKS * 7 * 24 * 3600));
    let rhythm = Rhythm::of(&care::arrivals(read, mailbox, since)?, now);
    let expected = match (rhythm, last) {
        (Some(rhythm), Some(last)) => rhythm.expected(last, now),
        (_, _) => 0.0,
    };
    Ok(Silence { last, expected })
}

/// When the secret of the application a mailbox is signed in with ends.
pub(super) fn secret_until(read: &mut Read, mailbox: &Mailbox) -> Done<Option<Moment>> {
    let provider = mailbox.consent().and_then(desk::channel::SignIn::provider);
    let application = provider.map(|provider| grants::application(read, provider)).transpose()?.flatten();
    Ok(application.and_then(|application| application.secret_until))
}

/// A letter to each administrator, through another mailbox. Where there is none that could carry it, the pages say it.
fn tell(tx: &mut Tx, about: &Mailbox, worry: Worry) -> Done<()> {
    let Some(carrier) = other_way(tx, about)? else { return Ok(()) };
    let ours: Vec<_> = mailboxes::addresses(tx)?;
    for (person, agent) in agents::all(tx)? {
        let is_told = agent.active && agent.joined_at.is_some() && agent.role == Role::Administrator;
        let Some(address) = person.email.clone().filter(|address| is_told && !ours.contains(address)) else { continue };
        let language = persons::load(tx, person.id)?.and_then(|person| person.language).unwrap_or(about.language);
        let letter = alarm(tx, about, worry, &carrier, language)?;
        post::post(tx, NewLetter { to: vec![address], ..letter })?;
    }
    Ok(())
}

fn alarm(read: &mut Read, about: &Mailbox, worry: Worry, carrier: &Mailbox, language: Language) -> Done<NewLetter> {
    let alarm = Alarm { language, mailbox: about.id, address: about.address.clone(), worry };
    Ok(NewLetter {
        kind: LetterKind::Alarm,
        ticket: None,
        message: None,
        mailbox: Some(carrier.id),
        message_id: None,
        to: Vec::new(),
        subject: words::of(language).with("letter-alarm-subject", "x", about.address.as_str()),
        details: serde_json::to_string(&alarm).map_err(Fault::new)?,
        due_at: read.now(),
    })
}

/// A mailbox that sends and is not the one in trouble.
fn other_way(read: &mut Read, about: &Mailbox) -> Done<Option<Mailbox>> {
    let troubled: BTreeSet<MailboxId> = care::worries(read)?.into_iter().map(|(id, ..)| id).collect();
    let all = mailboxes::all(read)?.into_iter().map(|(mailbox, _)| mailbox);
    let mut others: Vec<Mailbox> =
        all.filter(|other| other.active && other.outgoing.is_some() && other.id != about.id).collect();
    others.sort_by_key(|other| troubled.contains(&other.id));
    Ok(others.into_iter().next())
}

/// Whether administrators should see that a mailbox needs somebody.
pub fn any_worry(read: &mut Read) -> Done<bool> {
    Ok(read.actor().may(Permission::Configure).is_ok() && care::any_worry(read)?)
}

/// What is wrong with a mailbox, and since when, as it was last found.
pub(super) fn known_worries(read: &mut Read, id: MailboxId) -> Done<Vec<(Worry, Moment)>> {
    let all = care::worries(read)?.into_iter();
    Ok(all.filter(|(other, ..)| *other == id).map(|(_, worry, since)| (worry, since)).collect())
}

/// Begins or ends sending letters round by the hour.
pub fn set_probing(tx: &mut Tx, id: MailboxId, on: bool) -> Done<()> {
    tx.actor().may(Permission::Configure)?;
    mailboxes::load(tx, id)?.ok_or(Error::Missing)?;
    care::set_probing(tx, id, on)?;
    if on { ask_for_probe(tx, id) } else { Ok(()) }
}

/// Has a letter sent round now.
pub fn probe_now(tx: &mut Tx, id: MailboxId) -> Done<()> {
    tx.actor().may(Permission::Configure)?;
    mailboxes::load(tx, id)?.ok_or(Error::Missing)?;
    ask_for_probe(tx, id)
}

fn send_round(tx: &mut Tx, mailbox: &Mailbox) -> Done<()> {
    let now = tx.now();
    if !mailbox.active || !care::probing(tx, mailbox.id)? {
        return Ok(());
    }
    care::forget_probes(tx, mailbox.id, now.minus(MEMORY_OF_PROBES))?;
    let last = care::last_probe(tx, mailbox.id)?;
    if last.is_none_or(|last| now.since(last.sent_at) >= BETWEEN_PROBES) {
        ask_for_probe(tx, mailbox.id)?;
    }
    Ok(())
}

fn ask_for_probe(tx: &mut Tx, id: MailboxId) -> Done<()> {
    let now = tx.now();
    Ok(jobs::add(tx, PROBE, &json!({ "mailbox": id }).to_string(), Some(&format!("probe {id}")), now)?)
}

/// What a probe needs: the mailbox it is for, the one that carries it, and its signed mark.
pub struct Round {
    pub id: i64,
    pub mailbox: Mailbox,
    pub carrier: Mailbox,
    pub mark: String,
}

/// A `probe` job begins.
pub fn probe_begins(tx: &mut Tx, body: &str) -> Done<Round> {
    tx.actor().must_be_system()?;
    let id = serde_json::from_str::<serde_json::Value>(body).ok().and_then(|body| body["mailbox"].as_i64());
    let mailbox = mailboxes::load(tx, MailboxId(id.ok_or(Error::Missing)?))?.ok_or(Error::Missing)?;
    let own = Some(mailbox.clone()).filter(|own| own.outgoing.is_some());
    let carrier = match other_way(tx, &mailbox)?.or(own) {
        Some(carrier) => carrier,
        None => return Err(Refusal::NoWayOut.into()),
    };
    let id = care::add_probe(tx, mailbox.id)?;
    let mark = probe::mark(id, &tx.signer().sign(probe::CONTEXT, &id.to_string()));
    Ok(Round { id, mailbox, carrier, mark })
}

/// It could not be sent.
pub fn probe_failed(tx: &mut Tx, id: i64, error: &str) -> Done<()> {
    tx.actor().must_be_system()?;
    Ok(care::probe_failed(tx, id, error)?)
}

/// Whether something that arrived is a letter we sent round to this mailbox; then it has arrived.
pub(super) fn is_probe(tx: &mut Tx, mailbox: Option<MailboxId>, texts: &[&str]) -> Done<bool> {
    let Some((id, tag)) = texts.iter().find_map(|text| probe::claimed(text)) else { return Ok(false) };
    if !tx.signer().verify(probe::CONTEXT, &id.to_string(), tag) {
        return Ok(false);
    }
    let sent: Option<Probe> = care::probe(tx, id)?;
    if sent.is_some_and(|sent| Some(sent.mailbox) == mailbox) {
        care::probe_arrived(tx, id)?;
    }
    Ok(true)
}
