//! What a chat is told, in the JSON of its service. All that people wrote stays text there: it calls nobody, and links
//! nowhere.

use super::super::notice::{paragraph, veil};
use base::words::{self, Args, Words};
use desk::notification::{ChatService, Told};
use desk::ticket::TicketNumber;
use serde_json::{Value, json};
use service::notification::{ChatAbout, ChatContent};
use views::agent::told;

/// Characters of a headline, of a line under it, of all lines.
const LONGEST_TITLE: usize = 250;
const LONGEST_LINE: usize = 300;
const LONGEST: usize = 2_800;

struct Said {
    title: String,
    text: String,
    url: String,
    /// For programs.
    kind: &'static str,
}

pub(super) fn said(content: &ChatContent, house: &str) -> Value {
    let words = words::of(content.language);
    let said = tell(&content.about, house, words);
    let (mention, name) = (content.mention.as_str(), content.name.as_str());
    match content.chat.wish.service {
        ChatService::Slack => slack(&said, mention),
        ChatService::Mattermost => mattermost(&said, mention),
        ChatService::Teams => teams(&said, mention, name, words.say("chat-open")),
        ChatService::Google => google(&said, mention),
        ChatService::Discord => discord(&said, mention),
        ChatService::Json => json!({
            "kind": said.kind,
            "title": said.title,
            "text": said.text,
            "url": said.url,
            "person": name,
            "mention": mention,
        }),
    }
}

fn tell(about: &ChatAbout, house: &str, words: &Words) -> Said {
    let inbox = || format!("{house}/notifications");
    let (kind, title, text, url) = match about {
        ChatAbout::One { number, message, told, text } => {
            let place = message.map(|message| format!("#message-{message}")).unwrap_or_default();
            let lines = text.iter().flat_map(|(subject, said)| [subject, said]).filter(|line| !line.is_empty());
            let text = lines.map(|line| short(line, LONGEST_LINE)).collect::<Vec<_>>().join("\n");
            ("one", headline(*number, told, words), text, format!("{house}/tickets/{number}{place}"))
        }
        ChatAbout::Many(first, count) => {
            let lines = first.iter().map(|(number, told)| headline(*number, told, words));
            let more = *count - first.len() as i64;
            let more = Some(more).filter(|more| *more > 0).map(|more| words.with("summary-more", "x", more));
            let text = lines.chain(more).map(|line| short(&line, LONGEST_LINE)).collect::<Vec<_>>().join("\n");
            ("many", words.with("push-many", "x", *count), text, inbox())
        }
        ChatAbout::Digest(summary) => {
            let groups = summary.groups.iter().map(|group| paragraph(group, &summary.zone, words));
            let text = groups.chain(veil(summary, words)).collect::<Vec<_>>().join("\n\n");
            ("digest", words.with(&summary.lead, "x", summary.count), text, inbox())
        }
        ChatAbout::Trial => {
            ("trial", words.say("chat-trial").to_owned(), words.say("chat-trial-text").to_owned(), inbox())
        }
    };
    Said { kind, title: short(&title, LONGEST_TITLE), text: short(&text, LONGEST), url }
}

fn headline(number: TicketNumber, what: &Told, words: &Words) -> String {
    let mut args = Args::new();
    args.set("number", number.to_string());
    args.set("what", told(what, words));
    words.tell("push-one", &args)
}

/// Without what would order the text about.
fn short(text: &str, longest: usize) -> String {
    text.chars().filter(|c| !c.is_control() || *c == '\n').take(longest).collect()
}

/// Block Kit: what people wrote is plain text; within the link the three letters of its markup are escaped.
fn slack(said: &Said, mention: &str) -> Value {
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let called = if mention.is_empty() { String::new() } else { format!("<@{mention}> ") };
    let title = format!("{called}<{}|{}>", said.url, escaped(&said.title));
    let mut blocks = vec![json!({"type": "section", "text": {"type": "mrkdwn", "text": title}})];
    if !said.text.is_empty() {
        blocks.push(json!({"type": "section", "text": {"type": "plain_text", "text": said.text, "emoji": false}}));
    }
    json!({"text": escaped(&said.title), "blocks": blocks, "unfurl_links": false, "unfurl_media": false})
}

fn mattermost(said: &Said, mention: &str) -> Value {
    let called = if mention.is_empty() { String::new() } else { format!("@{mention} ") };
    let mut text = format!("{called}[{}]({})", markdown(&said.title), said.url);
    if !said.text.is_empty() {
        let quoted = said.text.lines().map(|line| format!("> {}", markdown(line))).collect::<Vec<_>>().join("\n");
        text.push_str(&format!("\n\n{quoted}"));
    }
    json!({ "text": text })
}

/// A workflow takes an Adaptive Card. Of its texts only runs know no markup; only blocks can call somebody.
fn teams(said: &Said, mention: &str, name: &str, open: &str) -> Value {
    let run = |text: &str, weight: &str| json!({"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": text, "weight": weight}]});
    let mut body = vec![run(&said.title, "Bolder")];
    body.extend(said.text.lines().filter(|line| !line.is_empty()).map(|line| run(line, "Default")));
    let mut entities = Vec::new();
    if !mention.is_empty() {
        let name: String = name.chars().filter(|c| c.is_alphanumeric() || *c == ' ').collect();
        let called = format!("<at>{name}</at>");
        body.insert(0, json!({"type": "TextBlock", "text": called, "wrap": true}));
        entities.push(json!({"type": "mention", "text": called, "mentioned": {"id": mention, "name": name}}));
    }
    let card = json!({
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": body,
        "actions": [{"type": "Action.OpenUrl", "title": open, "url": said.url}],
        "msteams": {"width": "Full", "entities": entities},
    });
    let attachment =
        json!({"contentType": "application/vnd.microsoft.card.adaptive", "contentUrl": null, "content": card});
    json!({"type": "message", "attachments": [attachment]})
}

