//! A view's page of tickets: asked once, shown alone or beside the ticket that is open.

use super::cells::word;
use super::fields::Fields;
use super::marks::there;
use super::sketched::{Unsaid, asked};
use crate::live::Hub;
use base::Language;
use base::words::Words;
use desk::conversation::{Acts, Macro, MacroId};
use desk::form::{Book, Field, FieldId, Shape, Topic, TopicId};
use desk::people::{OrganizationId, PersonId, TeamId};
use desk::ticket::{
    Bucket, Column, Grouping, Highlight, Layout, Order, Priority, Shown, Sorting, Status, Tag, TicketId, TicketNumber,
    View,
};
use desk::{Done, Permission};
use service::form::{self, Contents};
use service::search::{self, Finder};
use service::ticket::{
    After, BoardColumn, CARDS, HEADINGS, Heading, Headings, Line, Look, MOST_CARDS, MOST_EXPANDED, Page, Reach, Spelled,
};
use service::{Actor, Read, conversation, people, ticket};
use std::collections::{BTreeMap, HashMap};
use views::agent::board::{Board, Card, Column as BoardColumnShown};
use views::agent::list::{Bulk, Group, Groups, Label, List, OwnColumn, own_key};
use views::agent::{Face, Row, Standing, There, Tint};

/// Rows on one page.
const LENGTH: usize = 50;

/// Which page of which view, as the address says.
#[derive(Clone, Debug, PartialEq)]
pub struct Which {
    pub view: View,
    pub after: Option<After>,
    /// To what the list is narrowed, in the language of the search; empty: to nothing.
    pub filter: String,
    /// Another order than the list's own.
    pub order: Option<Sorting>,
    /// The one heading of a grouped list whose tickets are meant.
    pub heading: Option<(Grouping, Bucket)>,
    /// In a grouped list: the last heading of the page before.
    pub behind: Option<Bucket>,
    /// In a grouped list: headings whose rows are asked for although they lie beyond its first tickets.
    pub expanded: Vec<Bucket>,
    /// On a board: how far one looks into its columns.
    pub reaches: Vec<Reach>,
}

impl Which {
    /// None: the address names no view there is. What is found is none without what was asked.
    pub fn of(fields: &Fields) -> Option<Self> {
        let filter = fields.text("q").trim();
        let view = View::named(fields.text("view")).filter(|view| *view != View::Found || !filter.is_empty())?;
        let grouping = Grouping::named(fields.text("group"));
        let heading = grouping.zip(fields.all("in").next().map(Bucket::from));
        Some(Self {
            after: After::read(fields.text("after")),
            order: Sorting::named(fields.text("order")),
            heading: heading.filter(|(grouping, bucket)| grouping.holds(bucket).is_some()),
            behind: fields.all("behind").next().map(Bucket::from),
            expanded: fields.all("expand").take(MOST_EXPANDED).map(Bucket::from).collect(),
            reaches: fields.all("deep").filter_map(reach).take(HEADINGS).collect(),
            ..Self::whole(view, filter)
        })
    }

    /// A view from its beginning.
    pub fn whole(view: View, filter: &str) -> Self {
        Self {
            view,
            after: None,
            filter: filter.to_owned(),
            order: None,
            heading: None,
            behind: None,
            expanded: Vec::new(),
            reaches: Vec::new(),
        }
    }

    /// One heading of it, as a list like any other.
    pub fn under(&self, grouping: Grouping, bucket: &Bucket) -> Self {
        Self { heading: Some((grouping, bucket.clone())), ..self.clone().from_its_beginning() }
    }

    /// The same list, as if nobody had gone on in it.
    pub fn from_its_beginning(self) -> Self {
        Self { after: None, behind: None, expanded: Vec::new(), reaches: Vec::new(), ..self }
    }

    /// Neither one heading of it, nor a page further on.
    const fn is_whole(&self) -> bool {
        self.heading.is_none() && self.after.is_none()
    }

    /// Under which headings it stands; a board has columns instead.
    pub fn grouping(&self, layout: &Layout, book: &Book) -> Option<Grouping> {
        let grouping = layout.grouping.filter(|_| self.is_whole() && layout.board.is_none());
        grouping.filter(|one| stands(*one, book))
    }

