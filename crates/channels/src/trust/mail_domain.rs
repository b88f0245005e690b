//! Whether answers to a domain can arrive: it names mail servers, or is one itself (RFC 5321 §5.1), and has not said that
//! it takes no mail at all (RFC 7505).

use super::{Examiner, LONGEST};
use hickory_resolver::TokioResolver;
use hickory_resolver::proto::rr::RData;

impl Examiner {
    /// None: nobody is asked, or nobody answered; that is no reason to turn anybody away.
    pub async fn takes_mail(&self, domain: &str) -> Option<bool> {
        let dns = self.dns.as_ref()?;
        let name = format!("{}.", domain.trim_end_matches('.'));
        tokio::time::timeout(LONGEST, asked(dns.resolver(), &name)).await.ok()?
    }
}

async fn asked(dns: &TokioResolver, name: &str) -> Option<bool> {
    match dns.mx_lookup(name).await {
        Ok(found) => {
            let mut servers = found.answers().iter().filter_map(|record| match &record.data {
                RData::MX(server) => Some(&server.exchange),
                _ => None,
            });
            Some(servers.any(|server| !server.is_root()))
        }
        Err(error) if error.is_nx_domain() => Some(false),
        Err(error) if error.is_no_records_found() => match dns.lookup_ip(name).await {
            Ok(found) => Some(found.iter().next().is_some()),
            Err(error) if error.is_nx_domain() || error.is_no_records_found() => Some(false),
            Err(_) => None,
        },
        Err(_) => None,
    }
}
