//! Composing a letter: what the outbox holds becomes a message as mail programs read it.

use super::notice::{is_discreet, notice, summary};
use super::{Premises, keys};
use base::words::{self, Args, Words};
use base::{Address, Digest, Email, Language, Moment};
use desk::access::LinkLetter;
use desk::approval::ApprovalLetter;
use desk::channel::{
    Acknowledgement, Alarm, Closing, Declined, FileLink, LetterKind, Reminder, SignaturePlace, file_link, mark,
    subject as subjects,
};
use desk::conversation::{Attachment, Message, MessageKind, NewAttachment};
use desk::ticket::Stars;
use desk::{Actor, Done, Fault};
use mail::Part;
use mail::compose::{Automatic, Letter, ThreadIndex};
use mail::protect;
use service::access::ticket_link;
use service::approval::approval_link;
use service::channel::{self, Answered, Sending};
use service::house::{self, House};
use service::ticket::rating_link;
use views::View;
use views::agent::step_told;
use views::letter::{Action, Body, Clock, Letter as Page, Quote, file_label};

/// A letter ready to be carried: its bytes and its envelope.
pub struct Composed {
    pub raw: Vec<u8>,
    /// None is `<>`.
    pub from: Option<Email>,
    pub to: Vec<Email>,
}

/// # Errors
/// The machine failed, or a file of the letter is gone.
pub async fn compose(premises: &Premises, sending: Sending) -> Done<Composed> {
    let brand = sending.ticket.as_ref().map(|ticket| ticket.brand);
    let house = premises.desk.ask(Actor::System, move |read| match brand {
        Some(brand) => house::of(read, brand),
        None => house::load(read),
    });
    let house = house.await?;
    let (inside, linked) = shared_out(&sending);
    let good = handed(premises, &sending, &linked).await?;
    let page = page(premises, &sending, &house, (&linked, &good))?;
    let sender = sender(premises, &sending, &house);
    let to: Vec<Email> = match &sending.alone {
        Some(one) => vec![one.clone()],
        None => sending.letter.waiting().map(|delivery| delivery.address.clone()).collect(),
    };
    let (shown_to, cc) = match &sending.message {
        Some(message) => shown(&sending, message),
        None => (to.iter().cloned().map(Address::bare).collect(), Vec::new()),
    };
    let date = premises.desk.now();
    let (thread_index, thread_topic) = outlook(&sending, date).unzip();
    let letter = Letter {
        from: sender,
        reply_to: sending.reply_to.clone().map(Address::bare).into_iter().collect(),
        to: shown_to,
        cc,
        bcc: Vec::new(),
        subject: subject(&sending),
        message_id: sending.letter.message_id.clone(),
        in_reply_to: sending.dispatch.thread.in_reply_to.iter().cloned().collect(),
        references: sending.dispatch.thread.references.clone(),
        date,
        text: page.text(),
        html: Some(with_image(page.to_html().map_err(Fault::new)?, premises, &sending, &house)),
        attachments: files(premises, &sending, &inside).await?,
        auto: automatic(sending.letter.kind),
        thread_index,
        thread_topic,
        headers: announcement(&sending).into_iter().collect(),
    };
    let (closing, signing) = (sending.closing.clone(), sending.signing_keys.clone());
    let raw = closed(premises, mail::compose::compose(&letter), closing.as_ref(), sending.alone.as_ref()).await?;
    let raw = keys::dkim_signed(premises, raw, &signing);
    Ok(Composed { raw, from: sending.bounces_to, to })
}