    /// As far into one column as said, and no further than to its first cards where nothing is.
    fn reaching(&self, bucket: &Bucket, reach: Option<Reach>) -> Self {
        let others = self.reaches.iter().filter(|one| one.bucket != *bucket).cloned();
        Self { reaches: others.chain(reach).collect(), ..self.clone() }
    }

    /// With the rows of one more heading; the one that was expanded first makes room.
    fn expanding(&self, bucket: &Bucket) -> Self {
        let mut expanded: Vec<Bucket> = self.expanded.iter().filter(|one| *one != bucket).cloned().collect();
        expanded.push(bucket.clone());
        let spare = expanded.len().saturating_sub(MOST_EXPANDED);
        Self { expanded: expanded.split_off(spare), ..self.clone() }
    }

    /// What the form of a board carries.
    fn kept(&self) -> Vec<(&'static str, String)> {
        let deep = self.reaches.iter().map(|reach| ("deep", written(reach)));
        let expanded = self.expanded.iter().map(|bucket| ("expand", bucket.0.clone()));
        self.pairs().into_iter().chain(deep).chain(expanded).collect()
    }

    /// What the address says of the list, without the page.
    pub fn query(&self) -> String {
        form_urlencoded::Serializer::new(String::new()).extend_pairs(self.pairs()).finish()
    }

    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = vec![("view", self.view.name())];
        if !self.filter.is_empty() {
            pairs.push(("q", self.filter.clone()));
        }
        if let Some((grouping, bucket)) = &self.heading {
            pairs.extend([("group", grouping.name()), ("in", bucket.0.clone())]);
        }
        if let Some(order) = self.order {
            pairs.push(("order", order.name()));
        }
        pairs
    }

    /// The address of the list.
    pub fn path(&self) -> String {
        match self.after {
            Some(after) => format!("/tickets?{}&after={after}", self.query()),
            None => {
                let all = form_urlencoded::Serializer::new(String::new()).extend_pairs(self.kept()).finish();
                format!("/tickets?{all}")
            }
        }
    }

    /// The address of one of its tickets beside it, with the place where that stands on the page, from 0.
    pub fn beside(&self, number: TicketNumber, place: usize) -> String {
        let query = self.path();
        let query = query.split_once('?').map_or("", |(_, query)| query);
        format!("/tickets/{number}?{query}&place={place}")
    }

    /// The address of a page of headings, with the rows that were asked for.
    fn page_of_headings(&self) -> String {
        let behind = self.behind.as_ref().map(|bucket| ("behind", bucket.0.clone()));
        let all =
            form_urlencoded::Serializer::new(String::new()).extend_pairs(self.kept()).extend_pairs(behind).finish();
        format!("/tickets?{all}")
    }

    /// What must hold beside the view's own conditions.
    pub fn narrowing(&self, read: &mut Read, finder: &Finder) -> Done<Result<Option<ticket::Narrowing>, Unsaid>> {
        let heading = self.heading.as_ref().and_then(|(grouping, bucket)| grouping.holds(bucket));
        if self.filter.is_empty() {
            return Ok(Ok(heading.map(ticket::Narrowing::from)));
        }
        let said = asked(read, &self.filter, |read, query| search::narrowing(read, finder, self.view, query))?;
        Ok(said.map(|said| {
            let condition = heading.unwrap_or_default().and(said.condition);
            Some(ticket::Narrowing { condition, ..said })
        }))
    }
}

/// `COLUMN.CARDS`, and where it does not begin with the first one, `.AFTER`.
fn reach(text: &str) -> Option<Reach> {
    let mut parts = text.splitn(3, '.');
    let (bucket, cards) = (parts.next()?, parts.next()?.parse().ok()?);
    let after = match parts.next() {
        Some(after) => Some(After::read(after)?),
        None => None,
    };
    Some(Reach { bucket: Bucket::from(bucket), after, cards })
}

