//! A view's page of tickets: asked once, shown alone or beside the ticket that is open.

use super::fields::Fields;
use super::sketched::{Unsaid, of_said};
use base::Language;
use desk::condition::Condition;
use desk::form::{Book, FieldId};
use desk::people::{OrganizationId, PersonId, TeamId};
use desk::ticket::{Column, Layout, Status, Tag, TicketId, TicketNumber, View};
use desk::{Done, Permission};
use service::form::{self, Contents};
use service::ticket::{After, Line, Page};
use service::{Actor, Read, people, ticket};
use std::collections::BTreeMap;
use views::agent::list::{Bulk, List};
use views::agent::{Row, Standing};

/// Rows on one page.
const LENGTH: usize = 50;

/// Tags in one row.
const MOST_TAGS: usize = 2;

/// Which page of which view, as the address says.
#[derive(Clone, Debug, PartialEq)]
pub struct Which {
    pub view: View,
    pub after: Option<After>,
    /// To what the list is narrowed, in the language of the search; empty: to nothing.
    pub filter: String,
}

impl Which {
    /// None: the address names no view there is.
    pub fn of(fields: &Fields) -> Option<Self> {
        let view = View::named(fields.text("view"))?;
        Some(Self { after: After::read(fields.text("after")), ..Self::whole(view, fields.text("q").trim()) })
    }

    /// A view from its beginning.
    pub fn whole(view: View, filter: &str) -> Self {
        Self { view, after: None, filter: filter.to_owned() }
    }

    /// What the address says of the list, without the page.
    pub fn query(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("view", &self.view.name());
        if !self.filter.is_empty() {
            query.append_pair("q", &self.filter);
        }
        query.finish()
    }

    /// The address of the list.
    pub fn path(&self) -> String {
        match self.after {
            Some(after) => format!("/tickets?{}&after={after}", self.query()),
            None => format!("/tickets?{}", self.query()),
        }
    }

    /// What must hold beside the view's own conditions.
    pub fn narrowing(&self, read: &mut Read) -> Done<Result<Option<Condition>, Unsaid>> {
        if self.filter.is_empty() {
            return Ok(Ok(None));
        }
        Ok(of_said(read, &self.filter)?.map(Some))
    }
}

/// A page with the names that its rows and its bulk bar need.
pub struct Listed {
    pub which: Which,
    pub page: Page,
    pub narrowing: Narrowing,
    pub statuses: Vec<Status>,
    pub tags: Vec<Tag>,
    /// Who may be given tickets; none where nothing is done to many at once.
    pub agents: Option<Vec<(PersonId, String)>>,
    pub teams: Vec<(TeamId, String)>,
    pub layout: Layout,
    pub starred: Vec<TicketId>,
    pub organizations: BTreeMap<OrganizationId, String>,
    /// What stands in the fields of one's own columns.
    pub contents: Contents,
    /// What may be set for many at once; empty where nothing is done to many.
    pub book: Book,
}

/// How a list is narrowed.
pub enum Narrowing {
    No,
    To(Condition),
    /// Nothing is shown instead of everything.
    Misunderstood(Unsaid),
}

impl Narrowing {
    pub const fn condition(&self) -> Option<&Condition> {
        match self {
            Self::To(condition) => Some(condition),
            Self::No | Self::Misunderstood(_) => None,
        }
    }
}

/// A list by itself, with everything its bulk bar offers.
pub fn listed(read: &mut Read, which: Which) -> Done<Listed> {
    Ok(Listed { agents: Some(bulk_agents(read)?), book: form::book(read)?, ..beside(read, which)? })
}

/// Whom many tickets may be given to at once.
pub fn bulk_agents(read: &mut Read) -> Done<Vec<(PersonId, String)>> {
    people::answering(read)
}

