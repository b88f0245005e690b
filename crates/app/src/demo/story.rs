//! One ticket as it is to become: who asks, who answers, what is said and when. Drawn from the threads; nothing is done yet.

use super::content::{By, Channel, Company, Content, File, From, Said, Status, Thread};
use super::draw::Draw;
use super::fill::{Blanks, slots};
use super::hours::Hours;
use base::{Language, Moment};
use desk::ticket::{Kind, Priority};
use std::collections::BTreeMap;
use std::time::Duration;

/// People, agents, teams and tags are given by their place in [`Content`].
pub struct Story<'c> {
    pub language: Language,
    pub team: usize,
    pub channel: Channel,
    pub kind: Kind,
    pub priority: Priority,
    pub tags: Vec<usize>,
    pub status: Status,
    pub asker: Asker<'c>,
    pub assignee: Option<usize>,
    pub subject: String,
    /// The first is the request.
    pub messages: Vec<Spoken<'c>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asker<'c> {
    Person(usize),
    /// Spam, machines.
    Stranger {
        name: &'c str,
        email: &'c str,
    },
}

pub struct Spoken<'c> {
    pub at: Moment,
    pub voice: Voice,
    pub text: String,
    pub files: &'c [File],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    Requester,
    Reply(usize),
    /// None: the desk itself.
    Note(Option<usize>),
}

impl Story<'_> {
    pub fn begins(&self) -> Moment {
        self.messages[0].at
    }

    pub fn ends(&self) -> Moment {
        self.messages[self.messages.len() - 1].at
    }
}

/// So many stories, in the order in which they begin, all before `now`. Each thread is told once as it stands; told again,
/// it lies further back and has come to its end, so that nobody reads the same twice in a list of open tickets. Those that
/// belong to one person or that nobody answered are told once.
pub fn stories(content: &Content, seed: u64, count: usize, now: Moment) -> Vec<Story<'_>> {
    let hours = Hours::of(&content.company.time_zone, now);
    let mut draw = Draw::seeded(seed);
    let mut order: Vec<&Thread> = content.threads.iter().collect();
    draw.shuffle(&mut order);
    let answered = |thread: &Thread| thread.messages.iter().any(|message| message.kind == Said::Reply);
    let again: Vec<&Thread> =
        order.iter().copied().filter(|thread| thread.person.is_none() && answered(thread)).collect();
    let first = order.iter().map(|thread| (*thread, thread.status));
    let more = again.into_iter().cycle().map(|thread| (thread, ended(thread.status)));
    let mut told: Vec<Story> = (1..)
        .zip(first.chain(more).take(count))
        .map(|(number, (thread, status))| {
            tell(content, thread, status, &Times { hours: &hours, now }, &mut Draw::of(seed, number))
        })
        .collect();
    told.sort_by_key(Story::begins);
    told
}

const fn ended(status: Status) -> Status {
    match status {
        Status::New | Status::Open | Status::Pending | Status::OnHold | Status::Solved => Status::Solved,
        Status::Closed => Status::Closed,
        Status::Spam => Status::Spam,
    }
}

fn tell<'c>(content: &'c Content, thread: &'c Thread, status: Status, times: &Times, draw: &mut Draw) -> Story<'c> {
    let company = &content.company;
    let asker = asker(content, thread, draw);
    let assignee = assignee(company, thread, draw);
    let times = times.of(thread, status, draw);
    let blanks = Blanks {
        language: thread.language,
        start: times[0],
        zone: &company.time_zone,
        words: words(content, thread, asker, assignee, draw),
    };
    let subject = blanks.fill(draw.pick(&thread.subjects).map_or("", String::as_str));
    let spoken = thread.messages.iter().zip(times).map(|(message, at)| Spoken {
        at,
        voice: match message.kind {
            Said::Incoming => Voice::Requester,
            Said::Reply => assignee.map_or(Voice::Note(None), Voice::Reply),
            Said::Note if message.by == By::System => Voice::Note(None),
            Said::Note => Voice::Note(note_author(company, thread, message.author.as_deref(), assignee, draw)),
        },
        text: blanks.fill(&message.text),
        files: &message.attachments,
    });
    Story {
        language: thread.language,
        team: place(&company.teams, |team| team.key == thread.team),
        channel: thread.channel,
        kind: thread.kind,
        priority: thread.priority,
        tags: thread.tags.iter().map(|tag| place(&company.tags, |known| known.slug == *tag)).collect(),
        status,
        asker,
        assignee: assignee.filter(|_| status != Status::New && status != Status::Spam),
        messages: spoken.collect(),
        subject,
    }
}