fn written(reach: &Reach) -> String {
    let after = reach.after.map_or(String::new(), |after| format!(".{after}"));
    format!("{}.{}{after}", reach.bucket.0, reach.cards)
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
    /// What else its columns say.
    spelled: Spelled,
    /// What stands in the fields of one's own columns.
    pub contents: Contents,
    /// What may be set for many at once, and by what a list can be grouped; empty where nothing is done to many.
    pub book: Book,
    /// What they may be about, and what they could once be.
    pub topics: Vec<Topic>,
    /// With what of their own they can be changed at once.
    pub macros: Vec<(MacroId, String)>,
    /// Those of them that can be sent as a reply.
    pub answers: Vec<(MacroId, String)>,
    /// The list stands under headings.
    pub headings: Option<(Grouping, Headings)>,
    /// The list is shown as a board.
    pub board: Option<(Grouping, ticket::Board)>,
    /// How the view marks them.
    pub lit: HashMap<TicketId, Vec<Highlight>>,
    /// What the one heading is called that is shown, where people or organisations are.
    pub heading_name: String,
    /// Who answers which of them right now.
    answered: BTreeMap<TicketId, (PersonId, String)>,
    /// Who else is at them.
    there: HashMap<TicketNumber, Vec<There>>,
}

/// How a list is narrowed.
pub enum Narrowing {
    No,
    To(ticket::Narrowing),
    /// Nothing is shown instead of everything.
    Misunderstood(Unsaid),
}

impl Narrowing {
    pub const fn to(&self) -> Option<&ticket::Narrowing> {
        match self {
            Self::To(narrowing) => Some(narrowing),
            Self::No | Self::Misunderstood(_) => None,
        }
    }
}

/// A list by itself, with everything its bulk bar offers.
pub fn listed(read: &mut Read, finder: &Finder, which: Which) -> Done<Listed> {
    let book = form::book(read)?;
    let layout = ticket::layout_of(read, which.view)?;
    let (board, grouping) = (layout.board.filter(|_| which.is_whole()), which.grouping(&layout, &book));
    let listed = match (board, grouping) {
        (Some(board), _) => boarded(read, finder, which, layout, board)?,
        (None, Some(grouping)) => grouped(read, finder, which, layout, grouping)?,
        (None, None) => beside(read, finder, which)?,
    };
    let heading_name = match &listed.which.heading {
        Some((grouping, bucket)) => ticket::heading_name(read, *grouping, bucket)?,
        None => String::new(),
    };
    let (macros, answers) = bulk_macros(read)?;
    let topics = form::topics(read)?;
    Ok(Listed { agents: Some(bulk_agents(read)?), macros, answers, heading_name, book, topics, ..listed })
}

/// What the ids of headings are called.
pub struct Known<'k> {
    pub statuses: &'k [Status],
    pub teams: &'k [(TeamId, String)],
    pub tags: &'k [Tag],
    pub book: &'k Book,
    pub topics: &'k [Topic],
}

impl Known<'_> {
    /// Words where they are those of the desk; the page says the rest in its own.
    pub fn label(&self, grouping: Grouping, bucket: &Bucket, name: &str, language: Language) -> Label {
        let id: Option<i64> = bucket.0.parse().ok();
        let text = |name: Option<&str>| Label::Text(name.unwrap_or("?").to_owned());
        if bucket.0.is_empty() {
            return Label::Key(if grouping == Grouping::Assignee { "list-nobody" } else { "group-none" }.to_owned());
        }
        match grouping {
            Grouping::Status => {
                let status = self.statuses.iter().find(|one| Some(one.id.0) == id);
                text(status.map(|one| one.shown(language)))
            }
            Grouping::Team => text(self.teams.iter().find(|(one, _)| Some(one.0) == id).map(|(_, name)| name.as_str())),
            Grouping::Tag => text(self.tags.iter().find(|one| Some(one.id.0) == id).map(|one| one.name.as_str())),
            Grouping::Priority => {
                Priority::named(&bucket.0).map_or_else(|| Label::Text(bucket.0.clone()), Label::Priority)
            }
            Grouping::Kind => Label::Key(format!("kind-{}", bucket.0)),
            Grouping::Channel => Label::Key(format!("origin-{}", bucket.0)),
            Grouping::Tier => Label::Key(format!("tier-{}", bucket.0)),
            Grouping::Topic => {
                let topic = self.topics.iter().find(|one| Some(one.id.0) == id);
                text(topic.map(|topic| topic.wish.name.shown(language)))
            }
            Grouping::Mailbox | Grouping::Brand => text(Some(name).filter(|name| !name.is_empty())),
            Grouping::Rating => Label::Key(format!("stars-{}", bucket.0)),
            Grouping::DueDay | Grouping::DeadlineDay | Grouping::CreatedDay => Label::Day(bucket.0.clone()),
            Grouping::Assignee | Grouping::Requester | Grouping::Organization => text(Some(name)),
            Grouping::Field(field) => {
                let items = self.book.field(field).map(|field| field.nature.items()).unwrap_or_default();
                let item = items.iter().find(|item| Some(item.id.0) == id);
                Label::Text(item.map_or("?".to_owned(), |item| desk::form::spoken(items, item.id, language)))
            }
        }
    }
}

