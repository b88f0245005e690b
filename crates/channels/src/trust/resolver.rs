//! Who answers questions: the name servers of this machine, or those that were given.

use hickory_resolver::config::{ConnectionConfig, NameServerConfig, ResolveHosts, ResolverConfig, ResolverOpts};
use hickory_resolver::system_conf::read_system_conf;
use mail_auth::MessageAuthenticator;
use platform::config::Dns;
use std::net::SocketAddr;
use std::time::Duration;

/// One question, one try.
const PATIENCE: Duration = Duration::from_secs(3);
/// Answers remembered.
const REMEMBERED: u64 = 4_096;
/// The longest that an answer is believed: a day, and that there is none: five minutes.
const LONGEST: Duration = Duration::from_secs(24 * 3_600);
const LONGEST_NO: Duration = Duration::from_secs(300);

/// None: nobody is asked.
///
/// # Errors
/// A sentence for a terminal.
pub(super) fn of(dns: &Dns) -> Result<Option<MessageAuthenticator>, String> {
    let config = match dns {
        Dns::Off => return Ok(None),
        Dns::System => match read_system_conf() {
            Ok((config, _)) => config,
            // A machine without name servers reads mail all the same.
            Err(error) => {
                tracing::warn!(%error, "this machine names no name servers: senders of mail are not examined");
                return Ok(None);
            }
        },
        Dns::Servers(servers) => {
            ResolverConfig::from_parts(None, Vec::new(), servers.iter().copied().map(server).collect())
        }
    };
    MessageAuthenticator::new(config, options()).map(Some).map_err(|error| format!("the name servers: {error}"))
}

fn server(address: SocketAddr) -> NameServerConfig {
    let at = |mut connection: ConnectionConfig| {
        connection.port = address.port();
        connection
    };
    NameServerConfig::new(address.ip(), true, vec![at(ConnectionConfig::udp()), at(ConnectionConfig::tcp())])
}

fn options() -> ResolverOpts {
    let mut options = ResolverOpts::default();
    options.timeout = PATIENCE;
    options.attempts = 2;
    options.cache_size = REMEMBERED;
    options.use_hosts_file = ResolveHosts::Never;
    options.positive_max_ttl = Some(LONGEST);
    options.negative_max_ttl = Some(LONGEST_NO);
    options
}
