//! Postfix: takes mail from this machine and hands it on by LMTP, to us and to Dovecot.

use super::{Dovecot, Identity, absent, free_port, is_root, open_folder};
use std::fmt::Write;
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use tempfile::TempDir;

/// A relay between `desk.example`, which is ours, and `customer.example`, which is Dovecot's.
pub struct Postfix {
    /// SMTP with STARTTLS, for anybody on this machine.
    pub smtp: u16,
    /// SMTP over TLS, for those who log in.
    pub smtps: u16,
    pub identity: Identity,
    folder: TempDir,
}

impl Postfix {
    /// Mail to this address is taken, and comes back.
    pub const GONE: &str = "gone@customer.example";

    /// `None`, said aloud, where it is not installed or may not be started.
    pub fn start(desk_lmtp: u16, dovecot: &Dovecot) -> Option<Self> {
        if !Path::new("/usr/sbin/postfix").exists() {
            absent("Postfix", "is not installed");
            return None;
        }
        if !is_root() {
            absent("Postfix", "starts for root alone");
            return None;
        }
        let folder = open_folder();
        let (smtp, smtps, identity) = (free_port(), free_port(), Identity::new());
        let at = folder.path();
        std::fs::write(at.join("cert.pem"), format!("{}{}", identity.key_pem, identity.pem)).unwrap();
        for part in ["config", "queue", "data"] {
            std::fs::create_dir(at.join(part)).unwrap();
        }
        assert!(Command::new("chown").arg("postfix").arg(at.join("data")).status().unwrap().success());
        let transport = format!(
            "desk.example lmtp:inet:127.0.0.1:{desk_lmtp}\n{} error:5.1.1 Nobody of this name lives here\ncustomer.example lmtp:inet:127.0.0.1:{}\n",
            Self::GONE,
            dovecot.lmtp
        );
        std::fs::write(at.join("config/transport"), transport).unwrap();
        std::fs::write(at.join("config/main.cf"), main_cf(at, &dovecot.auth_socket())).unwrap();
        std::fs::write(at.join("config/master.cf"), master_cf(smtp, smtps)).unwrap();
        let postfix = Self { smtp, smtps, identity, folder };
        assert!(postfix.command("start").success(), "{}", postfix.log());
        Some(postfix)
    }

    /// `start` returns when it listens, `stop` when all of it has ended.
    fn command(&self, what: &str) -> ExitStatus {
        let mut command = Command::new("/usr/sbin/postfix");
        command.arg("-c").arg(self.folder.path().join("config")).arg(what);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap()
    }

    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }
}

impl Drop for Postfix {
    fn drop(&mut self) {
        self.command("stop");
    }
}

fn main_cf(at: &Path, auth_socket: &Path) -> String {
    let (at, auth_socket) = (at.display(), auth_socket.display());
    format!(
        "compatibility_level = 3.6
queue_directory = {at}/queue
data_directory = {at}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
meta_directory = /etc/postfix
shlib_directory = /usr/lib/postfix
mail_owner = postfix
setgid_group = postdrop
maillog_file = {at}/log
maillog_file_prefixes = {at}
myhostname = relay.example
mydestination =
local_recipient_maps =
alias_maps =
alias_database =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
smtpd_reject_unlisted_recipient = no
smtpd_relay_restrictions = reject_unauth_destination
relay_domains = desk.example, customer.example
transport_maps = texthash:{at}/config/transport
minimal_backoff_time = 1s
maximal_backoff_time = 2s
queue_run_delay = 1s
smtpd_tls_chain_files = {at}/cert.pem
smtpd_tls_security_level = may
smtpd_sasl_type = dovecot
smtpd_sasl_path = {auth_socket}
smtpd_error_sleep_time = 0
"
    )
}

fn master_cf(smtp: u16, smtps: u16) -> String {
    let mut lines = format!(
        "127.0.0.1:{smtp} inet n - n - - smtpd
127.0.0.1:{smtps} inet n - n - - smtpd -o smtpd_tls_wrappermode=yes -o smtpd_sasl_auth_enable=yes -o smtpd_recipient_restrictions=permit_sasl_authenticated,reject
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 1 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
postlog unix-dgram n - n - 1 postlogd
flush unix n - n 1000? 0 flush
"
    );
    for (service, processes, program) in [
        ("rewrite", "-", "trivial-rewrite"),
        ("bounce", "0", "bounce"),
        ("defer", "0", "bounce"),
        ("trace", "0", "bounce"),
        ("verify", "1", "verify"),
        ("proxymap", "-", "proxymap"),
        ("smtp", "-", "smtp"),
        ("relay", "-", "smtp"),
        ("error", "-", "error"),
        ("retry", "-", "error"),
        ("discard", "-", "discard"),
        ("lmtp", "-", "lmtp"),
        ("anvil", "1", "anvil"),
        ("scache", "1", "scache"),
    ] {
        writeln!(lines, "{service} unix - - n - {processes} {program}").unwrap();
    }
    lines
}
