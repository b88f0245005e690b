//! Messages in a chat: incoming webhooks that administrators set up, and what each person has chosen of them.

use crate::Refusal;
use crate::people::PersonId;
use base::Moment;

base::id!(ChatId);

pub const MOST_CHATS: usize = 30;
/// The place in which addresses are sealed; a sealed text opens nowhere else.
pub const CHAT_ADDRESS: &str = "chat address";
const LONGEST_ADDRESS: usize = 2_000;
const LONGEST_MENTION: usize = 120;
const MOST_HOSTS: usize = 10;
const LONGEST_HOST: usize = 200;

crate::ticket_words! {
    /// Whose way of speaking JSON it is.
    ChatService {
        Slack = "slack",
        Mattermost = "mattermost",
        /// By a workflow; connectors are gone.
        Teams = "teams",
        Google = "google",
        Discord = "discord",
        /// Any program that reads JSON.
        Json = "json",
    }
}

impl ChatService {
    /// The Fluent key of its name; with `-mention`, of how it knows people.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Slack => "chat-slack",
            Self::Mattermost => "chat-mattermost",
            Self::Teams => "chat-teams",
            Self::Google => "chat-google",
            Self::Discord => "chat-discord",
            Self::Json => "chat-json",
        }
    }

    pub const fn mention_key(self) -> &'static str {
        match self {
            Self::Slack => "chat-slack-mention",
            Self::Mattermost => "chat-mattermost-mention",
            Self::Teams => "chat-teams-mention",
            Self::Google => "chat-google-mention",
            Self::Discord => "chat-discord-mention",
            Self::Json => "chat-json-mention",
        }
    }

    /// Where its addresses lie, when it is the same for everybody.
    pub const fn hosts(self) -> &'static str {
        match self {
            Self::Slack => "hooks.slack.com",
            Self::Teams => "logic.azure.com api.powerplatform.com",
            Self::Google => "chat.googleapis.com",
            Self::Discord => "discord.com",
            Self::Mattermost | Self::Json => "",
        }
    }

    /// How it knows somebody, as it was typed.
    ///
    /// # Errors
    /// It calls nobody so.
    pub fn mention(self, typed: &str) -> Result<String, Refusal> {
        let bare = typed.trim().trim_start_matches(['@', '<']).trim_start_matches('@').trim_end_matches('>');
        let bare = if self == Self::Google { bare.strip_prefix("users/").unwrap_or(bare) } else { bare };
        let letters = |sound: fn(char) -> bool| bare.chars().all(sound);
        let sound = bare.len() <= LONGEST_MENTION
            && match self {
                Self::Slack => letters(|c| c.is_ascii_uppercase() || c.is_ascii_digit()) && starts(bare, "UW"),
                Self::Mattermost => letters(|c| c.is_ascii_alphanumeric() || ".-_".contains(c)) && !calls_all(bare),
                // A user principal name, or the id of an object of Entra ID.
                Self::Teams => {
                    letters(|c| c.is_ascii_alphanumeric() || ".-_@+'".contains(c))
                        && (bare.contains('@') || bare.len() == 36)
                }
                Self::Google | Self::Discord => letters(|c| c.is_ascii_digit()),
                Self::Json => letters(|c| !c.is_control()),
            };
        if bare.is_empty() || sound { Ok(bare.to_owned()) } else { Err(Refusal::ChatMention) }
    }
}

/// Words by which Mattermost calls everybody in a channel.
fn calls_all(text: &str) -> bool {
    ["all", "channel", "here"].contains(&text.to_ascii_lowercase().as_str())
}

fn starts(text: &str, letters: &str) -> bool {
    text.starts_with(|c| letters.contains(c))
}

#[derive(Clone, Debug, PartialEq)]
pub struct Chat {
    pub id: ChatId,
    pub wish: ChatWish,
    pub sealed_address: String,
    pub version: i64,
}

/// What somebody wants a chat to be.
#[derive(Clone, Debug, PartialEq)]
pub struct ChatWish {
    pub name: String,
    pub service: ChatService,
    /// Each person has an address of their own there.
    pub own: bool,
    /// Where addresses may lie; of the one address, its own host.
    pub hosts: Vec<String>,
    /// Subjects, and what was said, may go there.
    pub said: bool,
    pub active: bool,
}

impl ChatWish {
    /// # Errors
    /// It has no name, or hosts that are none.
    pub fn sound(mut self) -> Result<Self, Refusal> {
        self.name = crate::people::person_name(&self.name)?;
        let host = |host: &String| {
            host.len() <= LONGEST_HOST
                && host.contains(|c: char| c.is_ascii_alphanumeric())
                && host.chars().all(|c| c.is_alphanumeric() || ".-:[]".contains(c))
        };
        if self.hosts.is_empty() || self.hosts.len() > MOST_HOSTS || !self.hosts.iter().all(host) {
            return Err(Refusal::ChatHosts);
        }
        Ok(self)
    }

