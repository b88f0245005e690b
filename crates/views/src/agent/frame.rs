//! What stands around every page of the workspace: the queue tree, and what just happened.

use super::Queues;
use crate::Shell;
use desk::ticket::Via;
use std::time::Duration;

pub struct Frame {
    pub queues: Queues,
    pub toasts: Vec<Toast>,
    /// Roomier rows, as the person chose.
    pub comfortable: bool,
    /// A mailbox needs somebody, and this is somebody who could.
    pub alarmed: bool,
    /// Each channel of the one who looks, whether they take its tickets, and whether they may change that.
    pub channels: Vec<ChannelLine>,
}

/// One channel in the menu of one's own.
#[derive(Clone, Debug, PartialEq)]
pub struct ChannelLine {
    pub via: Via,
    pub paused: bool,
    pub locked: bool,
}

/// What was just done, and how to take it back.
#[derive(Clone, Debug, PartialEq)]
pub struct Toast {
    /// Of a kind only the newest is shown; empty: each.
    pub kind: &'static str,
    pub icon: &'static str,
    pub text: String,
    pub undo: Option<Undo>,
    /// Where one sees more of it.
    pub look: Option<Look>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    pub path: String,
    /// Of the words that lead there.
    pub key: &'static str,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Undo {
    /// Where to post.
    pub action: String,
    /// None: it is possible as long as the toast stands.
    pub ends: Option<Ends>,
}

/// It is possible for a while only.
#[derive(Clone, Debug, PartialEq)]
pub struct Ends {
    pub left: Duration,
    /// What is said from then on.
    pub then: String,
}

impl Ends {
    /// Those that have begun.
    pub fn seconds(&self) -> i64 {
        self.left.as_millis().div_ceil(1_000) as i64
    }
}

impl Toast {
    pub fn ends(&self) -> Option<&Ends> {
        self.undo.as_ref()?.ends.as_ref()
    }

    /// Its words around the seconds that are left, which run down there.
    pub fn ticking(&self) -> Option<(&str, i64, &str)> {
        let seconds = self.ends()?.seconds();
        let (before, after) = self.text.rsplit_once(seconds.to_string().as_str())?;
        Some((before, seconds, after))
    }

    /// What was done, in words that no clock changes.
    pub fn what(&self) -> &str {
        self.ends().map_or(self.text.as_str(), |ends| ends.then.as_str())
    }
}

impl Frame {
    /// The one who looks gets no tickets of some channel.
    pub fn is_paused(&self) -> bool {
        self.channels.iter().any(|one| one.paused)
    }

    pub fn density(&self) -> &'static str {
        if self.comfortable { "comfortable" } else { "compact" }
    }
}

/// Parts of the frame that are the same words on every page.
pub(crate) const DOORS: [desk::Permission; 4] = [
    desk::Permission::Configure,
    desk::Permission::ManageAgents,
    desk::Permission::ManageTags,
    desk::Permission::Operate,
];

impl Shell<'_> {
    /// Has anything to do in the administration.
    pub fn administers(&self) -> bool {
        DOORS.iter().any(|door| self.may(*door))
    }

    pub fn answers(&self) -> bool {
        self.may(desk::Permission::Reply)
    }

    pub fn configures(&self) -> bool {
        self.may(desk::Permission::Configure)
    }

    pub fn operates(&self) -> bool {
        self.may(desk::Permission::Operate)
    }

    /// `12,345`.
    pub fn number(&self, number: &i64) -> String {
        let digits = number.to_string();
        let mut grouped = String::with_capacity(digits.len() + 4);
        for (place, digit) in digits.char_indices() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) && digit.is_ascii_digit() {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        grouped
    }

    pub fn viewer_name(&self) -> &str {
        self.viewer.as_ref().map_or("", |viewer| &viewer.name)
    }

    /// 0: nobody is signed in.
    pub fn viewer_id(&self) -> i64 {
        self.viewer.as_ref().map_or(0, |viewer| viewer.person.0)
    }

    pub fn viewer_face(&self) -> super::Face {
        match &self.viewer {
            Some(viewer) => super::Face::of(viewer.person, &viewer.name),
            None => super::Face::nobody(""),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_toast_counts_where_its_words_say_how_long() {
        let ends = Ends { left: Duration::from_millis(9_200), then: "10 tickets changed".into() };
        let undo = Undo { action: "/tickets/runs/1/undo".into(), ends: Some(ends) };
        let text = "10 replies: the first leaves in 10 s".to_owned();
        let toast = Toast { kind: "", icon: "send", text, undo: Some(undo), look: None };
        assert_eq!(toast.ticking(), Some(("10 replies: the first leaves in ", 10, " s")));
        assert_eq!(toast.what(), "10 tickets changed");
        let still = Toast { undo: None, ..toast };
        assert_eq!((still.ticking(), still.what()), (None, still.text.as_str()));
    }
}