/// With the image by which we learn that it was opened, where its mailbox asks for that.
fn with_image(html: String, premises: &Premises, sending: &Sending, house: &House) -> String {
    if !sending.tracks {
        return html;
    }
    let id = sending.letter.id.to_string();
    let tag = premises.desk.signer().sign(mark::OPENED, &id);
    let url = format!("{}/o/{id}.{tag}.gif", portal(&premises.url, house));
    let image = format!(r#"<img src="{url}" width="1" height="1" alt="" style="border:0">"#);
    match html.rfind("</body>") {
        Some(at) => format!("{}{image}{}", &html[..at], &html[at..]),
        None => html + &image,
    }
}

/// To and Cc as its readers see them. Whoever gets a letter of their own reads no address but theirs; the archive reads all.
fn shown(sending: &Sending, message: &Message) -> (Vec<Address>, Vec<Address>) {
    let (to, cc) = (redirected(sending, &message.to), redirected(sending, &message.cc));
    let Some(alone) = sending.alone.as_ref().filter(|one| sending.writing.archive.as_ref() != Some(*one)) else {
        return (to, cc);
    };
    let own = to.into_iter().chain(cc).find(|one| one.email == *alone);
    (vec![own.unwrap_or_else(|| Address::bare(alone.clone()))], Vec::new())
}

/// What a redirected letter says about its recipients.
fn redirected(sending: &Sending, list: &[Address]) -> Vec<Address> {
    let instead = |address: &Address| {
        let redirect = sending.dispatch.redirected.iter().rfind(|(from, _)| *from == address.email);
        redirect.map_or_else(|| address.clone(), |(_, to)| Address::bare(to.clone()))
    };
    list.iter().map(instead).collect()
}

/// Outlook keeps a conversation together by an index that grows with each answer, and by its first subject.
fn outlook(sending: &Sending, now: Moment) -> Option<(ThreadIndex, String)> {
    let told = sending.letter.kind != LetterKind::Forward && !is_discreet(sending);
    let ticket = sending.ticket.as_ref().filter(|_| told)?;
    let (index, topic) = sending.conversation.clone().unwrap_or_default();
    let begun = || {
        let first = sending.dispatch.thread.references.first().unwrap_or(&sending.letter.message_id);
        let digest = Digest::of(format!("{first} {}", ticket.number).as_bytes());
        let mut identity = [0; 16];
        identity.iter_mut().zip(digest.as_str().bytes()).for_each(|(into, from)| *into = from);
        ThreadIndex::begin(identity, ticket.created_at)
    };
    let index = ThreadIndex::read(&index).unwrap_or_else(begun).reply(now);
    let topic = if topic.is_empty() { subjects::without_prefixes(&ticket.subject) } else { topic };
    Some((index, topic))
}

/// The files that travel inside the letter, and those it has links to. What is closed with keys travels whole: a link opens
/// without a key.
fn shared_out(sending: &Sending) -> (Vec<&Attachment>, Vec<&Attachment>) {
    let written = matches!(sending.letter.kind, LetterKind::Reply | LetterKind::Forward);
    let room = if written && sending.closing.is_none() { sending.writing.most_attached } else { i64::MAX };
    let taken: i64 = signed(sending).map(|picture| picture.size).sum();
    file_link::shared_out(&sending.files, room - taken, |file| (file.size, file.inline))
}

/// Pictures of the signature that the text does not show already.
fn signed(sending: &Sending) -> impl Iterator<Item = &NewAttachment> {
    sending.signature.pictures_beside(sending.files.iter().filter_map(Attachment::shown_as))
}

/// The links by which whoever holds the letter fetches what is not inside, good from now on.
async fn handed(premises: &Premises, sending: &Sending, linked: &[&Attachment]) -> Done<Vec<FileLink>> {
    let Some(message) = sending.letter.message.filter(|_| !linked.is_empty()) else { return Ok(Vec::new()) };
    let (files, days) = (linked.iter().map(|file| file.id).collect::<Vec<_>>(), sending.writing.link_days);
    let link = move |tx: &mut service::Tx| channel::link_files(tx, message, &files, days);
    premises.desk.change(Actor::System, link).await
}

/// The letter signed and encrypted, as was chosen when it was written. One that cannot be closed any more does not leave
/// open.
async fn closed(premises: &Premises, raw: Vec<u8>, closing: Option<&Closing>, alone: Option<&Email>) -> Done<Vec<u8>> {
    let Some(closing) = closing.cloned() else { return Ok(raw) };
    let kept = closing.clone();
    let asked = premises.desk.ask(Actor::System, move |read| channel::closing_keys(read, &kept)).await;
    let (by, mut to) = asked?;
    let whole = to.len() == closing.to.len();
    // The keys of others would say who they are.
    if alone.is_some_and(|one| to.iter().any(|key| key.speaks_for(one))) {
        to.retain(|key| alone.is_some_and(|one| key.speaks_for(one)));
    }
    let wanted = to.len();
    let by = by.as_ref().and_then(|key| keys::private(premises, key));
    let to: Vec<_> = to.iter().filter_map(keys::public).collect();
    if !whole || to.len() != wanted || by.is_some() != closing.by.is_some() {
        return Err(Fault::new("a key of this letter is gone; write it again").into());
    }
    let now = premises.desk.now();
    let work = tokio::task::spawn_blocking(move || {
        let closing = protect::Closing { standard: keys::by_standard(closing.standard), by: by.as_ref(), to: &to };
        protect::close(&raw, &closing, now)
    });
    let closed = work.await.map_err(Fault::new)?;
    Ok(closed.ok_or_else(|| Fault::new("a key of this letter does not do what it should; write it again"))?)
}

fn announcement(sending: &Sending) -> Option<(String, String)> {
    let (key, mailbox) = (sending.announced.as_ref()?, sending.mailbox.as_ref()?);
    protect::announcement(&keys::public(key)?, &mailbox.address)
}

fn page<'a>(
    premises: &Premises,
    sending: &'a Sending,
    house: &'a House,
    (linked, good): (&[&Attachment], &[FileLink]),
) -> Done<Page<'a>> {
    let words = words::of(language(sending, house));
    let (body, action) = match sending.letter.kind {
        LetterKind::Reply | LetterKind::Forward => {
            (said(sending, house, links(premises, sending, house, linked, good)), None)
        }
        LetterKind::Acknowledgement
        | LetterKind::FollowUp
        | LetterKind::Created
        | LetterKind::Solved
        | LetterKind::Closed
        | LetterKind::Rating => (Body::Sentences(acknowledgement(sending, words)?), None),
        LetterKind::Rule => (ruled(sending, house, words, links(premises, sending, house, linked, good))?, None),
        LetterKind::Invitation => link(premises, sending, words, "invitation", "/invitation")?,
        LetterKind::Reset => link(premises, sending, words, "reset", "/reset")?,
        LetterKind::SignIn => link(premises, sending, words, "sign-in", "/help/enter")?,
        LetterKind::Alarm => alarm(premises, sending, words)?,
        LetterKind::Notice | LetterKind::Kept => notice(premises, sending, words)?,
        LetterKind::Summary => summary(premises, sending, words)?,
        LetterKind::Reminder => reminder(premises, sending, words)?,
        LetterKind::Approval => approval(premises, sending, words)?,
        LetterKind::Declined => (Body::Sentences(declined(sending, words)?), None),
        LetterKind::Test => (Body::Sentences(vec![words.say("letter-test").to_owned()]), None),
    };
    let action = action.or_else(|| follow(premises, sending, house, words));
    let foot = sending.mark.iter().filter(|_| sending.letter.kind != LetterKind::Forward).cloned().collect();
    let choices = stars(premises, sending, house, words);
    Ok(Page { words, organization: &house.organization, body, choices, action, foot })
}