/// The place of what is there: a test reads every reference of the files.
fn place<T>(things: &[T], is: impl Fn(&T) -> bool) -> usize {
    things.iter().position(is).unwrap_or_default()
}

fn asker<'c>(content: &'c Content, thread: &'c Thread, draw: &mut Draw) -> Asker<'c> {
    match (&thread.sender, &thread.person) {
        (Some(sender), _) => Asker::Stranger { name: &sender.name, email: &sender.email },
        (None, Some(email)) => Asker::Person(place(&content.people, |person| person.emails.contains(email))),
        (None, None) => Asker::Person(somebody(content, thread.language, thread.from.unwrap_or(From::Customer), draw)),
    }
}

pub fn somebody(content: &Content, language: Language, kind: From, draw: &mut Draw) -> usize {
    let fits: Vec<usize> = (0..content.people.len())
        .filter(|place| content.people[*place].language == language && content.people[*place].kind == kind)
        .collect();
    draw.pick(&fits).copied().unwrap_or_default()
}

/// Who may be given a team's threads in a language.
pub fn answerers(company: &Company, team: &str, language: Language) -> Vec<usize> {
    let answers = |place: &usize| company.agents[*place].answers.iter().any(|answered| answered == team);
    let of_team: Vec<usize> = (0..company.agents.len()).filter(answers).collect();
    let fluent: Vec<usize> =
        of_team.iter().copied().filter(|place| company.agents[*place].speaks.contains(&language)).collect();
    if fluent.is_empty() { of_team } else { fluent }
}

fn assignee(company: &Company, thread: &Thread, draw: &mut Draw) -> Option<usize> {
    match &thread.assignee {
        Some(key) => Some(place(&company.agents, |agent| agent.key == *key)),
        None => draw.pick(&answerers(company, &thread.team, thread.language)).copied(),
    }
}

fn note_author(
    company: &Company,
    thread: &Thread,
    author: Option<&str>,
    assignee: Option<usize>,
    draw: &mut Draw,
) -> Option<usize> {
    match author {
        Some("assignee") => assignee,
        Some(key) => Some(place(&company.agents, |agent| agent.key == key)),
        None => {
            let others: Vec<usize> = (0..company.agents.len())
                .filter(|place| Some(*place) != assignee && company.agents[*place].answers.contains(&thread.team))
                .collect();
            draw.pick(&others).copied().or(assignee)
        }
    }
}

fn words<'c>(
    content: &'c Content,
    thread: &'c Thread,
    asker: Asker<'c>,
    assignee: Option<usize>,
    draw: &mut Draw,
) -> BTreeMap<&'c str, String> {
    let mut words = slots(&thread.slots, draw);
    words.extend(people_words(content, thread.language, asker, assignee));
    words
}

/// What stands for the people on a ticket.
pub fn people_words<'c>(
    content: &Content,
    language: Language,
    asker: Asker,
    assignee: Option<usize>,
) -> Vec<(&'c str, String)> {
    let mut words = Vec::new();
    match asker {
        Asker::Person(place) => {
            let person = &content.people[place];
            words.push(("customer", person.name.clone()));
            words.push(("customer_call", person.call.clone()));
            let organization =
                content.company.organizations.iter().find(|one| Some(&one.key) == person.organization.as_ref());
            words.extend(organization.map(|organization| ("org", organization.name.in_(language).to_owned())));
        }
        Asker::Stranger { name, .. } => {
            words.push(("customer", name.to_owned()));
            words.push(("customer_call", name.to_owned()));
        }
    }
    if let Some(agent) = assignee.and_then(|place| content.company.agents.get(place)) {
        words.push(("agent", agent.name.in_(language).to_owned()));
        words.push(("agent_call", agent.call.in_(language).to_owned()));
    }
    words
}

