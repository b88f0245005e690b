//! A view somebody has built: which tickets, for whom, and how they are shown.

use super::{Grouping, Order, Sorting, View};
use crate::condition::{Condition, Field, Operand, Operator, Test};
use crate::form::FieldId;
use crate::people::{PersonId, TeamId};
use crate::{Actor, Done, Error, Level, Permission, Refusal, Roles};
use base::{Language, Moment};
use serde::{Deserialize, Serialize};

base::id!(ViewId);

/// Views one person may have for themselves.
pub const MOST_OWN: usize = 50;
/// Views that are shared, in the whole desk.
pub const MOST_SHARED: usize = 200;
/// Views within views, the outermost included.
pub const DEEPEST_VIEW: usize = 4;
/// Columns of a list.
pub const MOST_COLUMNS: usize = 24;

/// In whose tree it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    Mine,
    Team(TeamId),
    /// Whoever has one of these roles; who is given which is for administrators to say.
    Roles(Roles),
    Everyone,
}

super::kind::words! {
    /// The picture before its name.
    Glyph {
        View = "view", Inbox = "inbox", Flag = "flag", Star = "star", Clock = "clock", Bolt = "bolt", Tag = "tag",
        People = "people", Building = "building", Mail = "mail", Bell = "bell", Eye = "eye",
    }
}

super::kind::words! {
    /// What a list shows of each ticket beside its subject.
    Column {
        Number = "number", Requester = "requester", Organization = "organization", Team = "team", Tags = "tags",
        Priority = "priority", Kind = "kind", Channel = "channel", Messages = "messages", Assignee = "assignee",
        Created = "created", Received = "received", Updated = "updated", Due = "due", Deadline = "deadline",
        Rating = "rating", Wakes = "wakes", Topic = "topic", Mailbox = "mailbox", Brand = "brand", Tier = "tier",
        Language = "language", Replied = "replied", FirstReplied = "first_replied", Sla = "sla", Approval = "approval",
        Delivery = "delivery", Minutes = "minutes", Solved = "solved",
    }
}

impl Column {
    /// The Fluent key of its name.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Number => "column-number",
            Self::Requester => "column-requester",
            Self::Organization => "column-organization",
            Self::Team => "column-team",
            Self::Tags => "column-tags",
            Self::Priority => "column-priority",
            Self::Kind => "column-kind",
            Self::Channel => "column-channel",
            Self::Messages => "column-messages",
            Self::Assignee => "column-assignee",
            Self::Created => "column-created",
            Self::Received => "column-received",
            Self::Updated => "column-updated",
            Self::Due => "column-due",
            Self::Deadline => "field-deadline",
            Self::Rating => "column-rating",
            Self::Wakes => "field-wakes-at",
            Self::Topic => "field-topic",
            Self::Mailbox => "field-mailbox",
            Self::Brand => "field-brand",
            Self::Tier => "field-tier",
            Self::Language => "field-language",
            Self::Replied => "field-replied-at",
            Self::FirstReplied => "field-first-replied-at",
            Self::Sla => "field-sla",
            Self::Approval => "field-approval",
            Self::Delivery => "field-delivery",
            Self::Minutes => "field-minutes-worked",
            Self::Solved => "field-solved-at",
        }
    }
}

/// What stands in one column of a list: what each desk knows of a ticket, or a field that people have defined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Shown {
    Column(Column),
    Field(FieldId),
}

impl Shown {
    /// What a list shows before anybody has chosen.
    pub const USUAL: [Self; 7] = [
        Self::Column(Column::Number),
        Self::Column(Column::Requester),
        Self::Column(Column::Tags),
        Self::Column(Column::Priority),
        Self::Column(Column::Due),
        Self::Column(Column::Assignee),
        Self::Column(Column::Updated),
    ];

    /// Its word in forms and where it is kept: `team`, `field-12`.
    pub fn name(self) -> String {
        match self {
            Self::Column(column) => column.name().to_owned(),
            Self::Field(id) => format!("field-{id}"),
        }
    }

