//! A name server of our own on this machine, that says what a test wants it to say. It speaks just enough of RFC 1035.

use std::collections::HashMap;
use std::net::{Ipv4Addr, SocketAddr, UdpSocket};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What it says about a name.
#[derive(Clone, Debug)]
pub enum Zone {
    Txt(String),
    A(Ipv4Addr),
    Mx(String),
    /// "Ask me later": SERVFAIL.
    Trouble,
    /// No word at all.
    Silence,
}

pub struct Dns {
    pub address: SocketAddr,
    names: Arc<Mutex<HashMap<String, Vec<Zone>>>>,
    asked: Arc<AtomicUsize>,
    over: Arc<AtomicBool>,
}

impl Dns {
    pub fn start() -> Self {
        let socket = UdpSocket::bind("127.0.0.1:0").expect("a port of this machine is free");
        socket.set_read_timeout(Some(Duration::from_millis(50))).expect("a time limit can be set");
        let dns = Self {
            address: socket.local_addr().expect("a bound socket has an address"),
            names: Arc::default(),
            asked: Arc::default(),
            over: Arc::default(),
        };
        let (names, asked, over) = (dns.names.clone(), dns.asked.clone(), dns.over.clone());
        std::thread::spawn(move || {
            let mut question = [0; 1500];
            while !over.load(Ordering::Relaxed) {
                let Ok((length, from)) = socket.recv_from(&mut question) else { continue };
                asked.fetch_add(1, Ordering::Relaxed);
                let names = names.lock().expect("no test died while it held the names");
                if let Some(answer) = answer(&question[..length], &names) {
                    let _ = socket.send_to(&answer, from);
                }
            }
        });
        dns
    }

    pub fn say(&self, name: &str, what: Zone) {
        let mut names = self.names.lock().expect("no test died while it held the names");
        names.entry(name.trim_end_matches('.').to_lowercase()).or_default().push(what);
    }

    pub fn txt(&self, name: &str, text: impl Into<String>) {
        self.say(name, Zone::Txt(text.into()));
    }

    pub fn forget(&self, name: &str) {
        self.names.lock().expect("no test died while it held the names").remove(name);
    }

    /// How many questions came.
    pub fn asked(&self) -> usize {
        self.asked.load(Ordering::Relaxed)
    }
}

impl Drop for Dns {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
    }
}

/// SOA of the root, by which a "no" is remembered for a minute (RFC 2308 §3).
const AUTHORITY: [u8; 33] =
    [0, 0, 6, 0, 1, 0, 0, 0, 60, 0, 22, 0, 0, 0, 0, 0, 1, 0, 0, 0, 60, 0, 0, 0, 60, 0, 0, 0, 60, 0, 0, 0, 60];
const A: u16 = 1;
const MX: u16 = 15;
const TXT: u16 = 16;

/// The answer to the first question of a datagram; none: silence.
fn answer(datagram: &[u8], names: &HashMap<String, Vec<Zone>>) -> Option<Vec<u8>> {
    let (name, end) = name_at(datagram, 12)?;
    let kind = u16::from_be_bytes([*datagram.get(end)?, *datagram.get(end + 1)?]);
    let said = names.get(&name.to_lowercase());
    let all = said.map(Vec::as_slice).unwrap_or_default();
    if all.iter().any(|zone| matches!(zone, Zone::Silence)) {
        return None;
    }
    let records: Vec<Vec<u8>> = all.iter().filter_map(|zone| record(zone, kind)).collect();
    let code = match said {
        None => 3,
        Some(all) if all.iter().any(|zone| matches!(zone, Zone::Trouble)) => 2,
        Some(_) => 0,
    };
    let no = code != 2 && records.is_empty();
    let mut out = datagram[..2].to_vec();
    out.extend([0x85, 0x80 | code, 0, 1]);
    out.extend((records.len() as u16).to_be_bytes());
    out.extend([0, u8::from(no), 0, 0]);
    out.extend(&datagram[12..end + 4]);
    for data in records {
        out.extend([0xc0, 12]);
        out.extend(kind.to_be_bytes());
        out.extend([0, 1, 0, 0, 0, 60]);
        out.extend((data.len() as u16).to_be_bytes());
        out.extend(data);
    }
    if no {
        out.extend(AUTHORITY);
    }
    Some(out)
}

fn record(zone: &Zone, kind: u16) -> Option<Vec<u8>> {
    match zone {
        Zone::Txt(text) if kind == TXT => Some(strings(text)),
        Zone::A(address) if kind == A => Some(address.octets().to_vec()),
        Zone::Mx(host) if kind == MX => Some([vec![0, 10], labels(host)].concat()),
        Zone::Txt(_) | Zone::A(_) | Zone::Mx(_) | Zone::Trouble | Zone::Silence => None,
    }
}

/// Strings of at most 255 octets each.
fn strings(text: &str) -> Vec<u8> {
    text.as_bytes().chunks(255).flat_map(|piece| [&[piece.len() as u8], piece].concat()).collect()
}

fn labels(name: &str) -> Vec<u8> {
    // The root has no labels.
    let labels = name.split('.').filter(|label| !label.is_empty());
    let mut out: Vec<u8> = labels.flat_map(|label| [&[label.len() as u8], label.as_bytes()].concat()).collect();
    out.push(0);
    out
}

fn name_at(datagram: &[u8], mut at: usize) -> Option<(String, usize)> {
    let mut labels = Vec::new();
    loop {
        let length = *datagram.get(at)? as usize;
        if length == 0 {
            return Some((labels.join("."), at + 1));
        }
        labels.push(String::from_utf8_lossy(datagram.get(at + 1..at + 1 + length)?).into_owned());
        at += 1 + length;
    }
}
