//! The fields of the language and the values that are words of ours, in English and in Japanese.

use crate::ticket::{Category, Origin, Place, Priority};

macro_rules! named {
    ($(#[$doc:meta])* $type:ident { $($(#[$note:meta])* $name:ident = $word:literal $(, $alias:literal)*;)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $type { $($(#[$note])* $name,)* }

        impl $type {
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The word of the language itself.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }

            /// By any of its words, in lower case.
            pub fn named(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.words().contains(&word))
            }

            /// Every word that means it, the language's own first.
            pub const fn words(self) -> &'static [&'static str] {
                match self { $(Self::$name => &[$word $(, $alias)*],)* }
            }
        }
    };
}

named! {
    Field {
        From = "from", "差出人", "送信者", "依頼者";
        To = "to", "宛先";
        Subject = "subject", "件名";
        Tag = "tag", "タグ";
        Status = "status", "ステータス", "状態";
        Assignee = "assignee", "担当者", "担当";
        Team = "team", "チーム";
        Organization = "org", "organization", "組織", "会社";
        Tier = "tier", "ランク", "顧客ランク";
        Priority = "priority", "優先度";
        Channel = "channel", "経路", "受付経路";
        Has = "has", "あり";
        Is = "is";
        Created = "created", "作成", "作成日";
        Updated = "updated", "更新", "更新日";
        Due = "due", "期日", "期限";
        Rating = "rating", "評価";
    }
}

named! {
    /// What a ticket may have.
    Thing {
        Attachment = "attachment", "attachments", "file", "添付", "添付ファイル";
        Note = "note", "メモ", "社内メモ";
        Reply = "reply", "返信";
        Due = "due", "期日", "期限";
    }
}

named! {
    /// How a ticket stands.
    State {
        /// Nobody has answered the requester's last word.
        Unread = "unread", "unanswered", "未対応", "未返信";
        Unassigned = "unassigned", "担当者なし", "未割り当て", "担当なし";
        Mine = "mine", "自分";
        Open = "open", "オープン", "未完了";
        Snoozed = "snoozed", "スヌーズ";
        Closed = "closed", "完了", "クローズ";
        Spam = "spam", "迷惑メール";
        Trash = "trash", "ゴミ箱", "ごみ箱";
        /// By the one who asks.
        Starred = "starred", "スター", "スター付き";
    }
}

impl State {
    /// The place that is meant, where one is.
    pub const fn place(self) -> Option<Place> {
        match self {
            Self::Open => Some(Place::Open),
            Self::Snoozed => Some(Place::Snoozed),
            Self::Closed => Some(Place::Closed),
            Self::Spam => Some(Place::Spam),
            Self::Trash => Some(Place::Trash),
            Self::Unread | Self::Unassigned | Self::Mine | Self::Starred => None,
        }
    }
}

/// Whose tickets.
#[derive(Clone, Debug, PartialEq)]
pub enum Whom {
    Me,
    Nobody,
    /// An agent whose name or address holds this.
    Named(String),
}

impl Whom {
    pub(super) fn read(word: &str) -> Self {
        match word {
            "me" | "自分" => Self::Me,
            "none" | "nobody" | "なし" => Self::Nobody,
            _ => Self::Named(word.to_owned()),
        }
    }
}

pub(super) fn priority(word: &str) -> Option<Priority> {
    Priority::named(word).or(match word {
        "最低" => Some(Priority::Lowest),
        "低" | "低い" => Some(Priority::Low),
        "中" | "通常" => Some(Priority::Normal),
        "やや高" => Some(Priority::Raised),
        "高" | "高い" => Some(Priority::High),
        "緊急" => Some(Priority::Urgent),
        "最緊急" => Some(Priority::Critical),
        "非常事態" => Some(Priority::Emergency),
        _ => None,
    })
}

pub(super) fn channel(word: &str) -> Option<Origin> {
    Origin::named(word).or(match word {
        "email" | "メール" => Some(Origin::Mail),
        "フォーム" => Some(Origin::Form),
        "ポータル" => Some(Origin::Portal),
        "電話" => Some(Origin::Phone),
        "チャット" => Some(Origin::Chat),
        _ => None,
    })
}

pub(super) fn category(word: &str) -> Option<Category> {
    Category::named(&word.replace('-', "_"))
}