/// Answers find their ticket by the tagged address they go to, by the message they name and by the mark in what they
/// quote. Where a mailbox has no tagged addresses, an answer that quotes nothing would hang by its headers alone, which
/// machines and some gateways drop: there the mark also ends the subject. Everywhere else the subject stays as the
/// requester wrote it, and their mail program keeps the conversation together.
fn subject(sending: &Sending) -> String {
    let answered = match sending.letter.kind {
        LetterKind::Reply
        | LetterKind::Acknowledgement
        | LetterKind::FollowUp
        | LetterKind::Created
        | LetterKind::Solved
        | LetterKind::Closed
        | LetterKind::Notice
        | LetterKind::Kept
        | LetterKind::Rating
        | LetterKind::Rule => true,
        LetterKind::Forward
        | LetterKind::Invitation
        | LetterKind::Reset
        | LetterKind::SignIn
        | LetterKind::Alarm
        | LetterKind::Summary
        | LetterKind::Reminder
        | LetterKind::Approval
        | LetterKind::Declined
        | LetterKind::Test => false,
    };
    let tagged = sending.reply_to.as_ref().is_some_and(|address| mark::claimed_ticket(address).is_some());
    match &sending.mark {
        Some(mark) if answered && !tagged => format!("{} {mark}", sending.letter.subject),
        Some(_) | None => sending.letter.subject.clone(),
    }
}

