//! Which occasions somebody hears of, how far around themselves, and by which medium.

use crate::Refusal;
use crate::access::Role;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

crate::ticket_words! {
    /// Something that happened on a ticket and that people may want to hear of.
    Occasion {
        Created = "created",
        Assigned = "assigned",
        Mentioned = "mentioned",
        /// A colleague made one follow a ticket.
        Added = "added",
        /// A ticket of a team one does not see was shown to them.
        Referred = "referred",
        /// The requester, or somebody in copy, wrote.
        Received = "received",
        /// A colleague answered.
        Replied = "replied",
        Noted = "noted",
        Status = "status",
        /// The requester says how content they are.
        Rated = "rated",
        /// A promised time comes near, or is over.
        Due = "due",
        /// A snooze ends at its moment.
        Woken = "woken",
        Approval = "approval",
        /// Somebody answered in a side conversation.
        Side = "side",
        /// A letter did not arrive.
        Failed = "failed",
        /// A rule or a flow that one made was refused at a step.
        Stopped = "stopped",
        /// A colleague's letter waits for one's word.
        Release = "release",
        /// One's letter does not leave: whoever could have let it go sent it back.
        Returned = "returned",
        /// A colleague or a rule gave one a task.
        Task = "task",
        /// A task of one's own is due.
        TaskDue = "task_due",
    }
}

crate::ticket_words! {
    Medium { App = "app", Mail = "mail", Push = "push", Chat = "chat", }
}

crate::ticket_words! {
    /// Whose tickets: each reach holds those before it.
    Reach {
        Off = "off",
        Mine = "mine",
        Followed = "followed",
        /// Of the teams one belongs to.
        Teams = "teams",
        /// All one may see.
        All = "all",
    }
}

impl Occasion {
    /// It is about one person: no reach is wider than themselves, and no mute is meant for it.
    pub const fn is_personal(self) -> bool {
        matches!(
            self,
            Self::Assigned
                | Self::Mentioned
                | Self::Added
                | Self::Referred
                | Self::Approval
                | Self::Side
                | Self::Failed
                | Self::Stopped
                | Self::Release
                | Self::Returned
                | Self::Task
                | Self::TaskDue
        )
    }

    /// What may be chosen; nothing: it goes that way whatever one wishes.
    pub const fn reaches(self, medium: Medium) -> &'static [Reach] {
        match (self, medium) {
            // The question itself is a letter, with a link of one's own.
            (Self::Approval, Medium::Mail) => &[],
            _ if self.is_personal() => &[Reach::Off, Reach::Mine],
            (Self::Created, _) => &[Reach::Off, Reach::Teams, Reach::All],
            _ => Reach::ALL,
        }
    }

    /// The Fluent key of its name; with `-hint`, of what it means.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Created => "occasion-created",
            Self::Assigned => "occasion-assigned",
            Self::Mentioned => "occasion-mentioned",
            Self::Added => "occasion-added",
            Self::Referred => "occasion-referred",
            Self::Received => "occasion-received",
            Self::Replied => "occasion-replied",
            Self::Noted => "occasion-noted",
            Self::Status => "occasion-status",
            Self::Rated => "occasion-rated",
            Self::Due => "occasion-due",
            Self::Woken => "occasion-woken",
            Self::Approval => "occasion-approval",
            Self::Side => "occasion-side",
            Self::Failed => "occasion-failed",
            Self::Stopped => "occasion-stopped",
            Self::Release => "occasion-release",
            Self::Returned => "occasion-returned",
            Self::Task => "occasion-task",
            Self::TaskDue => "occasion-task-due",
        }
    }

    /// As it is for whoever has chosen nothing, before administrators say otherwise. Mail tells of what somebody must not miss
    /// who is not at the desk. Of a due time a service level writes letters to whom it names: a second one would say the same.
    const fn usual(self) -> Row {
        use Reach::{Followed, Mine, Off, Teams};
        match self {
            Self::Created => [Teams, Off, Off, Off],
            Self::Status => [Off, Off, Off, Off],
            Self::Assigned | Self::Mentioned | Self::Task | Self::TaskDue => [Mine, Mine, Mine, Mine],
            Self::Added
            | Self::Referred
            | Self::Side
            | Self::Approval
            | Self::Release
            | Self::Returned
            | Self::Due
            | Self::Woken => [Mine, Off, Mine, Mine],
            Self::Received => [Followed, Mine, Mine, Mine],
            Self::Replied | Self::Noted | Self::Rated => [Followed, Off, Off, Off],
            Self::Failed => [Mine, Mine, Mine, Mine],
            Self::Stopped => [Mine, Off, Off, Off],
        }
    }
}