    /// An address at one of its hosts, or of a machine below one.
    pub fn takes(&self, host: &str) -> bool {
        self.hosts.iter().any(|known| host == known || host.ends_with(&format!(".{known}")))
    }
}

/// Hosts as people type them.
pub fn chat_hosts(text: &str) -> Vec<String> {
    let words = text.split([' ', ',', '、', '\n', '\t', '\r']).map(str::trim).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// The host of an address of the web, with its port where it is not the usual one.
///
/// # Errors
/// It is none, or hides whom it asks.
pub fn chat_host(address: &str) -> Result<String, Refusal> {
    let (scheme, rest) = address.split_once("://").ok_or(Refusal::UrlInvalid)?;
    let host = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default().to_lowercase();
    let usual = if scheme == "https" { ":443" } else { ":80" };
    let plain = matches!(scheme, "https" | "http")
        && address.len() <= LONGEST_ADDRESS
        && !host.contains(['@', '{', '}'])
        && !address.chars().any(|c| c.is_control() || c.is_whitespace());
    let host = host.strip_suffix(usual).unwrap_or(&host).to_owned();
    if plain && !host.is_empty() { Ok(host) } else { Err(Refusal::UrlInvalid) }
}

/// What one person has chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct ChatChoice {
    pub person: PersonId,
    pub chat: ChatId,
    /// Their own; empty: the chat's.
    pub sealed_address: String,
    pub mention: String,
    /// The subject and what was said, where the chat allows it.
    pub said: bool,
    pub told_at: Option<Moment>,
    /// The key of why the last message did not get there; empty: it did.
    pub trouble: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::{Language, words};

    #[test]
    fn an_address_lies_at_a_host_or_below_it_and_nowhere_else() {
        let wish = ChatWish {
            name: "Teams".into(),
            service: ChatService::Teams,
            own: true,
            hosts: chat_hosts(ChatService::Teams.hosts()),
            said: false,
            active: true,
        };
        let wish = wish.sound().unwrap();
        for (address, takes) in [
            ("https://prod-12.japaneast.logic.azure.com:443/workflows/x?sig=y", true),
            ("https://logic.azure.com/x", true),
            ("https://evil-logic.azure.com/x", false),
            ("https://logic.azure.com.evil.example/x", false),
            ("https://evil.example/logic.azure.com", false),
            ("https://evil.example\\.logic.azure.com/", false),
            ("https://logic.azure.com:8443/", false),
        ] {
            assert_eq!(wish.takes(&chat_host(address).unwrap()), takes, "{address}");
        }
        for bad in
            ["", "hooks.slack.com/x", "ftp://a.example/", "https://me:pw@a.example/", "https:///x", "https://a b/"]
        {
            assert_eq!(chat_host(bad), Err(Refusal::UrlInvalid), "{bad}");
        }
        assert_eq!(ChatWish { hosts: Vec::new(), ..wish.clone() }.sound(), Err(Refusal::ChatHosts));
        assert_eq!(ChatWish { hosts: vec!["a/b".into()], ..wish }.sound(), Err(Refusal::ChatHosts));
    }

    #[test]
    fn people_are_called_as_their_service_knows_them_and_never_everybody() {
        use ChatService::{Discord, Google, Json, Mattermost, Slack, Teams};
        for (service, typed, bare) in [
            (Slack, "<@U012ABCDEF>", "U012ABCDEF"),
            (Mattermost, "@chika.ueda", "chika.ueda"),
            (Teams, "chika@hinode.example", "chika@hinode.example"),
            (Google, "users/123456", "123456"),
            (Discord, "<@80351110224678912>", "80351110224678912"),
            (Json, " Chika ", "Chika"),
            (Slack, "", ""),
        ] {
            assert_eq!(service.mention(typed).as_deref(), Ok(bare), "{typed}");
        }
        for (service, typed) in [
            (Slack, "!channel"),
            (Slack, "chika"),
            (Mattermost, "a b"),
            (Google, "users/all"),
            (Discord, "everyone"),
            (Teams, "<at>"),
            (Mattermost, "@channel"),
            (Mattermost, "All"),
        ] {
            assert_eq!(service.mention(typed), Err(Refusal::ChatMention), "{typed}");
        }
        assert!(Json.mention(&"x".repeat(121)).is_err());
    }

    #[test]
    fn every_service_has_words_in_every_language() {
        for words in Language::ALL.map(words::of) {
            assert!(ChatService::ALL.iter().all(|one| words.knows(one.key()) && words.knows(one.mention_key())));
        }
    }
}