fn said<'a>(sending: &'a Sending, house: &'a House, links: Vec<Action>) -> Body<'a> {
    let somebody = words::of(language(sending, house)).say("portal-somebody");
    let quote = |Answered { at, author, text }: &'a Answered| Quote {
        at: *at,
        author: if author.is_empty() { somebody } else { author.as_str() },
        text,
        clock: clock(sending, house),
    };
    match &sending.message {
        Some(message) => Body::Said {
            text: &message.text,
            html: Some(message.html.with_remote_images()).filter(|html| !html.is_empty()),
            links,
            signature: Some(&sending.signature).filter(|signature| !signature.is_empty()),
            signs_below: sending.writing.place == SignaturePlace::BelowQuotation,
            quotes: sending.answered.iter().map(quote).collect(),
        },
        None => Body::Sentences(Vec::new()),
    }
}

/// What a rule writes is a few sentences, but a macro may have a form and files.
fn ruled<'a>(sending: &'a Sending, house: &'a House, words: &Words, links: Vec<Action>) -> Done<Body<'a>> {
    let formed = sending.message.as_ref().is_some_and(|message| !message.html.is_empty());
    if formed || !sending.files.is_empty() {
        Ok(said(sending, house, links))
    } else {
        Ok(Body::Sentences(acknowledgement(sending, words)?))
    }
}

fn acknowledgement(sending: &Sending, words: &Words) -> Done<Vec<String>> {
    let details: Acknowledgement = serde_json::from_str(&sending.letter.details).map_err(Fault::new)?;
    if details.cut {
        let about = words.with("letter-too-big", "x", details.number.to_string());
        return Ok(vec![about, words.say("letter-too-big-next").to_owned()]);
    }
    if !details.text.is_empty() {
        return Ok(details.text.split("\n\n").map(str::to_owned).collect());
    }
    let thanks = words.with("letter-acknowledgement-thanks", "x", details.number.to_string());
    Ok(vec![thanks, words.say("letter-acknowledgement-next").to_owned()])
}

fn declined(sending: &Sending, words: &Words) -> Done<Vec<String>> {
    let Declined { subject, address, .. } = serde_json::from_str(&sending.letter.details).map_err(Fault::new)?;
    let about = if subject.is_empty() {
        words.with("letter-declined-nameless", "x", address.as_str())
    } else {
        let mut args = Args::new();
        args.set("subject", subject);
        args.set("address", address.to_string());
        words.tell("letter-declined", &args)
    };
    Ok(vec![about, words.say("letter-declined-next").to_owned()])
}

fn alarm<'a>(premises: &Premises, sending: &Sending, words: &Words) -> Done<(Body<'a>, Option<Action>)> {
    let alarm: Alarm = serde_json::from_str(&sending.letter.details).map_err(Fault::new)?;
    let worry = words.say(&format!("worry-{}", alarm.worry.name().replace('_', "-"))).to_owned();
    let about = words.with("letter-alarm", "x", alarm.address.as_str());
    let url = format!("{}/admin/mailboxes/{}/health", premises.url, alarm.mailbox);
    let action = Action { label: words.say("letter-alarm-action").to_owned(), url };
    Ok((Body::Sentences(vec![about, worry]), Some(action)))
}

