//! Dovecot 2.3: IMAP and POP3 in the clear and over TLS, LMTP for those who deliver, and a password check for Postfix.

use super::{Identity, Running, absent, free_port, is_root, open_folder};
use crate::Talk;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;
use tokio::net::TcpStream;

/// Takes mail for anybody, and lets anybody in who knows [`Dovecot::PASSWORD`].
pub struct Dovecot {
    pub imap: u16,
    pub imaps: u16,
    pub pop3: u16,
    pub pop3s: u16,
    pub lmtp: u16,
    pub identity: Identity,
    _running: Running,
    folder: TempDir,
}

impl Dovecot {
    pub const PASSWORD: &str = "correct-horse-電池";

    /// `None`, said aloud, where it is not installed.
    pub async fn start() -> Option<Self> {
        Self::start_asking(None).await
    }

    /// The same; also lets in who shows a token that is good, as somebody at this address says (RFC 7662).
    pub async fn start_asking(introspection: Option<&str>) -> Option<Self> {
        let version = Command::new("dovecot").arg("--version").output().map(|said| said.stdout).unwrap_or_default();
        let has = |program: &str| Path::new("/usr/lib/dovecot").join(program).exists();
        if !version.starts_with(b"2.3") || !["imap", "pop3", "lmtp"].iter().all(|program| has(program)) {
            absent("Dovecot 2.3 with IMAP, POP3 and LMTP", "is not installed");
            return None;
        }
        let folder = open_folder();
        let [imap, imaps, pop3, pop3s, lmtp] = std::array::from_fn(|_| free_port());
        let identity = Identity::new();
        let config = write_config(folder.path(), &identity, [imap, imaps, pop3, pop3s, lmtp], introspection);
        let mut command = Command::new("dovecot");
        command.arg("-F").arg("-c").arg(config);
        let running = Running::start(&mut command, &[imap, imaps, pop3, pop3s, lmtp], &folder.path().join("log")).await;
        Some(Self { imap, imaps, pop3, pop3s, lmtp, identity, _running: running, folder })
    }

    /// Where Postfix asks about passwords.
    pub fn auth_socket(&self) -> PathBuf {
        self.folder.path().join("auth")
    }

    /// The folder with everybody's maildirs.
    pub fn mail(&self) -> PathBuf {
        self.folder.path().join("mail")
    }

    /// Puts a message into somebody's inbox.
    pub async fn deliver(&self, to: &str, message: &str) {
        let mut talk = Talk::new(TcpStream::connect(("127.0.0.1", self.lmtp)).await.unwrap());
        talk.expect("220").await;
        talk.ask("LHLO test", "250").await;
        let answer = talk.hand_over("someone@elsewhere.example", to, message).await;
        assert!(answer.starts_with("250"), "{answer}");
    }

    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }
}

fn write_config(
    folder: &Path,
    identity: &Identity,
    [imap, imaps, pop3, pop3s, lmtp]: [u16; 5],
    introspection: Option<&str>,
) -> PathBuf {
    let me = std::env::var("USER").unwrap_or_default();
    // Started as root, it keeps mail as nobody; else everything is ours.
    let (internal, login, owner, group) =
        if is_root() { ("dovecot", "dovenull", "nobody", "nogroup") } else { (&*me, &*me, &*me, &*me) };
    std::fs::write(folder.join("cert.pem"), &identity.pem).unwrap();
    std::fs::write(folder.join("key.pem"), &identity.key_pem).unwrap();
    let mail = folder.join("mail");
    std::fs::create_dir(&mail).unwrap();
    if is_root() {
        let owned = Command::new("chown").arg(format!("{owner}:{group}")).arg(&mail).status().unwrap();
        assert!(owned.success());
    }
    let (at, password) = (folder.display(), Dovecot::PASSWORD);
    let tokens = introspection.map_or_else(String::new, |address| write_token_config(folder, address));
    let config = format!(
        r#"
base_dir = {at}/run
state_dir = {at}/state
log_path = {at}/log
protocols = imap pop3 lmtp
listen = 127.0.0.1
default_internal_user = {internal}
default_internal_group = {internal}
default_login_user = {login}
first_valid_uid = 1
ssl = yes
ssl_cert = <{at}/cert.pem
ssl_key = <{at}/key.pem
disable_plaintext_auth = no
auth_mechanisms = plain login xoauth2
mail_location = maildir:~/Maildir
postmaster_address = postmaster@customer.example
hostname = dovecot.example
{tokens}
passdb {{
  driver = static
  mechanisms = plain login
  args = password={password}
}}
userdb {{
  driver = static
  args = allow_all_users=yes uid={owner} gid={group} home={at}/mail/%u
}}
namespace inbox {{
  inbox = yes
  separator = /
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
    ssl = yes
  }}
}}
service pop3-login {{
  chroot =
  inet_listener pop3 {{
    port = {pop3}
  }}
  inet_listener pop3s {{
    port = {pop3s}
    ssl = yes
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {lmtp}
  }}
}}
service anvil {{
  chroot =
}}
service auth {{
  unix_listener {at}/auth {{
    mode = 0666
  }}
}}
"#
    );
    let path = folder.join("dovecot.conf");
    std::fs::write(&path, config).unwrap();
    path
}

/// Whoever shows a token is looked up there.
fn write_token_config(folder: &Path, introspection: &str) -> String {
    let path = folder.join("oauth2.conf");
    let config = format!(
        "introspection_url = {introspection}\nintrospection_mode = post\nusername_attribute = username\n\
         active_attribute = active\nactive_value = true\n"
    );
    std::fs::write(&path, config).unwrap();
    format!("passdb {{\n  driver = oauth2\n  mechanisms = xoauth2\n  args = {}\n}}", path.display())
}