    /// Which it is of those that each desk knows; empty: a field.
    pub fn word(&self) -> &'static str {
        self.column().map_or("", Column::name)
    }

    /// None: a field.
    pub const fn column(&self) -> Option<Column> {
        match self {
            Self::Column(column) => Some(*column),
            Self::Field(_) => None,
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        match name.strip_prefix("field-") {
            Some(id) => id.parse().ok().map(FieldId).map(Self::Field),
            None => Column::named(name).map(Self::Column),
        }
    }
}

impl From<Shown> for String {
    fn from(shown: Shown) -> Self {
        shown.name()
    }
}

impl TryFrom<String> for Shown {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        Self::named(&name).ok_or_else(|| format!("{name:?} is no column"))
    }
}

/// How a list is shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "Kept")]
pub struct Layout {
    pub columns: Vec<Shown>,
    pub order: Sorting,
    /// Under which headings its tickets stand; none: under none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grouping: Option<Grouping>,
    /// As a board with these columns; none: as a list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub board: Option<Grouping>,
}

/// As it is kept; once the fields stood by themselves, after all others.
#[derive(Deserialize)]
struct Kept {
    columns: Vec<Shown>,
    #[serde(default)]
    fields: Vec<FieldId>,
    order: Sorting,
    #[serde(default)]
    grouping: Option<Grouping>,
    #[serde(default)]
    board: Option<Grouping>,
}

impl From<Kept> for Layout {
    fn from(kept: Kept) -> Self {
        let Kept { mut columns, fields, order, grouping, board } = kept;
        columns.extend(fields.into_iter().map(Shown::Field));
        Self { columns, order, grouping, board }
    }
}

impl Default for Layout {
    fn default() -> Self {
        let order = Sorting::By(Order::Newest);
        Self { columns: Shown::USUAL.to_vec(), order, grouping: None, board: None }
    }
}

impl Layout {
    /// How each desk's own lists are shown before anybody has chosen.
    pub fn usual(view: View) -> Self {
        let usual = Self::default();
        match view {
            View::Snoozed => {
                let mut columns = Shown::USUAL.to_vec();
                columns.insert(5, Shown::Column(Column::Wakes));
                Self { columns, order: Order::Wakes.into(), ..usual }
            }
            View::Mine | View::Unassigned | View::AllOpen | View::Waiting | View::Team(_) => usual,
            View::Starred | View::Closed | View::Spam | View::Trash | View::Found | View::Saved(_) => usual,
        }
    }

    pub fn shows(&self, column: Column) -> bool {
        self.columns.contains(&Shown::Column(column))
    }

    /// Those that each desk knows, in their order.
    pub fn known(&self) -> Vec<Column> {
        self.columns.iter().filter_map(Shown::column).collect()
    }