fn reminder<'a>(premises: &Premises, sending: &Sending, words: &Words) -> Done<(Body<'a>, Option<Action>)> {
    let reminder: Reminder = serde_json::from_str(&sending.letter.details).map_err(Fault::new)?;
    let mut args = words::Args::new();
    args.set("target", words.say(reminder.target.key()));
    args.set("number", reminder.number.to_string());
    args.set("at", step_told(reminder.at, words));
    let url = format!("{}/tickets/{}", premises.url, reminder.number);
    let action = Action { label: words.say("letter-reminder-action").to_owned(), url };
    Ok((Body::Sentences(vec![words.tell("letter-reminder", &args)]), Some(action)))
}

fn approval<'a>(premises: &Premises, sending: &Sending, words: &Words) -> Done<(Body<'a>, Option<Action>)> {
    let asked: ApprovalLetter = serde_json::from_str(&sending.letter.details).map_err(Fault::new)?;
    let mut args = words::Args::new();
    args.set("number", asked.number.to_string());
    args.set("subject", asked.subject.as_str());
    args.set("requester", asked.requester.as_str());
    let about = words.tell(if asked.again { "letter-approval-again" } else { "letter-approval" }, &args);
    let stands_for = Some(asked.stands_for.as_str()).filter(|name| !name.is_empty());
    let stands_for = stands_for.map(|name| words.with("letter-approval-stands-for", "x", name));
    let said = asked.question.split("\n\n").map(str::to_owned);
    let sentences = [about].into_iter().chain(stands_for).chain(said).collect();
    let link = approval_link(premises.desk.signer().as_ref(), asked.approval, asked.person);
    let url = format!("{}/approve/{}/{link}", premises.url, asked.approval);
    Ok((Body::Sentences(sentences), Some(Action { label: words.say("letter-approval-action").to_owned(), url })))
}

/// A link for each number of stars; each leads to the page that sends them, and none sends by itself.
fn stars(premises: &Premises, sending: &Sending, house: &House, words: &Words) -> Vec<Action> {
    let asks = sending.letter.kind == LetterKind::Rating;
    let Some((ticket, requester)) = sending.ticket.as_ref().zip(sending.requester.as_ref()).filter(|_| asks) else {
        return Vec::new();
    };
    let link = rating_link(&**premises.desk.signer(), ticket.number, requester.id, sending.letter.created_at);
    let url = format!("{}/rate/{}/{link}", portal(&premises.url, house), ticket.number);
    let star = |stars: Stars| Action {
        label: format!("{} {}", stars.drawn(), words.say(stars.key())),
        url: format!("{url}?stars={}", stars.number()),
    };
    Stars::ALL.into_iter().rev().map(star).collect()
}

fn link<'a>(
    premises: &Premises,
    sending: &Sending,
    words: &Words,
    kind: &str,
    path: &str,
) -> Done<(Body<'a>, Option<Action>)> {
    let details: LinkLetter = serde_json::from_str(&sending.letter.details).map_err(Fault::new)?;
    let key = |rest: &str| format!("letter-{kind}{rest}");
    let about = words.with(&key(""), "x", details.organization.as_str());
    let action = Action {
        label: words.say(&key("-action")).to_owned(),
        url: format!("{}{path}/{}", premises.url, details.token),
    };
    // Anybody can give a requester a name, in a form; agents have theirs from one of us.
    let known = sending.letter.kind != LetterKind::SignIn && !details.name.is_empty();
    let greeting = Some(details.name).filter(|_| known).map(|name| words.with("letter-greeting", "x", name));
    let sentences = greeting.into_iter().chain([about, words.say(&key("-lead")).to_owned()]);
    Ok((Body::Sentences(sentences.collect()), Some(action)))
}