/// Only a field with items to choose one of makes headings.
fn stands(grouping: Grouping, book: &Book) -> bool {
    match grouping {
        Grouping::Field(id) => book.field(id).is_some_and(makes_headings),
        Grouping::Status | Grouping::Assignee | Grouping::Team | Grouping::Priority | Grouping::Kind => true,
        Grouping::Requester | Grouping::Organization | Grouping::Tag => true,
        Grouping::Topic | Grouping::Tier | Grouping::Channel | Grouping::Mailbox | Grouping::Brand => true,
        Grouping::Rating | Grouping::DueDay | Grouping::DeadlineDay | Grouping::CreatedDay => true,
    }
}

pub fn makes_headings(field: &Field) -> bool {
    field.active && field.nature.shape() == Shape::Item
}

type Named = Vec<(MacroId, String)>;

/// Macros that do something, whatever they say; and those that say something, whatever they do.
pub fn bulk_macros(read: &mut Read) -> Done<(Named, Named)> {
    let all = conversation::macros(read)?;
    let named = |one: &Macro| (one.id, one.name.clone());
    let acting = all.iter().filter(|one| one.acts != Acts::default()).map(named).collect();
    let saying = all.iter().filter(|one| !one.text_en.is_empty() || !one.text_ja.is_empty()).map(named).collect();
    Ok((acting, saying))
}

fn grouped(read: &mut Read, finder: &Finder, which: Which, layout: Layout, grouping: Grouping) -> Done<Listed> {
    let order = which.order.unwrap_or(layout.order);
    let (narrowing, headings) = match which.narrowing(read, finder)? {
        Ok(more) => {
            let behind = which.behind.clone();
            let of = (which.view, more.as_ref());
            let look = Look { after: behind.as_ref(), expanded: &which.expanded, ..Look::new(order, grouping) };
            let headings = ticket::headings(read, of, look)?;
            (more.map_or(Narrowing::No, Narrowing::To), headings)
        }
        Err(why) => (Narrowing::Misunderstood(why), Headings::default()),
    };
    let lines = headings.headings.iter().flat_map(|heading| heading.lines.iter().cloned()).collect();
    let page = Page { lines, next: None };
    Ok(Listed { headings: Some((grouping, headings)), ..named(read, which, layout, narrowing, page)? })
}

fn boarded(read: &mut Read, finder: &Finder, which: Which, layout: Layout, grouping: Grouping) -> Done<Listed> {
    let order = which.order.unwrap_or(layout.order);
    let (narrowing, board) = match which.narrowing(read, finder)? {
        Ok(more) => {
            let board = ticket::board(read, (which.view, more.as_ref()), order, grouping, &which.reaches)?;
            (more.map_or(Narrowing::No, Narrowing::To), board)
        }
        Err(why) => (Narrowing::Misunderstood(why), ticket::Board::default()),
    };
    let lines = board.columns.iter().flat_map(|column| column.lines.iter().cloned()).collect();
    let page = Page { lines, next: None };
    Ok(Listed { board: Some((grouping, board)), ..named(read, which, layout, narrowing, page)? })
}

/// Whom many tickets may be given to at once.
pub fn bulk_agents(read: &mut Read) -> Done<Vec<(PersonId, String)>> {
    people::answering(read)
}

/// The list beside an open ticket.
pub fn beside(read: &mut Read, finder: &Finder, which: Which) -> Done<Listed> {
    let layout = ticket::layout_of(read, which.view)?;
    let (narrowing, page) = match which.narrowing(read, finder)? {
        Ok(more) => {
            let order = which.order.unwrap_or(layout.order);
            let page = ticket::list_in(read, (which.view, more.as_ref()), order, which.after, LENGTH)?;
            (more.map_or(Narrowing::No, Narrowing::To), page)
        }
        Err(why) => (Narrowing::Misunderstood(why), Page::default()),
    };
    named(read, which, layout, narrowing, page)
}

