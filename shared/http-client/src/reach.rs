//! Which addresses a client connects to. An address that somebody else named is looked at when its name is resolved, and
//! the connection is made to what was looked at: a name that stands for something else a moment later gains nothing.

use hyper_util::client::legacy::connect::dns::{GaiResolver, Name};
use std::error::Error;
use std::future::Future;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::vec;
use tower_service::Service;

/// Which addresses a client connects to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Whatever the shop's own configuration names.
    Anywhere,
    /// The internet, by HTTPS alone: nothing of this machine, of this network or of the cloud's own services.
    Internet,
}

/// A name, or a host that is an address, does not stand for addresses of the internet alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an address of the internet")]
pub(crate) struct NotPublic;

/// Whether this is what a connection failed on.
pub(crate) fn is_not_public(error: &(dyn Error + 'static)) -> bool {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if error.is::<NotPublic>() {
            return true;
        }
        cause = error.source();
    }
    false
}

/// Resolves names, and refuses what they stand for if it may not be reached.
#[derive(Clone)]
pub(crate) struct Resolver(pub(crate) Reach);

type Resolved = Result<vec::IntoIter<SocketAddr>, Box<dyn Error + Send + Sync>>;

impl Service<Name> for Resolver {
    type Response = vec::IntoIter<SocketAddr>;
    type Error = Box<dyn Error + Send + Sync>;
    type Future = Pin<Box<dyn Future<Output = Resolved> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, name: Name) -> Self::Future {
        let (reach, lookup) = (self.0, GaiResolver::new().call(name));
        Box::pin(async move {
            let addresses: Vec<SocketAddr> = lookup.await?.collect();
            // One of them is enough: who names the inside among others wants in.
            let all = addresses.iter().all(|address| reach.takes(address.ip()));
            if all {
                Ok(addresses.into_iter())
            } else {
                Err(NotPublic.into())
            }
        })
    }
}

impl Reach {
    /// Refuses a host that is an address already, which no resolver sees.
    pub(crate) fn check_host(self, host: &str) -> Result<(), NotPublic> {
        let literal = host.trim_start_matches('[').trim_end_matches(']');
        match literal.parse() {
            Ok(address) if !self.takes(address) => Err(NotPublic),
            _ => Ok(()),
        }
    }

    fn takes(self, address: IpAddr) -> bool {
        match (self, address) {
            (Self::Anywhere, _) => true,
            (Self::Internet, IpAddr::V4(address)) => is_public_v4(address),
            (Self::Internet, IpAddr::V6(address)) => is_public_v6(address),
        }
    }
}

/// What IANA's registry of special-purpose addresses does not keep for something else
/// (<https://www.iana.org/assignments/iana-ipv4-special-registry>).
fn is_public_v4(address: Ipv4Addr) -> bool {
    let special = match address.octets() {
        // This network; loopback; private; multicast and reserved, broadcast among them.
        [0 | 10 | 127 | 224..=255, ..]
        // Shared by carriers; link-local, where clouds tell machines their secrets.
        | [100, 64..=127, ..]
        | [169, 254, ..]
        | [172, 16..=31, ..]
        // Protocol assignments; documentation; a relay's; private; benchmarks; documentation.
        | [192, 0, 0 | 2, _]
        | [192, 88, 99, _]
        | [192, 168, ..]
        | [198, 18 | 19, ..]
        | [198, 51, 100, _]
        | [203, 0, 113, _] => true,
        _ => false,
    };
    !special
}

/// Global unicast, without what is kept for something else or leads to an IPv4 address.
fn is_public_v6(address: Ipv6Addr) -> bool {
    if let Some(address) = address.to_ipv4_mapped() {
        return is_public_v4(address);
    }
    match address.segments() {
        // Protocol assignments (Teredo among them); documentation; 6to4; documentation.
        [0x2001, 0..=0x1ff | 0xdb8, ..] | [0x2002, ..] | [0x3fff, 0..=0xfff, ..] => false,
        [first, ..] => (0x2000..=0x3fff).contains(&first),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_of_the_internet_is_told_apart() {
        for address in [
            "0.0.0.0",
            "10.0.0.1",
            "100.64.0.1",
            "127.0.0.1",
            "127.255.255.254",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.1",
            "192.0.2.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.51.100.1",
            "203.0.113.1",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:169.254.169.254",
            "::127.0.0.1",
            "64:ff9b::a9fe:a9fe",
            "100::1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "3fff::1",
            "fc00::1",
            "fd00:ec2::254",
            "fe80::1",
            "ff02::1",
        ] {
            let host = if address.contains(':') {
                format!("[{address}]")
            } else {
                address.to_owned()
            };
            assert_eq!(Reach::Internet.check_host(&host), Err(NotPublic), "{host}");
            assert_eq!(Reach::Anywhere.check_host(&host), Ok(()), "{host}");
        }
    }

    #[tokio::test]
    async fn a_name_is_judged_by_what_it_stands_for() {
        for name in [
            "localhost",
            "127.1",
            "2130706433",
            "0x7f000001",
            "0177.0.0.1",
        ] {
            let resolve = |reach| Resolver(reach).call(name.parse().unwrap());
            let refused = resolve(Reach::Internet).await.unwrap_err();
            assert!(is_not_public(&*refused), "{name}: {refused}");
            let mut addresses = resolve(Reach::Anywhere).await.unwrap();
            assert!(
                addresses.all(|address| address.ip().is_loopback()),
                "{name}"
            );
        }
    }

    #[test]
    fn what_is_of_the_internet_is_taken() {
        for host in [
            "1.1.1.1",
            "9.255.255.255",
            "100.63.255.255",
            "100.128.0.1",
            "172.15.255.255",
            "172.32.0.1",
            "192.0.1.1",
            "223.255.255.255",
            "[2606:4700:4700::1111]",
            "[2001:200::1]",
            "[::ffff:1.1.1.1]",
        ] {
            assert_eq!(Reach::Internet.check_host(host), Ok(()), "{host}");
        }
    }
}
