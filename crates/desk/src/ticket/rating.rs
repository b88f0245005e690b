//! How content a requester is with what was done: one to five stars, and a comment if they like.

use super::{Place, Ticket};
use crate::people::{PersonId, TeamId};
use crate::{Event, Refusal};
use base::Moment;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Characters of a comment.
pub const LONGEST_RATING: usize = 2_000;

/// How long the link in a letter that asks is good.
pub const RATING_LINK: Duration = Duration::from_secs(30 * 24 * 3600);

/// One to five.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Stars(i64);

#[derive(Clone, Debug, PartialEq)]
pub struct Rating {
    pub stars: Stars,
    /// May be empty.
    pub comment: String,
    pub at: Moment,
    /// Who had answered last.
    pub agent: Option<PersonId>,
    /// Where the ticket was.
    pub team: TeamId,
}

/// From so many stars to so many, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StarRange {
    pub least: Stars,
    pub most: Stars,
}

/// As typed; none: no star was chosen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RatingWish {
    pub stars: Option<Stars>,
    pub comment: String,
}

impl Stars {
    pub const ALL: [Self; 5] = [Self(1), Self(2), Self(3), Self(4), Self(5)];

    /// None: that many there are not.
    pub fn of(number: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|stars| stars.0 == number)
    }

    pub fn read(text: &str) -> Option<Self> {
        Self::of(text.trim().parse().ok()?)
    }

    pub const fn number(self) -> i64 {
        self.0
    }

    /// `★★★★☆`
    pub fn drawn(self) -> String {
        (1..=5).map(|star| if star <= self.0 { '★' } else { '☆' }).collect()
    }

    /// The Fluent key of what they mean.
    pub const fn key(self) -> &'static str {
        match self.0 {
            1 => "stars-1",
            2 => "stars-2",
            3 => "stars-3",
            4 => "stars-4",
            _ => "stars-5",
        }
    }
}

impl StarRange {
    /// `4`, `<3`, `<=2`, `>3`, `>=4`, `2..4`, `low`, `high`; none: it is none of them, or no star is in it.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let (least, most) = match text {
            "low" | "低" | "低い" => (1, 2),
            "high" | "高" | "高い" => (4, 5),
            _ => Self::ends(text)?,
        };
        let (least, most) = (Stars::of(least.max(1))?, Stars::of(most.min(5))?);
        (least <= most).then_some(Self { least, most })
    }

    fn ends(text: &str) -> Option<(i64, i64)> {
        let number = |text: &str| Stars::read(text).map(Stars::number);
        if let Some((least, most)) = text.split_once("..") {
            return Some((number(least)?, number(most)?));
        }
        let (sign, rest) = text.split_at(text.find(|c| !matches!(c, '>' | '<' | '=')).unwrap_or(text.len()));
        let number = number(rest)?;
        match sign {
            "" | "=" => Some((number, number)),
            ">" => Some((number + 1, 5)),
            ">=" => Some((number, 5)),
            "<" => Some((1, number - 1)),
            "<=" => Some((1, number)),
            _ => None,
        }
    }

    pub fn all(self) -> impl Iterator<Item = Stars> {
        Stars::ALL.into_iter().filter(move |stars| (self.least..=self.most).contains(stars))
    }
}

impl RatingWish {
    fn sound(self) -> Result<(Stars, String), Refusal> {
        let stars = self.stars.ok_or(Refusal::RatingEmpty)?;
        let comment = self.comment.replace("\r\n", "\n").trim().to_owned();
        if comment.chars().count() > LONGEST_RATING { Err(Refusal::TextTooLong) } else { Ok((stars, comment)) }
    }
}

impl Ticket {
    /// What is done can be rated; and whoever was asked or has rated it may say so, even if it is open again.
    pub fn may_be_rated(&self, asked: bool) -> bool {
        let aside = matches!(self.place(), Place::Spam | Place::Trash | Place::Merged);
        !aside && (asked || self.category.is_done() || self.rating.is_some())
    }

    /// `before`: how it was rated; `asked`: its requester was asked. None: it says the same.
    pub fn rate(
        &self,
        wish: RatingWish,
        before: Option<&Rating>,
        asked: bool,
        agent: Option<PersonId>,
        now: Moment,
    ) -> Result<Option<(Rating, Event)>, Refusal> {
        if !self.may_be_rated(asked) {
            return Err(Refusal::RatingTooSoon);
        }
        let (stars, comment) = wish.sound()?;
        if before.is_some_and(|before| before.stars == stars && before.comment == comment) {
            return Ok(None);
        }
        let rated = Event::TicketRated {
            ticket: self.id,
            from: before.map(|before| before.stars),
            to: stars,
            comment: comment.clone(),
            agent,
        };
        Ok(Some((Rating { stars, comment, at: now, agent, team: self.team }, rated)))
    }