/// A page with what the ids in its lines are called.
fn named(read: &mut Read, which: Which, layout: Layout, narrowing: Narrowing, page: Page) -> Done<Listed> {
    let ids: Vec<TicketId> = page.lines.iter().map(|line| line.ticket.id).collect();
    let organizations = if layout.shows(Column::Organization) {
        let ids: Vec<OrganizationId> = page.lines.iter().filter_map(|line| line.ticket.organization).collect();
        people::organization_names(read, &ids)?
    } else {
        BTreeMap::new()
    };
    Ok(Listed {
        lit: ticket::highlighted(read, which.view, &ids)?,
        which,
        narrowing,
        contents: form::contents(read, if layout.fields().is_empty() { &[] } else { &ids })?,
        starred: ticket::starred(read, &ids)?,
        spelled: ticket::spelled(read, &layout.known(), &ids)?,
        organizations,
        layout,
        page,
        statuses: ticket::statuses(read)?,
        tags: ticket::tags(read)?,
        agents: None,
        macros: Vec::new(),
        answers: Vec::new(),
        headings: None,
        board: None,
        heading_name: String::new(),
        answered: ticket::answered_now(read, &ids)?,
        there: HashMap::new(),
        book: Book::default(),
        topics: Vec::new(),
        teams: people::teams(read)?.into_iter().map(|team| (team.id, team.name)).collect(),
    })
}

impl Listed {
    /// With who else is where, as this process knows it.
    pub fn met(mut self, live: &Hub, me: PersonId) -> Self {
        let numbers = self.page.lines.iter().map(|line| line.ticket.number).collect();
        let mut present = live.others_among(&numbers, me);
        for line in &self.page.lines {
            let number = line.ticket.number;
            let writer = self.answered.get(&line.ticket.id).cloned();
            let there = there(present.remove(&number).unwrap_or_default(), writer, me);
            if !there.is_empty() {
                self.there.entry(number).or_insert(there);
            }
        }
        self
    }

    pub fn list(&self, actor: &Actor, eyes: (Language, &str), current: Option<TicketNumber>) -> List<'_> {
        let language = eyes.0;
        List {
            view: self.which.view,
            word: self.which.view.name(),
            query: self.which.query(),
            unordered: Which { order: None, ..self.which.clone() }.query(),
            order: self.order(),
            columns: &self.layout.columns,
            own_columns: self.contents.labels(&self.layout.fields(), language).into_iter().map(own_column).collect(),
            headed: self.agents.is_some(),
            groups: self.groups(eyes),
            board: self.board(actor, eyes),
            under: self.which.heading.as_ref().map(|(grouping, bucket)| {
                let whole = Which { heading: None, after: None, ..self.which.clone() };
                (self.heading_label(*grouping, bucket, &self.heading_name, language), whole.path())
            }),
            heading: self.which.heading.as_ref().map(|(grouping, bucket)| (grouping.name(), bucket.0.clone())),
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

    pub fn order(&self) -> Sorting {
        self.which.order.unwrap_or(self.layout.order)
    }

    fn groups(&self, eyes: (Language, &str)) -> Option<Groups<'_>> {
        let (grouping, headings) = self.headings.as_ref()?;
        let whole = Which { behind: None, expanded: Vec::new(), ..self.which.clone() };
        Some(Groups {
            grouping: grouping.name(),
            cut: headings.cut,
            next: headings.next.as_ref().map(|last| {
                let behind = form_urlencoded::byte_serialize(last.0.as_bytes()).collect::<String>();
                format!("{}&behind={behind}", whole.path())
            }),
            first: self.which.behind.as_ref().map(|_| whole.path()),
            source: self.which.page_of_headings(),
            groups: headings.headings.iter().map(|heading| self.group(*grouping, heading, eyes)).collect(),
        })
    }