/// The list beside an open ticket.
pub fn beside(read: &mut Read, which: Which) -> Done<Listed> {
    let layout = ticket::layout_of(read, which.view)?;
    let (narrowing, page) = match which.narrowing(read)? {
        Ok(more) => {
            let page = ticket::list_in(read, (which.view, more.as_ref()), layout.order, which.after, LENGTH)?;
            (more.map_or(Narrowing::No, Narrowing::To), page)
        }
        Err(why) => (Narrowing::Misunderstood(why), Page::default()),
    };
    let ids: Vec<TicketId> = page.lines.iter().map(|line| line.ticket.id).collect();
    let organizations = if layout.columns.contains(&Column::Organization) {
        let ids: Vec<OrganizationId> = page.lines.iter().filter_map(|line| line.ticket.organization).collect();
        people::organization_names(read, &ids)?
    } else {
        BTreeMap::new()
    };
    Ok(Listed {
        which,
        narrowing,
        contents: form::contents(read, if layout.fields.is_empty() { &[] } else { &ids })?,
        starred: ticket::starred(read, &ids)?,
        organizations,
        layout,
        page,
        statuses: ticket::statuses(read)?,
        tags: ticket::tags(read)?,
        agents: None,
        book: Book::default(),
        teams: people::teams(read)?.into_iter().map(|team| (team.id, team.name)).collect(),
    })
}

impl Listed {
    pub fn list(&self, actor: &Actor, eyes: (Language, &str), current: Option<TicketNumber>) -> List<'_> {
        let language = eyes.0;
        List {
            view: self.which.view,
            word: self.which.view.name(),
            query: self.which.query(),
            filter: &self.which.filter,
            misunderstood: matches!(self.narrowing, Narrowing::Misunderstood(_)),
            rows: self.page.lines.iter().map(|line| self.row(line, eyes, current)).collect(),
            after: self.which.after.map(|after| after.to_string()),
            next: self.page.next.map(|after| after.to_string()),
            bulk: self
                .agents
                .as_deref()
                .filter(|_| actor.may(Permission::Reply).is_ok())
                .map(|agents| self.bulk(agents, actor, language)),
        }
    }

    fn row<'l>(&'l self, line: &'l Line, eyes: (Language, &str), current: Option<TicketNumber>) -> Row<'l> {
        let language = eyes.0;
        let team = self.teams.iter().find(|(id, _)| *id == line.ticket.team);
        let organization = line.ticket.organization.and_then(|id| self.organizations.get(&id));
        Row {
            columns: &self.layout.columns,
            team: team.map_or("", |(_, name)| name),
            organization: organization.map_or("", String::as_str),
            starred: self.starred.contains(&line.ticket.id),
            details: self.contents.columns(line.ticket.id, &self.layout.fields, eyes),
            ..row(line, &self.statuses, &self.tags, language, current)
        }
    }

    fn settable(&self, language: Language) -> Vec<(FieldId, &str)> {
        let settable = self.book.fields.iter().filter(|field| field.active && !field.nature.is_computed());
        settable.map(|field| (field.id, field.label.shown(language))).collect()
    }

    fn bulk<'l>(&'l self, agents: &'l [(PersonId, String)], actor: &Actor, language: Language) -> Bulk<'l> {
        Bulk {
            me: actor.person().unwrap_or(PersonId(0)),
            agents,
            statuses: self.statuses.iter().map(|status| Standing::of(status, language)).collect(),
            tags: self.tags.iter().map(|tag| tag.name.as_str()).collect(),
            teams: &self.teams,
            fields: self.settable(language),
            // What a run goes through is a view: of a narrowed one, only what is ticked is meant.
            beyond: self.which.filter.is_empty() && (self.page.next.is_some() || self.which.after.is_some()),
            discards: actor.may(Permission::Discard).is_ok(),
            trashed: self.which.view == View::Trash,
        }
    }
}

/// A line as a row shows it.
pub fn row<'a>(
    line: &'a Line,
    statuses: &'a [Status],
    tags: &'a [Tag],
    language: Language,
    current: Option<TicketNumber>,
) -> Row<'a> {
    let Line { ticket, requester, assignee } = line;
    let name = |id| tags.iter().find(|tag| tag.id == id).map(|tag| tag.name.as_str());
    Row {
        status: Standing::find(ticket.status, ticket.category, statuses, language),
        requester,
        assignee: assignee.as_deref(),
        tags: ticket.tags.iter().filter_map(|id| name(*id)).take(MOST_TAGS).collect(),
        columns: &Column::USUAL,
        team: "",
        organization: "",
        starred: false,
        details: Vec::new(),
        current: current == Some(ticket.number),
        ticket,
    }
}
