//! Which addresses are not of the open internet (the IANA special-purpose registries, RFC 6890).

use crate::config::Networks;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::LazyLock;

/// This network, private, shared (also a cloud's metadata, 100.100.100.200), loopback, link-local (169.254.169.254),
/// protocols, documentation, 6to4 relays, benchmarks, multicast and reserved.
const INNER_4: &str = "0.0.0.0/8,10.0.0.0/8,100.64.0.0/10,127.0.0.0/8,169.254.0.0/16,172.16.0.0/12,192.0.0.0/24,\
    192.0.2.0/24,192.88.99.0/24,192.168.0.0/16,198.18.0.0/15,198.51.100.0/24,203.0.113.0/24,224.0.0.0/3";
/// The one block of global unicast, …
const OUTER_6: &str = "2000::/3";
/// … without protocols (also Teredo), documentation and 6to4, which hide an IPv4 address.
const INNER_6: &str = "2001::/23,2001:db8::/32,2002::/16,3fff::/20";
/// An IPv4 address seen through NAT64 (RFC 6052).
const NAT64: &str = "64:ff9b::/96";

static TABLES: LazyLock<[Networks; 4]> = LazyLock::new(|| {
    [INNER_4, OUTER_6, INNER_6, NAT64].map(|text| Networks::read(text).expect("the table is networks"))
});

pub fn is_inner(address: IpAddr) -> bool {
    let [inner_4, outer_6, inner_6, nat64] = &*TABLES;
    match address.to_canonical() {
        IpAddr::V4(_) => inner_4.contain(address),
        IpAddr::V6(six) if nat64.contain(address) => is_inner(IpAddr::V4(last_four(six))),
        IpAddr::V6(_) => !outer_6.contain(address) || inner_6.contain(address),
    }
}

fn last_four(address: Ipv6Addr) -> Ipv4Addr {
    let [.., a, b, c, d] = address.octets();
    Ipv4Addr::new(a, b, c, d)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_of_the_open_internet_is_inner() {
        let inner = [
            "0.0.0.0",
            "10.1.2.3",
            "100.100.100.200",
            "127.0.0.1",
            "169.254.169.254",
            "172.31.255.255",
            "192.168.0.1",
            "192.0.0.192",
            "198.19.0.1",
            "224.0.0.251",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:10.0.0.1",
            "::127.0.0.1",
            "fe80::1",
            "fc00::1",
            "fd00:ec2::254",
            "ff02::1",
            "64:ff9b::10.0.0.1",
            "2002:7f00:1::1",
            "2001::1",
            "2001:db8::1",
        ];
        for address in inner {
            assert!(is_inner(address.parse().unwrap()), "{address}");
        }
    }

    #[test]
    fn the_open_internet_is_not_inner() {
        for address in
            ["1.1.1.1", "172.32.0.1", "100.128.0.1", "223.255.255.255", "2606:4700::1111", "64:ff9b::1.1.1.1"]
        {
            assert!(!is_inner(address.parse().unwrap()), "{address}");
        }
    }
}