/// When each message is said.
struct Times<'t> {
    hours: &'t Hours,
    now: Moment,
}

impl Times<'_> {
    /// The last one lies as far back as the status suggests; our people write in office hours.
    fn of(&self, thread: &Thread, status: Status, draw: &mut Draw) -> Vec<Moment> {
        let told: Duration = thread.messages.iter().map(|message| message.after).sum();
        let latest = self.now.minus(Duration::from_secs(120));
        let mut start = self.now.minus(age(status, draw) + told);
        loop {
            let times = self.schedule(thread, self.hours.awake(start, draw), draw);
            if times.last().is_none_or(|last| *last <= latest) {
                return times;
            }
            start = start.minus(Duration::from_secs(6 * 3600));
        }
    }

    fn schedule(&self, thread: &Thread, start: Moment, draw: &mut Draw) -> Vec<Moment> {
        let mut at = start;
        let said = thread.messages.iter().map(|message| {
            let jitter = Duration::from_millis(message.after.as_millis() as u64 * draw.below(20) as u64 / 100);
            at = at.plus(message.after + jitter);
            if message.by == By::Agent || message.by == By::Colleague {
                at = self.hours.open(at, draw);
            }
            at
        });
        said.collect()
    }
}

/// How long ago a story of this status came to where it stands.
fn age(status: Status, draw: &mut Draw) -> Duration {
    let (hour, day) = (60, 24 * 60);
    let minutes = match status {
        // Most of what is promised is kept.
        Status::New => draw.between(12, 6 * hour),
        Status::Open => draw.between(30, 3 * day),
        Status::Pending => draw.between(2 * hour, 9 * day),
        Status::OnHold => draw.between(day, 20 * day),
        Status::Solved => draw.between(hour, 80 * day),
        Status::Closed => draw.between(5 * day, 85 * day),
        Status::Spam => draw.between(hour, 25 * day),
    };
    Duration::from_secs(60 * minutes as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Moment = Moment(1_772_357_400_000);

    #[test]
    fn nothing_is_left_unfilled() {
        let content = Content::read().unwrap();
        for story in stories(&content, 1, 400, NOW) {
            let texts = story.messages.iter().map(|message| &message.text).chain([&story.subject]);
            for text in texts {
                let left = text.split_once('{').is_some_and(|(_, rest)| rest.split_once('}').is_some());
                assert!(!left && !text.is_empty(), "{}: {text}", story.subject);
            }
        }
    }

    #[test]
    fn the_same_seed_tells_the_same_stories() {
        let content = Content::read().unwrap();
        let told = |seed| {
            stories(&content, seed, 60, NOW).iter().map(|one| (one.subject.clone(), one.ends())).collect::<Vec<_>>()
        };
        assert_eq!(told(1), told(1));
        assert_ne!(told(1), told(2));
    }

    #[test]
    fn everything_has_happened_before_now_and_within_months() {
        let content = Content::read().unwrap();
        let stories = stories(&content, 1, 500, NOW);
        assert_eq!(stories.len(), 500);
        assert!(stories.is_sorted_by_key(Story::begins));
        for story in &stories {
            assert!(story.messages.is_sorted_by_key(|message| message.at));
            assert!(story.ends() < NOW && NOW.since(story.begins()).as_secs() / 86_400 < 130, "{}", story.begins());
        }
    }

    #[test]
    fn whoever_answers_speaks_the_language_and_belongs_to_the_team() {
        let content = Content::read().unwrap();
        for story in stories(&content, 1, 300, NOW) {
            for message in &story.messages {
                if let Voice::Reply(agent) = message.voice {
                    let agent = &content.company.agents[agent];
                    assert!(agent.speaks.contains(&story.language), "{}", agent.key);
                    assert!(agent.teams.contains_key(&content.company.teams[story.team].key), "{}", agent.key);
                }
            }
        }
    }
}
