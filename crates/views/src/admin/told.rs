//! Events of the house in words. Those of a ticket are told as its timeline tells them.

use super::arrived::decision_key;
use super::mailboxes::{provider_name, worry_key};
use super::outbox::letter_key;
use crate::Shell;
use crate::agent::Names;
use crate::agent::marked::{Marked, Particular};
use crate::agent::queues::title;
use crate::agent::ticket::happened;
use base::Moment;
use desk::automation::RuleId;
use desk::channel::{Mailbox, MailboxId};
use desk::flow::FlowId;
use desk::form::Value;
use desk::form::{Book, FieldId, Topic};
use desk::object::ObjectId;
use desk::people::{OrganizationId, PersonId, Team};
use desk::setting::Change;
use desk::ticket::{Status, Tag, TicketId, TicketNumber, View};
use desk::{Event, Recorded, Who};
use std::collections::BTreeMap;

/// What the ids in a page of the log are called.
#[derive(Clone, Debug)]
pub struct Known {
    pub people: BTreeMap<PersonId, String>,
    pub organizations: BTreeMap<OrganizationId, String>,
    pub objects: BTreeMap<ObjectId, String>,
    pub mailboxes: Vec<Mailbox>,
    pub tickets: BTreeMap<TicketId, TicketNumber>,
    pub statuses: Vec<Status>,
    pub tags: Vec<Tag>,
    pub teams: Vec<Team>,
    pub book: Book,
    pub topics: Vec<Topic>,
    /// IANA name.
    pub zone: String,
    pub rules: BTreeMap<RuleId, String>,
    pub flows: BTreeMap<FlowId, String>,
}

pub fn sentence(recorded: &Recorded, known: &Known, shell: &Shell) -> Marked {
    let Known { people, statuses, teams, tags, book, topics, organizations, objects, zone, rules, flows, .. } = known;
    let language = shell.words.language();
    let names =
        Names { people, statuses, teams, tags, book, topics, organizations, objects, zone, rules, flows, language };
    let particulars = particulars(&recorded.event, known, &names, shell);
    if particulars.is_empty() {
        return happened::sentence(recorded, &names, shell);
    }
    let key = format!("event-{}", recorded.event.kind().replace('_', "-"));
    let without = format!("{key}-itself");
    let nobody = recorded.who == Who::Anonymous && shell.words.knows(&without);
    let who = ("who", name(names.who(recorded.who)));
    Marked::tell(shell.words, if nobody { &without } else { &key }, [who].into_iter().chain(particulars))
}