/// There is no way to escape: what could call somebody or hide an address is written with other letters.
fn google(said: &Said, mention: &str) -> Value {
    let plain = |text: &str| text.replace('<', "‹").replace('>', "›").replace('|', "¦");
    let called = if mention.is_empty() { String::new() } else { format!("<users/{mention}> ") };
    let text = format!("{called}<{}|{}>\n{}", said.url, plain(&said.title), plain(&said.text));
    json!({ "text": text.trim_end() })
}

fn discord(said: &Said, mention: &str) -> Value {
    let embed = json!({
        "title": short(&markdown(&said.title), 256),
        "url": said.url,
        "description": markdown(&said.text),
    });
    let content = if mention.is_empty() { String::new() } else { format!("<@{mention}>") };
    let users: Vec<&str> = Some(mention).filter(|mention| !mention.is_empty()).into_iter().collect();
    json!({"content": content, "embeds": [embed], "allowed_mentions": {"parse": [], "users": users}})
}

/// Every letter that would mean something means itself; nobody is called.
fn markdown(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        if "\\`*_{}[]()#+-.!|<>~:".contains(c) {
            plain.push('\\');
        }
        plain.push(c);
        if c == '@' {
            plain.push('\u{200b}');
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::Language;
    use desk::notification::{Chat, ChatId, ChatWish, Detail, Occasion};
    use desk::people::PersonId;

    const EVIL: &str = "<!channel> @all <users/all> **[x](http://evil.example)** & <at>everyone</at>";

    fn content(service: ChatService, mention: &str) -> Value {
        let told = Told { occasion: Occasion::Received, who: "Kei <!here>".into(), detail: Detail::Nothing };
        let wish = ChatWish {
            name: "Support".into(),
            service,
            own: false,
            hosts: vec!["chat.example".into()],
            said: true,
            active: true,
        };
        let chat = Chat { id: ChatId(1), wish, sealed_address: String::new(), version: 1 };
        let about = ChatAbout::One {
            number: TicketNumber(100_042),
            message: None,
            told,
            text: Some((EVIL.into(), "It leaks.".into())),
        };
        let content = ChatContent {
            chat,
            sealed_address: String::new(),
            mention: mention.into(),
            person: PersonId(1),
            name: "Chika Ueda".into(),
            language: Language::English,
            about,
        };
        said(&content, "https://desk.example")
    }

    #[test]
    fn slack_links_calls_and_leaves_what_people_wrote_as_text() {
        let said = content(ChatService::Slack, "U012AB");
        let head = "<@U012AB> <https://desk.example/tickets/100042|#100042: Kei &lt;!here&gt; wrote>";
        assert_eq!(said["blocks"][0]["text"]["text"], head);
        assert_eq!(said["blocks"][1]["text"]["type"], "plain_text");
        assert_eq!(said["blocks"][1]["text"]["text"], format!("{EVIL}\nIt leaks."));
        assert!(!said["text"].as_str().unwrap().contains('<'));
    }

    #[test]
    fn mattermost_calls_nobody_but_whom_it_should() {
        let text = content(ChatService::Mattermost, "chika")["text"].as_str().unwrap().to_owned();
        assert!(
            text.starts_with("@chika [\\#100042\\: Kei \\<\\!here\\> wrote](https://desk.example/tickets/100042)"),
            "{text}"
        );
        assert_eq!(text.matches("@all").count(), 0, "{text}");
        assert!(!text.contains("[x](") && text.contains("\n> It leaks\\."), "{text}");
    }

    #[test]
    fn teams_gets_a_card_whose_texts_know_no_markup() {
        let said = content(ChatService::Teams, "chika@hinode.example");
        let card = &said["attachments"][0]["content"];
        assert_eq!((said["type"].as_str(), card["type"].as_str()), (Some("message"), Some("AdaptiveCard")));
        assert_eq!(card["body"][0]["text"], "<at>Chika Ueda</at>");
        assert_eq!(card["msteams"]["entities"][0]["mentioned"]["id"], "chika@hinode.example");
        assert_eq!(card["body"][2]["inlines"][0], json!({"type": "TextRun", "text": EVIL, "weight": "Default"}));
        assert_eq!(card["actions"][0]["url"], "https://desk.example/tickets/100042");
    }

    #[test]
    fn google_and_discord_call_one_person_at_most() {
        let text = content(ChatService::Google, "123")["text"].as_str().unwrap().to_owned();
        assert!(
            text.starts_with("<users/123> <https://desk.example/tickets/100042|#100042: Kei ‹!here› wrote>"),
            "{text}"
        );
        assert_eq!(text.matches('<').count(), 2, "{text}");
        let said = content(ChatService::Discord, "8035");
        assert_eq!(said["allowed_mentions"], json!({"parse": [], "users": ["8035"]}));
        assert_eq!(
            (said["content"].as_str(), said["embeds"][0]["url"].as_str()),
            (Some("<@8035>"), Some("https://desk.example/tickets/100042"))
        );
        assert_eq!(content(ChatService::Discord, "")["allowed_mentions"]["users"], json!([]));
    }

    #[test]
    fn programs_get_everything_by_name() {
        let said = content(ChatService::Json, "");
        assert_eq!((said["kind"].as_str(), said["person"].as_str()), (Some("one"), Some("Chika Ueda")));
        assert_eq!(said["title"], "#100042: Kei <!here> wrote");
    }
}