    fn board(&self, actor: &Actor, eyes: (Language, &str)) -> Option<Board<'_>> {
        let (grouping, board) = self.board.as_ref()?;
        Some(Board {
            grouping: grouping.name(),
            columns: board.columns.iter().map(|column| self.column(*grouping, column, actor, eyes)).collect(),
            cut: board.cut,
            beyond: board.beyond,
            pairs: self.which.kept(),
            source: self.which.path(),
        })
    }

    fn column<'l>(
        &'l self,
        grouping: Grouping,
        column: &'l BoardColumn,
        actor: &Actor,
        eyes: (Language, &str),
    ) -> BoardColumnShown<'l> {
        let bucket = &column.bucket;
        let list = self.which.under(grouping, bucket).query();
        let after = column.after.map_or(String::new(), |after| format!("&after={after}"));
        let card = |(place, line): (usize, &'l Line)| Card {
            row: self.row(line, eyes, None),
            suffix: format!("?{list}{after}&place={place}"),
            movable: may_be_put(actor, grouping, line),
        };
        let more = column.next.map(|next| {
            let (after, cards) = match column.lines.len() {
                shown if shown < MOST_CARDS => (column.after, shown + CARDS),
                _ => (Some(next), CARDS),
            };
            self.which.reaching(bucket, Some(Reach { bucket: bucket.clone(), after, cards })).path()
        });
        BoardColumnShown {
            id: id_of(bucket),
            bucket: bucket.0.clone(),
            label: self.heading_label(grouping, bucket, &column.name, eyes.0),
            standing: self.standing(grouping, bucket, eyes.0),
            face: face_of(grouping, column),
            priority: Priority::named(&bucket.0).filter(|_| grouping == Grouping::Priority),
            icon: match grouping {
                Grouping::Team => "team",
                _ => "person-off",
            },
            tickets: column.tickets as i64,
            cards: column.lines.iter().enumerate().map(card).collect(),
            first: column.after.map(|_| self.which.reaching(bucket, None).path()),
            more,
            list,
        }
    }

    fn group<'l>(&'l self, grouping: Grouping, heading: &'l Heading, eyes: (Language, &str)) -> Group<'l> {
        // With two tags a ticket stands under both.
        let under = format!("{}-", id_of(&heading.bucket));
        let row = |line: &'l Line| Row { under: under.clone(), ..self.row(line, eyes, None) };
        Group {
            id: id_of(&heading.bucket),
            bucket: heading.bucket.0.clone(),
            label: self.heading_label(grouping, &heading.bucket, &heading.name, eyes.0),
            standing: self.standing(grouping, &heading.bucket, eyes.0),
            tickets: heading.tickets as i64,
            folded: heading.folded,
            expand: heading.beyond.then(|| self.which.expanding(&heading.bucket)).map(|which| which.page_of_headings()),
            rows: heading.lines.iter().map(row).collect(),
            query: self.which.under(grouping, &heading.bucket).query(),
        }
    }

    fn heading_label(&self, grouping: Grouping, bucket: &Bucket, name: &str, language: Language) -> Label {
        let Self { statuses, teams, tags, book, topics, .. } = self;
        Known { statuses, teams, tags, book, topics }.label(grouping, bucket, name, language)
    }

    /// A status has its picture.
    fn standing(&self, grouping: Grouping, bucket: &Bucket, language: Language) -> Option<Standing<'_>> {
        let is = |status: &&Status| grouping == Grouping::Status && status.id.to_string() == bucket.0;
        self.statuses.iter().find(is).map(|status| Standing::of(status, language))
    }

    fn row<'l>(&'l self, line: &'l Line, eyes: (Language, &str), current: Option<TicketNumber>) -> Row<'l> {
        let language = eyes.0;
        let team = self.teams.iter().find(|(id, _)| *id == line.ticket.team);
        let organization = line.ticket.organization.and_then(|id| self.organizations.get(&id));
        let words = base::words::of(language);
        let spelled = |column: Column| Some((column, word(column, line, &self.spelled, words)?));
        Row {
            columns: &self.layout.columns,
            words: self.layout.known().into_iter().filter_map(spelled).collect(),
            team: team.map_or("", |(_, name)| name),
            organization: organization.map_or("", String::as_str),
            starred: self.starred.contains(&line.ticket.id),
            there: Some(self.there.get(&line.ticket.number).cloned().unwrap_or_default()),
            details: self.contents.columns(line.ticket.id, &self.layout.fields(), eyes),
            lit: self.lit.get(&line.ticket.id).into_iter().flatten().map(|one| tint(one, language)).collect(),
            place: Some(line.ticket.place()).filter(|place| self.which.view.place() != Some(*place)),
            ..row(line, &self.statuses, &self.tags, language, current)
        }
    }

    fn settable(&self, language: Language) -> Vec<(FieldId, &str)> {
        let settable = self.book.fields.iter().filter(|field| field.active && field.nature.is_of_tables());
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
            topics: topics_named(self.topics.iter().filter(|topic| topic.wish.active), language),
            macros: &self.macros,
            answers: &self.answers,
            beyond: self.page.next.is_some()
                || self.which.after.is_some()
                || self.headings.is_some()
                || self.board.is_some(),
            narrowed: self.narrowing.to().is_some(),
            discards: actor.may(Permission::Discard).is_ok(),
            trashed: self.which.view == View::Trash,
            erases: self.which.view == View::Trash && actor.may(Permission::Erase).is_ok(),
        }
    }
}