/// That of the house. Whoever is known to be elsewhere, or not known to be here, is told which it is; a letter in Japanese
/// from Japan stays there.
fn clock<'a>(sending: &Sending, house: &'a House) -> Clock<'a> {
    let zone = house.time_zone.as_str();
    let reader = sending.requester.as_ref().filter(|_| is_for_the_requester(sending.letter.kind));
    let here = match reader.and_then(|person| person.time_zone.as_deref()) {
        Some(own) => own == zone,
        None => language(sending, house) == Language::Japanese && zone == "Asia/Tokyo",
    };
    if here { Clock::Theirs(zone) } else { Clock::Named(zone) }
}

/// Where somebody finds the files that are not inside: `name (12 MB, until Tue 3 Mar 2026, 14:05)`.
fn links(
    premises: &Premises,
    sending: &Sending,
    house: &House,
    linked: &[&Attachment],
    good: &[FileLink],
) -> Vec<Action> {
    let (clock, words) = (clock(sending, house), words::of(language(sending, house)));
    let link = |file: &&Attachment| {
        let until = good.iter().find(|link| link.file == file.id)?.until;
        let (key, name) = (channel::file_link(&**premises.desk.signer(), file.id), mail::compose::url_name(&file.name));
        let url = format!("{}/f/{key}/{name}", portal(&premises.url, house));
        Some(Action { label: file_label(file, until, clock, words), url })
    };
    linked.iter().filter_map(link).collect()
}

/// The link to the request. Only a letter to the requester alone opens it without signing in.
fn follow(premises: &Premises, sending: &Sending, house: &House, words: &Words) -> Option<Action> {
    let internal = sending.message.as_ref().is_some_and(|message| message.kind == MessageKind::Forward);
    if let Some(ticket) = sending.ticket.as_ref().filter(|_| internal && sending.letter.kind == LetterKind::Rule) {
        let url = format!("{}/tickets/{}", premises.url, ticket.number);
        return Some(Action { label: words.say("letter-open-ticket").to_owned(), url });
    }
    let path = request_path(premises, sending)?;
    Some(Action {
        label: words.say("letter-follow").to_owned(),
        url: format!("{}{path}", portal(&premises.url, house)),
    })
}

const fn is_for_the_requester(kind: LetterKind) -> bool {
    !matches!(kind, LetterKind::Forward) && !kind.is_for_agents()
}

fn request_path(premises: &Premises, sending: &Sending) -> Option<String> {
    let ticket = sending.ticket.as_ref().filter(|_| is_for_the_requester(sending.letter.kind))?;
    let requester = sending.requester.as_ref()?;
    let alone = sending.letter.deliveries.len() == 1
        && sending.letter.deliveries.iter().all(|delivery| Some(&delivery.address) == requester.email.as_ref());
    let number = ticket.number;
    Some(match alone {
        true => format!("/r/{number}/{}", ticket_link(&**premises.desk.signer(), number, requester.id)),
        false => format!("/help/requests/{number}"),
    })
}

/// The installation's address, under the brand's own host where it has one.
fn portal(url: &str, house: &House) -> String {
    let own = house.brand.as_ref().and_then(|brand| brand.domain.as_deref());
    match (own, url.split_once("://")) {
        (Some(domain), Some((scheme, rest))) => {
            let port = rest.rsplit_once(':').map_or("", |(_, port)| port.trim_end_matches('/'));
            let port = Some(port).filter(|port| !port.is_empty() && port.chars().all(|c| c.is_ascii_digit()));
            format!("{scheme}://{domain}{}", port.map(|port| format!(":{port}")).unwrap_or_default())
        }
        (Some(_) | None, _) => url.to_owned(),
    }
}