impl Medium {
    pub const fn key(self) -> &'static str {
        match self {
            Self::App => "medium-app",
            Self::Mail => "medium-mail",
            Self::Push => "medium-push",
            Self::Chat => "medium-chat",
        }
    }
}

impl Reach {
    pub const fn key(self) -> &'static str {
        match self {
            Self::Off => "reach-off",
            Self::Mine => "reach-mine",
            Self::Followed => "reach-followed",
            Self::Teams => "reach-teams",
            Self::All => "reach-all",
        }
    }
}

/// What somebody has to do with a ticket.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stake {
    pub assigned: bool,
    pub follows: bool,
    pub in_team: bool,
}

impl Stake {
    /// The narrowest reach that holds it.
    pub const fn reach(self) -> Reach {
        match self {
            Self { assigned: true, .. } => Reach::Mine,
            Self { follows: true, .. } => Reach::Followed,
            Self { in_team: true, .. } => Reach::Teams,
            Self { .. } => Reach::All,
        }
    }
}

/// By which media somebody is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Media {
    pub app: bool,
    pub mail: bool,
    pub push: bool,
    pub chat: bool,
}

impl Media {
    pub const fn any(self) -> bool {
        self.app || self.goes_out()
    }

    /// By something that leaves the house.
    pub const fn goes_out(self) -> bool {
        self.mail || self.push || self.chat
    }
}

/// A reach for each medium, in their order.
type Row = [Reach; 4];

/// A reach for each occasion and medium. What it says nothing of is as usual.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "BTreeMap<Occasion, Vec<Reach>>")]
pub struct Matrix(BTreeMap<Occasion, Row>);

/// What was kept before there was a medium is as usual for it.
impl From<BTreeMap<Occasion, Vec<Reach>>> for Matrix {
    fn from(kept: BTreeMap<Occasion, Vec<Reach>>) -> Self {
        let row = |(occasion, kept): (Occasion, Vec<Reach>)| {
            let mut row = occasion.usual();
            row.iter_mut().zip(kept).for_each(|(cell, reach)| *cell = reach);
            (occasion, row)
        };
        Self(kept.into_iter().map(row).collect())
    }
}

impl Matrix {
    /// As it is for a role before administrators say otherwise.
    pub fn usual(role: Role) -> Self {
        let mut matrix = Self::default();
        // Who takes no ticket need not hear of each that waits for somebody.
        if role == Role::Light {
            matrix.0.insert(Occasion::Created, [Reach::Off; 4]);
        }
        matrix
    }

    pub fn of(&self, occasion: Occasion, medium: Medium) -> Reach {
        self.row(occasion)[medium as usize]
    }

    /// # Errors
    /// Such a reach makes no sense for this occasion.
    pub fn set(&mut self, occasion: Occasion, medium: Medium, reach: Reach) -> Result<(), Refusal> {
        if !occasion.reaches(medium).contains(&reach) {
            return Err(Refusal::FormIncomplete);
        }
        let mut row = self.row(occasion);
        row[medium as usize] = reach;
        self.0.insert(occasion, row);
        Ok(())
    }

    /// The media by which somebody hears who is so near to the ticket.
    pub fn media(&self, occasion: Occasion, near: Reach) -> Media {
        let wanted = |medium| self.of(occasion, medium) >= near;
        Media {
            app: wanted(Medium::App),
            mail: wanted(Medium::Mail),
            push: wanted(Medium::Push),
            chat: wanted(Medium::Chat),
        }
    }

    /// With every row written out, so that two that say the same are the same.
    #[must_use]
    pub fn whole(&self) -> Self {
        Self(Occasion::ALL.iter().map(|occasion| (*occasion, self.row(*occasion))).collect())
    }