    /// Fields that people have defined, in their order.
    pub fn fields(&self) -> Vec<FieldId> {
        let field = |shown: &Shown| match shown {
            Shown::Field(id) => Some(*id),
            Shown::Column(_) => None,
        };
        self.columns.iter().filter_map(field).collect()
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct SavedView {
    pub id: ViewId,
    /// The view whose conditions come to its own, and whose layout it has where it has none.
    pub parent: Option<ViewId>,
    pub owner: PersonId,
    pub wish: ViewWish,
    pub removed_at: Option<Moment>,
    pub version: i64,
}

/// What somebody builds.
#[derive(Clone, Debug, PartialEq)]
pub struct ViewWish {
    pub audience: Audience,
    /// Empty in one language: as in the other.
    pub name_en: String,
    pub name_ja: String,
    pub glyph: Glyph,
    /// 1 to 8; 0: none.
    pub tone: i64,
    pub condition: Condition,
    pub layout: Option<Layout>,
    /// Its number stands beside it in the tree; otherwise none is kept for it.
    pub counted: bool,
}

impl ViewWish {
    /// Trimmed, and within limits.
    ///
    /// # Errors
    /// It has no name, or too long a one, or a condition nobody could read.
    pub fn sound(mut self) -> Result<Self, Refusal> {
        self.name_en = base::seen_line(&self.name_en);
        self.name_ja = base::seen_line(&self.name_ja);
        let longest = self.name_en.chars().count().max(self.name_ja.chars().count());
        match longest {
            0 => return Err(Refusal::NameEmpty),
            1..=80 => {}
            _ => return Err(Refusal::NameTooLong),
        }
        if matches!(self.audience, Audience::Roles(roles) if roles.is_empty()) {
            return Err(Refusal::ViewForNoRole);
        }
        self.condition = self.condition.checked()?.for_lists()?;
        self.tone = self.tone.clamp(0, 8);
        if let Some(layout) = &mut self.layout {
            let mut seen = Vec::new();
            layout.columns.retain(|column| {
                !seen.contains(column) && {
                    seen.push(*column);
                    true
                }
            });
            layout.columns.truncate(MOST_COLUMNS);
            layout.board = layout.board.filter(|board| board.makes_a_board());
        }
        Ok(self)
    }

    /// Its name in a language.
    pub fn shown(&self, language: Language) -> &str {
        let (name, other) = match language {
            Language::English => (&self.name_en, &self.name_ja),
            Language::Japanese => (&self.name_ja, &self.name_en),
        };
        if name.is_empty() { other } else { name }
    }
}

impl SavedView {
    /// The views above it, the outermost first, and itself.
    pub fn line<'v>(&'v self, all: &'v [Self]) -> Vec<&'v Self> {
        let mut line = vec![self];
        while let Some(parent) = line[0].parent.and_then(|id| all.iter().find(|view| view.id == id)) {
            if line.len() >= DEEPEST_VIEW {
                break;
            }
            line.insert(0, parent);
        }
        line
    }

    /// Its own condition with those above it. What asks nowhere for a place leaves out spam and trash.
    pub fn whole(&self, all: &[Self]) -> Condition {
        let line = self.line(all);
        let whole =
            line.into_iter().fold(Condition::everything(), |whole, view| whole.and(view.wish.condition.clone()));
        if whole.asks_for(Field::Place) { whole } else { not_discarded().and(whole) }
    }

    /// Its layout, or that of the nearest view above which has one.
    pub fn layout(&self, all: &[Self]) -> Layout {
        self.line(all).into_iter().rev().find_map(|view| view.wish.layout.clone()).unwrap_or_default()
    }
}

/// Wherever a ticket lies, but for spam and trash.
pub fn not_discarded() -> Condition {
    let places = ["open", "snoozed", "closed"].map(str::to_owned).to_vec();
    Condition::Test(Test { field: Field::Place, operator: Operator::AnyOf, operand: Operand::Words(places) })
}

impl Actor {
    /// A view that is not one's own is not there. Administrators find those of every role, which they give and take.
    pub fn may_see_view(&self, view: &SavedView) -> Done<()> {
        let seen = match view.wish.audience {
            Audience::Mine => self.person() == Some(view.owner),
            Audience::Team(team) => self.level(team) > Level::None,
            Audience::Roles(_) => self.has_in_tree(view) || self.may(Permission::Configure).is_ok(),
            Audience::Everyone => true,
        };
        self.must_be_agent()?;
        if seen { Ok(()) } else { Err(Error::Missing) }
    }

    /// Of those that one may see: whether it stands in one's own tree.
    pub fn has_in_tree(&self, view: &SavedView) -> bool {
        match view.wish.audience {
            Audience::Roles(roles) => self.role().is_some_and(|role| roles.has(role)),
            Audience::Mine | Audience::Team(_) | Audience::Everyone => true,
        }
    }

    /// One's own by oneself; what is shared by those who may share, in teams of theirs.
    pub fn may_edit_view(&self, view: &SavedView) -> Done<()> {
        self.may_see_view(view)?;
        self.may_offer_view(view.wish.audience)
    }

    pub fn may_offer_view(&self, audience: Audience) -> Done<()> {
        self.must_be_agent()?;
        match audience {
            Audience::Mine => Ok(()),
            Audience::Team(team) if self.level(team) == Level::None => Err(Error::Missing),
            Audience::Team(_) | Audience::Everyone => self.may(Permission::ShareViews),
            Audience::Roles(_) => self.may(Permission::Configure),
        }
    }
}

impl Audience {
    /// Whether everybody who sees the one also sees the other, so that it may stand beneath it.
    pub fn is_within(self, other: Self) -> bool {
        match other {
            Self::Everyone => true,
            Self::Team(_) => self == other || self == Self::Mine,
            Self::Roles(others) => match self {
                Self::Roles(roles) => roles.are_among(others),
                Self::Mine => true,
                Self::Team(_) | Self::Everyone => false,
            },
            Self::Mine => self == Self::Mine,
        }
    }

    /// Whether what stands in a view of this audience goes along when that one is given to another.
    pub const fn takes_along(self, to: Self) -> bool {
        match (self, to) {
            (Self::Mine, _) | (_, Self::Mine) => false,
            (Self::Roles(_), _) | (_, Self::Roles(_)) => true,
            (Self::Team(_) | Self::Everyone, Self::Team(_) | Self::Everyone) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Role;
    use crate::condition::Whom;

    fn test(field: Field, operand: Operand) -> Condition {
        Condition::Test(Test { field, operator: Operator::AnyOf, operand })
    }

    fn view(id: i64, parent: Option<i64>, condition: Condition) -> SavedView {
        SavedView {
            id: ViewId(id),
            parent: parent.map(ViewId),
            owner: PersonId(7),
            wish: ViewWish {
                audience: Audience::Everyone,
                name_en: "Refunds".into(),
                name_ja: String::new(),
                glyph: Glyph::View,
                tone: 0,
                condition,
                layout: None,
                counted: true,
            },
            removed_at: None,
            version: 1,
        }
    }

    #[test]
    fn a_view_within_another_has_its_conditions_and_its_layout() {
        let urgent = test(Field::Priority, Operand::Words(vec!["urgent".into()]));
        let mine = test(Field::Assignee, Operand::Ids(vec![Whom::Me]));
        let mut outer = view(1, None, urgent);
        outer.wish.layout = Some(Layout {
            columns: vec![Shown::Column(Column::Team)],
            order: Order::Priority.into(),
            ..Layout::default()
        });
        let inner = view(2, Some(1), mine);
        let all = [outer, inner.clone()];
        assert_eq!(inner.whole(&all).tests().len(), 3, "and what is not discarded");
        assert_eq!(inner.layout(&all).order, Order::Priority.into());
    }

    #[test]
    fn a_view_that_asks_for_spam_gets_spam() {
        let spam = test(Field::Place, Operand::Words(vec!["spam".into()]));
        assert_eq!(view(1, None, spam.clone()).whole(&[]), spam);
    }

    #[test]
    fn fields_stand_among_the_columns_and_once_stood_after_them() {
        let now = r#"{"columns":["team","field-7","number"],"order":"newest"}"#;
        let layout: Layout = serde_json::from_str(now).unwrap();
        assert_eq!(layout.columns[1], Shown::Field(FieldId(7)));
        assert_eq!(serde_json::to_string(&layout).unwrap(), now);
        let once: Layout = serde_json::from_str(r#"{"columns":["team"],"fields":[7,8],"order":"newest"}"#).unwrap();
        assert_eq!(once.columns.iter().map(|shown| shown.name()).collect::<Vec<_>>(), ["team", "field-7", "field-8"]);
        assert!(serde_json::from_str::<Layout>(r#"{"columns":["field-x"],"order":"newest"}"#).is_err());
    }

    #[test]
    fn a_circle_of_views_ends() {
        let all = [view(1, Some(2), Condition::everything()), view(2, Some(1), Condition::everything())];
        assert_eq!(all[0].line(&all).len(), DEEPEST_VIEW);
    }

    #[test]
    fn who_sees_and_edits_what() {
        let of = |audience| SavedView {
            wish: ViewWish { audience, ..view(1, None, Condition::everything()).wish },
            ..view(1, None, Condition::everything())
        };
        let agent =
            |person, role, level| Actor::Agent { person: PersonId(person), role, levels: [(TeamId(1), level)].into() };
        let answer = |done: Done<()>| match done {
            Ok(()) => "yes",
            Err(Error::Missing) => "not there",
            Err(_) => "no",
        };
        let (mine, team, everyone) = (of(Audience::Mine), of(Audience::Team(TeamId(1))), of(Audience::Everyone));
        let table = [
            (agent(7, Role::Agent, Level::None), ["yes", "not there", "yes"], ["yes", "not there", "no"]),
            (agent(8, Role::Light, Level::Read), ["not there", "yes", "yes"], ["not there", "no", "no"]),
            (agent(8, Role::Supervisor, Level::Read), ["not there", "yes", "yes"], ["not there", "yes", "yes"]),
            (
                agent(8, Role::Supervisor, Level::None),
                ["not there", "not there", "yes"],
                ["not there", "not there", "yes"],
            ),
            (agent(8, Role::Administrator, Level::None), ["not there", "yes", "yes"], ["not there", "yes", "yes"]),
            (Actor::Requester(PersonId(7)), ["not there"; 3], ["not there"; 3]),
        ];
        for (actor, sees, edits) in table {
            assert_eq!([&mine, &team, &everyone].map(|view| answer(actor.may_see_view(view))), sees, "{actor:?} sees");
            assert_eq!(
                [&mine, &team, &everyone].map(|view| answer(actor.may_edit_view(view))),
                edits,
                "{actor:?} edits"
            );
        }
    }

    #[test]
    fn a_view_of_roles_is_there_for_them_and_for_administrators() {
        let roles = |roles: &[Role]| Audience::Roles(roles.iter().copied().collect());
        let given = |audience| SavedView {
            wish: ViewWish { audience, ..view(1, None, Condition::everything()).wish },
            ..view(1, None, Condition::everything())
        };
        let (light, both) = (roles(&[Role::Light]), roles(&[Role::Light, Role::Supervisor]));
        let agent = |role| Actor::Agent { person: PersonId(7), role, levels: [].into() };
        for (role, sees, has, edits) in [
            (Role::Light, true, true, false),
            (Role::Novice, false, false, false),
            (Role::Agent, false, false, false),
            (Role::Supervisor, true, true, false),
            (Role::Administrator, true, false, true),
        ] {
            let (actor, view) = (agent(role), given(both));
            assert_eq!(actor.may_see_view(&view).is_ok(), sees, "{role:?}");
            assert_eq!(actor.may_edit_view(&view).is_ok(), edits, "{role:?}");
            assert!(!sees || actor.has_in_tree(&view) == has, "{role:?}");
        }
        assert!(matches!(agent(Role::Agent).may_see_view(&given(both)), Err(Error::Missing)));
        assert!(light.is_within(both) && !both.is_within(light) && light.is_within(Audience::Everyone));
        assert!(Audience::Mine.is_within(light) && !Audience::Everyone.is_within(light));
        assert!(!Audience::Team(TeamId(1)).is_within(light) && !light.is_within(Audience::Team(TeamId(1))));
        assert_eq!(given(roles(&[])).wish.sound().err(), Some(Refusal::ViewForNoRole));
    }

    #[test]
    fn a_view_has_a_name() {
        let named =
            |name: &str| ViewWish { name_en: name.into(), ..view(1, None, Condition::everything()).wish }.sound();
        assert_eq!(named(" My\n view ").map(|wish| wish.name_en), Ok("My view".into()));
        assert_eq!(named(" ").err(), Some(Refusal::NameEmpty));
        assert_eq!(named(&"x".repeat(81)).err(), Some(Refusal::NameTooLong));
    }
}