/// The requester's own language; what an agent wrote is framed in the ticket's.
fn language(sending: &Sending, house: &House) -> Language {
    let known = serde_json::from_str::<Spoken>(&sending.letter.details).ok().and_then(|details| details.language);
    let ticket = sending.ticket.as_ref().and_then(|ticket| ticket.language);
    let requester = sending.requester.as_ref().and_then(|person| person.language);
    let mailbox = sending.mailbox.as_ref().map(|mailbox| mailbox.language);
    known.or(ticket).or(requester).or(mailbox).unwrap_or(house.language)
}

#[derive(serde::Deserialize)]
struct Spoken {
    language: Option<Language>,
}

fn sender(premises: &Premises, sending: &Sending, house: &House) -> Address {
    let written = sending.message.as_ref().and_then(|message| message.from.clone());
    match &sending.mailbox {
        Some(mailbox) if written.as_ref().is_some_and(|from| from.email == mailbox.address && from.name.is_some()) => {
            written.unwrap_or_else(|| Address::bare(mailbox.address.clone()))
        }
        Some(mailbox) if mailbox.name.is_empty() => Address::new(house.organization.clone(), mailbox.address.clone()),
        Some(mailbox) => Address::new(mailbox.name.clone(), mailbox.address.clone()),
        None => {
            let host = premises.url.split("://").last().unwrap_or_default();
            let host = host.split([':', '/']).next().unwrap_or_default();
            let email = Email::parse(&format!("noreply@{host}")).or_else(|| Email::parse("noreply@localhost"));
            Address::new(house.organization.clone(), email.expect("noreply@localhost is an address"))
        }
    }
}

fn automatic(kind: LetterKind) -> Automatic {
    match kind {
        LetterKind::Reply | LetterKind::Forward => Automatic::No,
        LetterKind::Acknowledgement | LetterKind::FollowUp | LetterKind::Kept | LetterKind::Declined => {
            Automatic::AutoReplied
        }
        LetterKind::Created
        | LetterKind::Solved
        | LetterKind::Closed
        | LetterKind::Invitation
        | LetterKind::Reset
        | LetterKind::SignIn
        | LetterKind::Alarm
        | LetterKind::Notice
        | LetterKind::Summary
        | LetterKind::Rule
        | LetterKind::Reminder
        | LetterKind::Approval
        | LetterKind::Rating
        | LetterKind::Test => Automatic::AutoGenerated,
    }
}

/// What travels inside, with the pictures of the signature.
async fn files(premises: &Premises, sending: &Sending, inside: &[&Attachment]) -> Done<Vec<Part>> {
    let written = inside.iter().map(|file| NewAttachment::from((*file).clone()));
    let all: Vec<NewAttachment> = written.chain(signed(sending).cloned()).collect();
    let mut parts = Vec::with_capacity(all.len());
    for file in all {
        let bytes = premises.blobs.get(&file.digest).await.map_err(Fault::new)?;
        let bytes = bytes.ok_or_else(|| Fault::new(format!("the file {} of a letter is gone", file.digest)))?;
        parts.push(Part {
            filename: file.name,
            content_type: file.content_type,
            bytes: bytes.to_vec(),
            inline: file.inline,
            content_id: file.content_id,
        });
    }
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use desk::ticket::{Brand, BrandWish, Color};

    #[test]
    fn a_brand_with_an_address_of_its_own_leads_there() {
        let at = |domain: &str| {
            let (name, domain) = ("Nordlicht".to_owned(), domain.to_owned());
            let wish = BrandWish { name, domain, language: None, color: Color::Teal };
            House { brand: Some(Brand::new(&wish).unwrap()), ..House::default() }
        };
        for (url, domain, leads) in [
            ("https://desk.example", "help.example", "https://help.example"),
            ("http://desk.example:8080/", "help.example", "http://help.example:8080"),
            ("http://[::1]:8080", "help.example", "http://help.example:8080"),
            ("http://[::1]", "help.example", "http://help.example"),
            ("https://desk.example", "", "https://desk.example"),
        ] {
            assert_eq!(portal(url, &at(domain)), leads, "{url} {domain}");
        }
    }
}