/// None for an event that tells nothing beside who did it, or that belongs to a ticket's timeline.
fn particulars(event: &Event, known: &Known, names: &Names, shell: &Shell) -> Vec<(&'static str, Particular)> {
    use Event::*;
    let mut told: Vec<(&'static str, Particular)> =
        event.whom().map(|id| ("person", name(names.person(id)))).into_iter().collect();
    let mut tell = |what, text: &str| told.push((what, name(text)));
    match event {
        MessageDecided { decision, .. } => tell("decision", shell.say(decision_key(*decision))),
        PeopleMerged { name, .. } | PeopleUnmerged { name, .. } => tell("name", name),
        AccessTokenCreated { name, .. } | AccessTokenRemoved { name, .. } => tell("name", name),
        PersonBlocked { .. } | PersonUnblocked { .. } => {}
        PeopleKeptApart { other, .. } => tell("other", names.person(*other)),
        AddressAdded { address, .. }
        | AddressRemoved { address, .. }
        | AddressShared { address, .. }
        | AddressOwned { address, .. } => tell("address", address),
        AddressChosen { from, to, .. }
        | OrganizationRenamed { from, to, .. }
        | ObjectRenamed { from, to, .. }
        | TeamRenamed { from, to, .. }
        | TagRenamed { from, to, .. }
        | ViewChanged { from, to, .. } => {
            tell("from", from);
            tell("to", to);
        }
        ListColoured { list } => tell("list", list_name(list, names, shell)),
        TeamLockChanged { team, minutes } => {
            tell("team", names.team(*team));
            told.push(("minutes", Particular::Count(*minutes)));
        }
        OrganizationDescribed { organization, from, to } => {
            tell("organization", organization_name(known, *organization));
            tell("from", shell.say(from.sharing.key()));
            tell("to", shell.say(to.sharing.key()));
            told.push(("what", Particular::Choice(if from.sharing == to.sharing { "other" } else { "sharing" })));
        }
        OrganizationJoined { organization, .. }
        | OrganizationLeft { organization, .. }
        | ContactNamed { organization, .. }
        | ContactDropped { organization, .. } => tell("organization", organization_name(known, *organization)),
        PhoneAdded { number, .. } | PhoneRemoved { number, .. } => tell("number", number),
        HandleAdded { service, handle, .. } | HandleRemoved { service, handle, .. } => {
            tell("service", service.brand().unwrap_or_else(|| shell.say("handle-other")));
            tell("handle", handle);
        }
        PersonNoteAdded { .. } | PersonNoteRemoved { .. } => {}
        TierChanged { from, to, .. } => {
            tell("from", shell.say(from.key()));
            tell("to", shell.say(to.key()));
        }
        OrganizationsMerged { organization, name, members, tickets, .. } => {
            tell("organization", organization_name(known, *organization));
            tell("name", name);
            told.push(("members", Particular::Count(*members)));
            told.push(("tickets", Particular::Count(*tickets)));
        }
        OrganizationsUnmerged { organization, name, .. } => {
            tell("organization", organization_name(known, *organization));
            tell("name", name);
        }
        OrganizationRemoved { name, .. } => tell("name", name),
        OrganizationCreated { organization } => tell("organization", organization_name(known, *organization)),
        DomainAdded { organization, domain, members } => {
            tell("organization", organization_name(known, *organization));
            tell("domain", domain);
            told.push(("members", Particular::Count(*members)));
        }
        DomainRemoved { organization, domain } => {
            tell("organization", organization_name(known, *organization));
            tell("domain", domain);
        }
        AgentInvited { role, .. } => tell("role", shell.say(role.key())),
        RoleChanged { from, to, .. } => {
            tell("from", shell.say(from.key()));
            tell("to", shell.say(to.key()));
        }
        LevelChanged { team, from, to, .. } => {
            tell("team", names.team(*team));
            tell("from", shell.say(from.key()));
            tell("to", shell.say(to.key()));
        }
        SignInFailed { person: None } => told.push(("person", Particular::Choice("none"))),
        RoutingChanged { team, to, .. } => {
            tell("team", names.team(*team));
            tell("to", shell.say(to.key()));
        }
        DutySet { via, paused, locked, most, .. } => {
            tell("via", shell.say(via.key()));
            told.push(("paused", Particular::Choice(if *paused { "yes" } else { "no" })));
            told.push(("locked", Particular::Choice(if *locked { "yes" } else { "no" })));
            told.push(("most", Particular::Count(*most)));
        }
        EffortChanged {} | NewcomerAsked {} => {}
        LoadSet { most, .. } => told.push(("most", Particular::Count(*most))),
        HoursSet { calendar, .. } => {
            told.push(("hours", Particular::Choice(if calendar.is_some() { "some" } else { "none" })))
        }
        AbsenceSet { from, until, .. } => {
            let moment =
                |at: &Option<Moment>| at.map_or(Particular::Choice("none"), |at| name(shell.when_exactly(&at).short()));
            told.extend([("from", moment(from)), ("until", moment(until))]);
        }
        TicketErased { number, .. } => tell("number", &number.to_string()),
        TeamCreated { team } => tell("team", names.team(*team)),
        TeamRemoved { name, .. }
        | TagRemoved { name, .. }
        | ArticleCreated { name, .. }
        | ArticleChanged { name, .. }
        | ArticleCategoryCreated { name, .. }
        | ArticleCategoryChanged { name, .. }
        | ArticleCategoryRemoved { name, .. }
        | ObjectTypeCreated { name, .. }
        | ObjectTypeChanged { name, .. }
        | ObjectTypeRemoved { name, .. }
        | ObjectCreated { name, .. }
        | ObjectRemoved { name, .. }
        | ObjectRestored { name, .. }
        | FieldCreated { name, .. }
        | FieldEdited { name, .. }
        | FieldRemoved { name, .. }
        | FormCreated { name, .. }
        | FormEdited { name, .. }
        | FormRemoved { name, .. }
        | TopicCreated { name, .. }
        | TopicEdited { name, .. }
        | TopicRemoved { name, .. }
        | CalendarCreated { name, .. }
        | CalendarChanged { name, .. }
        | CalendarRemoved { name, .. }
        | SlaPolicyCreated { name, .. }
        | SlaPolicyChanged { name, .. }
        | SlaPolicyRemoved { name, .. }
        | BrandCreated { name, .. }
        | BrandChanged { name, .. }
        | BrandRemoved { name, .. }
        | ViewCreated { name, .. }
        | ViewRemoved { name, .. }
        | ViewRestored { name, .. } => tell("name", name),
        StatusCreated { status } | StatusEdited { status } => tell("status", names.status(*status)),
        TagCreated { tag } => tell("tag", names.tag(*tag)),
        MailboxCreated { mailbox }
        | MailboxChanged { mailbox }
        | MailboxActivated { mailbox }
        | MailboxDeactivated { mailbox }
        | MailboxAuthorized { mailbox } => {
            tell("mailbox", address(known, *mailbox));
        }
        MailboxTroubled { mailbox, worry } | MailboxRecovered { mailbox, worry } => {
            tell("mailbox", address(known, *mailbox));
            tell("worry", shell.say(worry_key(*worry)));
        }
        ApplicationRegistered { provider } => tell("provider", provider_name(*provider)),
        WordingChanged { letter, language, .. } | WordingReset { letter, language, .. } => {
            tell("letter", shell.say(letter_key(*letter)));
            tell("language", language.endonym());
        }
        GuardCreated { name, .. }
        | GuardChanged { name, .. }
        | GuardRemoved { name, .. }
        | FilterCreated { name, .. }
        | FilterChanged { name, .. }
        | FilterRemoved { name, .. }
        | MacroCreated { name, .. }
        | MacroChanged { name, .. }
        | MacroRemoved { name, .. }
        | SkillCreated { name, .. }
        | SkillChanged { name, .. }
        | SkillRemoved { name, .. }
        | ActivityCreated { name, .. }
        | ActivityChanged { name, .. }
        | ChecklistCreated { name, .. }
        | ChecklistChanged { name, .. }
        | ChecklistRemoved { name, .. }
        | TemplateCreated { name, .. }
        | TemplateChanged { name, .. }
        | TemplateRemoved { name, .. } => tell("name", name),
        SigningKeyChanged { domain, selector, what } => {
            tell("domain", domain);
            tell("selector", selector);
            told.push(("what", Particular::Choice(what.name())));
        }
        MailKeyChanged { address, fingerprint, what } => {
            tell("address", address);
            tell("fingerprint", fingerprint.get(..16).unwrap_or(fingerprint));
            told.push(("what", Particular::Choice(what.name())));
        }
        ArticleMoved { name, from, to, .. } => {
            tell("name", name);
            tell("from", shell.say(crate::knowledge::state_key(*from)));
            tell("to", shell.say(crate::knowledge::state_key(*to)));
        }
        ArticleRestored { name, version, .. } => {
            tell("name", name);
            told.push(("version", Particular::Count(*version)));
        }
        SettingChanged { key, from, to } => {
            let word = format!("admin-setting-{}", key.replace('_', "-"));
            tell("key", shell.words.say(&word));
            match Change::of(key, from, to) {
                Change::Texts(from, to) => {
                    tell("from", &from);
                    tell("to", &to);
                }
                Change::Choices(from, to) => {
                    tell("from", shell.say(from));
                    tell("to", shell.say(to));
                }
                Change::Parts(parts) => {
                    let parts: Vec<&str> = parts.into_iter().map(|part| shell.say(part)).collect();
                    tell("to", &parts.join(shell.say("admin-list-comma")));
                    told.push(("how", Particular::Choice("parts")));
                }
                Change::Whole => told.push(("how", Particular::Choice("whole"))),
            }
        }
        TicketsExported { view, format, tickets } => {
            tell("view", list_name(view, names, shell));
            tell("format", format);
            told.push(("tickets", Particular::Count(*tickets)));
        }
        RuleCreated { name, .. } | RuleChanged { name, .. } | RuleRemoved { name, .. } => tell("name", name),
        FlowCreated { name, .. } | FlowChanged { name, .. } | FlowRemoved { name, .. } => tell("name", name),
        SetUpImported { name, made, kept } => {
            tell("name", name);
            told.push(("made", Particular::Count(*made)));
            told.push(("kept", Particular::Count(*kept)));
        }
        SetUpExported { name, parts } => {
            tell("name", name);
            told.push(("parts", Particular::Count(*parts)));
        }
        FlowPublished { name, version, .. } => {
            tell("name", name);
            told.push(("version", Particular::Count(*version)));
        }
        FlowSwitched { name, active, to, .. } => {
            tell("name", name);
            let to = match to.as_deref() {
                Some("log") => "log",
                Some("suggest") => "suggest",
                _ if *active => "on",
                _ => "off",
            };
            told.push(("active", Particular::Choice(to)));
        }
        ProcedureCreated { name, .. } | ProcedureChanged { name, .. } | ProcedureRemoved { name, .. } => {
            tell("name", name)
        }
        WorkflowCreated { name, .. } | WorkflowChanged { name, .. } | WorkflowRemoved { name, .. } => {
            tell("name", name)
        }
        OversightGiven { over, .. } | OversightEnded { over, .. } => tell("over", names.person(*over)),
        ManagerChanged { to, .. } => {
            told.push(("to", to.map_or(Particular::Choice("none"), |id| self::name(names.person(id)))));
        }
        WebhookCreated { name, .. }
        | WebhookChanged { name, .. }
        | WebhookRemoved { name, .. }
        | PanelCreated { name, .. }
        | PanelChanged { name, .. }
        | PanelRemoved { name, .. }
        | ChatCreated { name, .. }
        | ChatChanged { name, .. }
        | ChatRemoved { name, .. }
        | ChatChosen { name, .. }
        | WebhookSecretRenewed { name, .. }
        | WebhookReplayed { name, .. } => tell("name", name),
        WebhookSwitched { name, active, .. } => {
            tell("name", name);
            told.push(("active", Particular::Choice(if *active { "on" } else { "off" })));
        }
        RuleSwitched { name, to, .. } => {
            tell("name", name);
            let to = ["off", "log", "suggest", "act"].into_iter().find(|one| one == to).unwrap_or("act");
            told.push(("to", Particular::Choice(to)));
        }
        FiltersOrdered { filters } => told.push(("filters", Particular::Count(*filters))),
        PersonFieldChanged { field, from, to, .. } => told.extend(changed(names, *field, from, to)),
        OrganizationFieldChanged { organization, field, from, to } => {
            told.push(("organization", self::name(organization_name(known, *organization))));
            told.extend(changed(names, *field, from, to));
        }
        TeamFieldChanged { team, field, from, to } => {
            told.push(("team", self::name(names.team(*team))));
            told.extend(changed(names, *field, from, to));
        }
        ObjectFieldChanged { object, field, from, to } => {
            told.push(("object", self::name(known.objects.get(object).map_or("?", String::as_str))));
            told.extend(changed(names, *field, from, to));
        }
        PersonFilled { name, fields, .. } => {
            tell("name", name);
            told.push(("fields", Particular::Count(*fields)));
        }
        PanelAskedAgain { name, people, .. } => {
            tell("name", name);
            told.push(("people", Particular::Count(*people)));
        }
        SeenAsRequester { number, .. } => {
            let number = number.map_or(Particular::Choice("none"), |number| name(&format!("#{number}")));
            told.push(("number", number));
        }
        PeopleExported { people } => told.push(("people", Particular::Count(*people))),
        ObjectsImported { name, created, changed, .. } => {
            tell("name", name);
            told.push(("created", Particular::Count(*created)));
            told.push(("changed", Particular::Count(*changed)));
        }
        ObjectsExported { name, objects, .. } => {
            tell("name", name);
            told.push(("objects", Particular::Count(*objects)));
        }
        RulesOrdered { rules } => told.push(("rules", Particular::Count(*rules))),
        RunBegun { tickets, .. } | MailingBegun { tickets, .. } => told.push(("tickets", Particular::Count(*tickets))),
        RunConfirmed { guards, tickets, .. } => {
            tell("guards", guards);
            told.push(("tickets", Particular::Count(*tickets)));
        }
        RunCancelled { .. } | RunUndone { .. } | MailingCancelled { .. } => {}
        DemoRemoved { tickets } => told.push(("tickets", Particular::Count(*tickets))),
        PersonCreated { .. }
        | NoticesChosen { .. }
        | InboxChanged { .. }
        | MuteChanged { .. }
        | PushSubscribed { .. }
        | PushUnsubscribed { .. }
        | ChatLeft { .. }
        | CalendarFeedChanged { .. }
        | PersonChanged { .. }
        | SignatureChanged { .. }
        | ShortcutsChosen { .. }
        | NumbersShown { .. }
        | ClockChosen { .. }
        | AgentJoined { .. }
        | AgentDeactivated { .. }
        | AgentReactivated { .. }
        | PasswordChanged { .. }
        | PasswordForgotten { .. }
        | SignInLinkAsked { .. }
        | SignedIn { .. }
        | SignInFailed { person: Some(_) }
        | SignedOut { .. }
        | SessionRevoked { .. }
        | InstallationSetUp { .. } => {}
        ViewsCounted { views } => told.push(("views", Particular::Count(*views))),
        ViewsOrdered { .. }
        | TicketStarred { .. }
        | TicketUnstarred { .. }
        | TimerStarted { .. }
        | TimerStopped { .. } => {}
        TeamsOrdered { .. }
        | SlaPoliciesOrdered { .. }
        | StatusRemoved { .. }
        | MailboxRemoved { .. }
        | JobBuried { .. }
        | JobRetried { .. }
        | FileRead { .. } => {}
        desk::of_a_ticket!() => {}
    }
    told
}

/// A field with what stood in it and what stands in it now.
pub(crate) fn changed(
    names: &Names,
    field: FieldId,
    from: &Option<Value>,
    to: &Option<Value>,
) -> [(&'static str, Particular); 3] {
    let value = |value: &Option<Value>| match value {
        Some(value) => name(&happened::short(&names.value(field, value))),
        None => Particular::Choice("none"),
    };
    [("field", name(names.field(field))), ("from", value(from)), ("to", value(to))]
}

/// What a list is called: a team by its name.
fn list_name<'a>(list: &'a str, names: &Names<'a>, shell: &'a Shell) -> &'a str {
    match View::named(list) {
        Some(View::Team(team)) => names.team(team),
        Some(view) => shell.say(title(view)),
        None => list,
    }
}

fn organization_name(known: &Known, id: OrganizationId) -> &str {
    known.organizations.get(&id).map_or("?", String::as_str)
}

fn address(known: &Known, id: MailboxId) -> &str {
    known.mailboxes.iter().find(|mailbox| mailbox.id == id).map_or("?", |mailbox| mailbox.address.as_str())
}

fn name(text: &str) -> Particular {
    Particular::Name(text.to_owned())
}