    fn row(&self, occasion: Occasion) -> Row {
        self.0.get(&occasion).copied().unwrap_or(occasion.usual())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::{Language, words};

    #[test]
    fn a_wider_reach_holds_the_narrower_ones() {
        let mut matrix = Matrix::default();
        matrix.set(Occasion::Received, Medium::Mail, Reach::Followed).unwrap();
        for (near, mail) in [(Reach::Mine, true), (Reach::Followed, true), (Reach::Teams, false), (Reach::All, false)] {
            assert_eq!(matrix.media(Occasion::Received, near).mail, mail, "{near:?}");
        }
        assert_eq!(matrix.media(Occasion::Status, Reach::Mine), Media::default());
    }

    #[test]
    fn what_is_for_oneself_is_mailed_and_nothing_of_a_whole_team_leaves_the_house() {
        use Occasion::{Assigned, Failed, Mentioned, Received, Task, TaskDue};
        let usual = Matrix::default();
        let mailed = Occasion::ALL.iter().copied().filter(|one| usual.of(*one, Medium::Mail) > Reach::Off);
        assert_eq!(mailed.collect::<Vec<_>>(), [Assigned, Mentioned, Received, Failed, Task, TaskDue]);
        for occasion in Occasion::ALL {
            for medium in [Medium::Mail, Medium::Push, Medium::Chat] {
                assert!(usual.of(*occasion, medium) <= Reach::Mine, "{occasion:?} {medium:?}");
            }
        }
        assert_eq!(Matrix::usual(Role::Agent).of(Occasion::Created, Medium::App), Reach::Teams);
        assert_eq!(Matrix::usual(Role::Light).of(Occasion::Created, Medium::App), Reach::Off);
    }

    #[test]
    fn whoever_is_several_things_to_a_ticket_is_the_nearest() {
        let stake = |assigned, follows, in_team| Stake { assigned, follows, in_team }.reach();
        assert_eq!(stake(true, true, true), Reach::Mine);
        assert_eq!(stake(false, true, true), Reach::Followed);
        assert_eq!(stake(false, false, true), Reach::Teams);
        assert_eq!(stake(false, false, false), Reach::All);
    }

    #[test]
    fn what_makes_no_sense_is_refused_and_what_is_usual_may_be_chosen() {
        let mut matrix = Matrix::default();
        assert!(matrix.set(Occasion::Mentioned, Medium::App, Reach::All).is_err());
        assert!(matrix.set(Occasion::Approval, Medium::Mail, Reach::Mine).is_err());
        for occasion in Occasion::ALL {
            for medium in Medium::ALL {
                let reaches = occasion.reaches(*medium);
                assert!(
                    reaches.is_empty() || reaches.contains(&matrix.of(*occasion, *medium)),
                    "{occasion:?} {medium:?}"
                );
            }
        }
    }

    #[test]
    fn it_reads_back_as_it_was_written_and_bears_what_it_does_not_know_yet() {
        let mut matrix = Matrix::default();
        matrix.set(Occasion::Due, Medium::Push, Reach::All).unwrap();
        let json = serde_json::to_string(&matrix).unwrap();
        assert_eq!(json, r#"{"due":["mine","off","all","mine"]}"#);
        assert_eq!(serde_json::from_str::<Matrix>(&json).unwrap(), matrix);
        let before_chats = serde_json::from_str::<Matrix>(r#"{"due":["mine","off","all"]}"#).unwrap();
        assert_eq!(before_chats, matrix, "a medium that came later is as usual");
        assert_eq!(matrix.whole().of(Occasion::Failed, Medium::Mail), Reach::Mine);
    }

    #[test]
    fn everything_has_words_in_every_language() {
        for words in Language::ALL.map(words::of) {
            for occasion in Occasion::ALL {
                assert!(
                    words.knows(occasion.key()) && words.knows(&format!("{}-hint", occasion.key())),
                    "{occasion:?}"
                );
            }
            assert!(Medium::ALL.iter().all(|medium| words.knows(medium.key())));
            assert!(Reach::ALL.iter().all(|reach| words.knows(reach.key())));
        }
    }
}