pub fn topics_named<'t>(topics: impl IntoIterator<Item = &'t Topic>, language: Language) -> Vec<(TopicId, &'t str)> {
    topics.into_iter().map(|topic| (topic.id, topic.wish.name.shown(language))).collect()
}

/// A heading is pressed where the field has an order.
fn own_column((field, label): (&Field, String)) -> OwnColumn {
    OwnColumn { id: field.id, label, sorts: sorts(field).then_some(field.id) }
}

/// A list can be sorted by it.
fn sorts(field: &Field) -> bool {
    field.active && field.order().is_some()
}

/// By what a list can be sorted, by fields either way round: each with its word and what it is called.
pub fn orders(book: &Book, words: &'static Words) -> Vec<(String, String)> {
    let fixed = Order::ALL.iter().map(|order| (order.name().to_owned(), words.say(order.key()).to_owned()));
    let both = |field: &Field| {
        let label = field.label.shown(words.language()).to_owned();
        let id = field.id;
        [false, true].map(|falling| (Sorting::Field { id, falling }.name(), words.with(own_key(falling), "x", &*label)))
    };
    fixed.chain(book.fields.iter().filter(|field| sorts(field)).flat_map(both)).collect()
}

/// By what a list can be grouped: each with its word and what it is called.
pub fn groupings(book: &Book, words: &'static Words) -> Vec<(String, String)> {
    let fixed = Grouping::FIXED.into_iter().filter_map(|one| Some((one.name(), words.say(one.key()?).to_owned())));
    let own = book.fields.iter().filter(|field| makes_headings(field));
    let own = own.map(|one| (Grouping::Field(one.id).name(), one.label.shown(words.language()).to_owned()));
    fixed.chain(own).collect()
}

/// As what board a list can be shown: each with its word and what it is called.
pub fn boards(words: &'static Words) -> Vec<(String, String)> {
    let named = |one: Grouping| Some((one.name(), words.with("board-by", "x", words.say(one.key()?))));
    Grouping::BOARDS.into_iter().filter_map(named).collect()
}

/// Whether the one who looks may put it into another column.
fn may_be_put(actor: &Actor, grouping: Grouping, line: &Line) -> bool {
    let ticket = &line.ticket;
    let may = if grouping == Grouping::Team { actor.may_discard(ticket) } else { actor.may_change(ticket) };
    may.is_ok() && ticket.trashed_at.is_none()
}

fn face_of(grouping: Grouping, column: &BoardColumn) -> Option<Face> {
    let person = column.bucket.0.parse().ok().map(PersonId).filter(|_| grouping == Grouping::Assignee)?;
    Some(Face::of(person, &column.name))
}

/// A heading's part of ids in the page.
fn id_of(bucket: &Bucket) -> String {
    if bucket.0.is_empty() { "none".to_owned() } else { bucket.0.clone() }
}

fn tint(one: &Highlight, language: Language) -> Tint {
    Tint {
        label: one.wish.shown(language).to_owned(),
        tone: one.wish.tone.name(),
        spot: one.wish.spot.map(Shown::name).unwrap_or_default(),
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
    let Line { ticket, requester, assignee, tier } = line;
    let name = |id| tags.iter().find(|tag| tag.id == id).map(|tag| tag.name.as_str());
    Row {
        status: Standing::find(ticket.status, ticket.category, statuses, language),
        requester,
        tier: *tier,
        assignee: assignee.as_deref(),
        tags: ticket.tags.iter().filter_map(|id| name(*id)).collect(),
        columns: &Shown::USUAL,
        team: "",
        organization: "",
        starred: false,
        details: Vec::new(),
        words: Vec::new(),
        under: String::new(),
        lit: Vec::new(),
        current: current == Some(ticket.number),
        there: None,
        place: Some(ticket.place()),
        ticket,
    }
}