    /// Once for each time it is closed, and not of what was rated since.
    pub fn may_ask_for_rating(&self, asked_at: Option<Moment>) -> Result<(), Refusal> {
        if !self.category.is_done() || !self.may_be_rated(false) {
            return Err(Refusal::RatingTooSoon);
        }
        let since = self.solved_at.unwrap_or(Moment(i64::MIN));
        let known = [asked_at, self.rated_at].into_iter().flatten().any(|at| at >= since);
        if known { Err(Refusal::RatingAsked) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Category, a_ticket};
    use super::*;

    fn wish(stars: i64, comment: &str) -> RatingWish {
        RatingWish { stars: Stars::of(stars), comment: comment.into() }
    }

    fn done() -> Ticket {
        Ticket { category: Category::Solved, solved_at: Some(Moment(100)), ..a_ticket() }
    }

    #[test]
    fn stars_are_one_to_five() {
        assert_eq!([Stars::read("0"), Stars::read("6"), Stars::read("x"), Stars::read("")], [None; 4]);
        assert_eq!(Stars::read(" 4 ").map(Stars::drawn).as_deref(), Some("★★★★☆"));
        for language in base::Language::ALL {
            let words = base::words::of(language);
            assert!(Stars::ALL.iter().all(|stars| words.knows(stars.key())));
        }
    }

    #[test]
    fn stars_are_asked_for_as_people_write_them() {
        let table = [
            ("4", Some((4, 4))),
            ("<3", Some((1, 2))),
            ("<=3", Some((1, 3))),
            (">3", Some((4, 5))),
            (">=3", Some((3, 5))),
            ("2..4", Some((2, 4))),
            ("low", Some((1, 2))),
            ("高い", Some((4, 5))),
        ];
        let none = ["", "0", "6", ">5", "<1", "4..2", "..", "=>3", "x", ">"].map(|text| (text, None));
        for (text, wanted) in table.into_iter().chain(none) {
            let read = StarRange::read(text).map(|range| (range.least.number(), range.most.number()));
            assert_eq!(read, wanted, "{text}");
        }
        assert_eq!(StarRange::read("2..4").unwrap().all().count(), 3);
    }

    #[test]
    fn what_is_done_is_rated_and_the_same_again_is_nothing_new() {
        let rate = |ticket: &Ticket, wish, before: Option<&Rating>| ticket.rate(wish, before, false, None, Moment(200));
        assert_eq!(rate(&a_ticket(), wish(5, ""), None), Err(Refusal::RatingTooSoon));
        assert_eq!(rate(&done(), wish(0, "Fine"), None), Err(Refusal::RatingEmpty));
        assert_eq!(rate(&done(), wish(5, &"x".repeat(LONGEST_RATING + 1)), None), Err(Refusal::TextTooLong));
        let (rating, event) = rate(&done(), wish(2, " Slow\r\n"), None).unwrap().unwrap();
        assert_eq!((rating.stars.number(), rating.comment.as_str(), rating.at), (2, "Slow", Moment(200)));
        assert!(matches!(event, Event::TicketRated { from: None, .. }));
        assert_eq!(rate(&done(), wish(2, "Slow"), Some(&rating)), Ok(None));
        let (_, event) = rate(&done(), wish(4, "Slow"), Some(&rating)).unwrap().unwrap();
        assert!(matches!(event, Event::TicketRated { from: Some(from), .. } if from == rating.stars));
        let spam = Ticket { spam: true, ..done() };
        assert_eq!(rate(&spam, wish(1, ""), None), Err(Refusal::RatingTooSoon));
    }

    #[test]
    fn it_is_asked_for_once_for_each_closing() {
        assert_eq!(a_ticket().may_ask_for_rating(None), Err(Refusal::RatingTooSoon));
        assert_eq!(done().may_ask_for_rating(None), Ok(()));
        assert_eq!(done().may_ask_for_rating(Some(Moment(99))), Ok(()));
        assert_eq!(done().may_ask_for_rating(Some(Moment(100))), Err(Refusal::RatingAsked));
        let rated = Ticket { rated_at: Some(Moment(150)), rating: Stars::of(5), ..done() };
        assert_eq!(rated.may_ask_for_rating(None), Err(Refusal::RatingAsked));
        assert!(Ticket { category: Category::Open, ..rated }.may_be_rated(false));
        assert!(a_ticket().may_be_rated(true));
    }
}
