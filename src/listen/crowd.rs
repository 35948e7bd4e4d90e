//! Who is connected. When no place is left, whoever has waited the longest without asking anything is sent away: of the same address if
//! that one has used up its own places, else of the address that holds the most.

use crate::auth::peer::household;
use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashMap},
    net::IpAddr,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};
use tokio::sync::Notify;

/// Everybody who is connected.
#[derive(Debug)]
pub struct Crowd {
    all: usize,
    per_address: usize,
    inside: Mutex<Inside>,
}

#[derive(Debug, Default)]
struct Inside {
    count: usize,
    /// The next place in the order of waiting.
    next: u64,
    addresses: HashMap<Option<IpAddr>, Address>,
}

#[derive(Debug, Default)]
struct Address {
    count: usize,
    /// Connections that have not asked anything yet, in the order in which they began to wait.
    waiting: BTreeMap<u64, Arc<Notify>>,
}

/// One who is connected; leaves when dropped.
#[derive(Debug)]
pub struct Guest {
    crowd: Arc<Crowd>,
    address: Option<IpAddr>,
    /// The place in the order of waiting; none while a request is being answered.
    place: Mutex<Option<u64>>,
    leave: Arc<Notify>,
    asked: AtomicBool,
}

impl Crowd {
    /// Nobody yet; so many may come in all, and so many from one address.
    pub fn new(all: usize, per_address: usize) -> Arc<Self> {
        Arc::new(Self {
            all,
            per_address,
            inside: Mutex::default(),
        })
    }

    /// Lets somebody in, if need be in the place of somebody who only waits. None: everybody is at work. Who comes without an address
    /// is counted in all alone.
    pub fn admit(self: &Arc<Self>, address: Option<IpAddr>) -> Option<Guest> {
        let address = address.map(household);
        let mut inside = self.inside();
        let here = |inside: &Inside| inside.addresses.get(&address).map_or(0, |one| one.count);
        let crowded = address.is_some() && here(&inside) >= self.per_address;
        if crowded {
            inside.send_away(address)?;
        } else if inside.count >= self.all {
            let fullest = inside.fullest()?;
            inside.send_away(fullest)?;
        }
        inside.count += 1;
        inside.addresses.entry(address).or_default().count += 1;
        drop(inside);
        let guest = Guest {
            crowd: self.clone(),
            address,
            place: Mutex::new(None),
            leave: Arc::new(Notify::new()),
            asked: AtomicBool::new(false),
        };
        guest.waits();
        Some(guest)
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        // Nothing in here is left half done by a panic.
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inside {
    /// The address that holds the most places and has somebody waiting; of two the one that has waited longer.
    fn fullest(&self) -> Option<Option<IpAddr>> {
        let waiting = self.addresses.iter().filter_map(|(address, one)| {
            let (first, _) = one.waiting.first_key_value()?;
            Some((one.count, Reverse(*first), *address))
        });
        waiting
            .max_by_key(|(count, first, _)| (*count, *first))
            .map(|(_, _, address)| address)
    }

    /// The one who has waited the longest hears it at once and leaves in a moment; the place is given on now.
    fn send_away(&mut self, address: Option<IpAddr>) -> Option<()> {
        let (_, leave) = self.addresses.get_mut(&address)?.waiting.pop_first()?;
        leave.notify_one();
        Some(())
    }
}

impl Guest {
    /// From now on a request is being answered.
    pub fn works(&self) {
        self.asked.store(true, Ordering::Relaxed);
        self.stand(false);
    }

    /// Whether a request has come at all.
    pub fn has_asked(&self) -> bool {
        self.asked.load(Ordering::Relaxed)
    }

    /// From now on the next request is waited for.
    pub fn waits(&self) {
        self.stand(true);
    }

    /// Comes when the place is wanted for somebody else.
    pub async fn sent_away(&self) {
        self.leave.notified().await;
    }

    fn stand(&self, waiting: bool) {
        let mut place = self.place.lock().unwrap_or_else(PoisonError::into_inner);
        let mut inside = self.crowd.inside();
        let next = inside.next;
        inside.next += 1;
        let address = inside.addresses.entry(self.address).or_default();
        if let Some(old) = place.take() {
            address.waiting.remove(&old);
        }
        if waiting {
            address.waiting.insert(next, self.leave.clone());
            *place = Some(next);
        }
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        self.works();
        let mut inside = self.crowd.inside();
        inside.count -= 1;
        if let Some(address) = inside.addresses.get_mut(&self.address) {
            address.count -= 1;
            if address.count == 0 {
                inside.addresses.remove(&self.address);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt;

    fn from(last: u8) -> Option<IpAddr> {
        Some(IpAddr::from([10, 0, 0, last]))
    }

    fn gone(guest: &Guest) -> bool {
        guest.sent_away().now_or_never().is_some()
    }

    #[test]
    fn who_waits_longest_gives_way_and_who_works_stays() {
        let crowd = Crowd::new(3, 3);
        let mut guests: Vec<_> = (0..3).map(|n| crowd.admit(from(n)).unwrap()).collect();
        guests[0].works();
        guests[1].works();
        guests[1].waits();
        let fourth = crowd.admit(from(9)).unwrap();
        assert!(!gone(&guests[0]), "at work");
        assert!(!gone(&guests[1]), "asked something since");
        assert!(gone(&guests[2]), "has never asked anything");
        guests[1].works();
        fourth.works();
        drop(guests.pop());
        assert!(crowd.admit(from(9)).is_none(), "everybody is at work");
    }

    #[test]
    fn an_address_that_uses_up_its_places_takes_none_of_the_others() {
        let crowd = Crowd::new(10, 4);
        let school = crowd.admit(from(1)).unwrap();
        let many: Vec<_> = (0..4).map(|_| crowd.admit(from(2)).unwrap()).collect();
        let fifth = crowd.admit(from(2)).unwrap();
        assert!(gone(&many[0]) && !gone(&many[1]) && !gone(&school));
        drop((many, fifth));
        // When the house is full the address that holds the most gives way, whoever comes.
        let crowd = Crowd::new(4, 4);
        let school = crowd.admit(from(1)).unwrap();
        let many: Vec<_> = (0..3).map(|_| crowd.admit(from(2)).unwrap()).collect();
        let _pupil = crowd.admit(from(3)).unwrap();
        assert!(gone(&many[0]) && !gone(&school));
    }

    #[test]
    fn everybody_who_leaves_is_counted_out() {
        let crowd = Crowd::new(2, 2);
        for n in 0..100 {
            let guest = crowd.admit(from(n)).unwrap();
            guest.works();
            if n % 2 == 0 {
                guest.waits();
            }
        }
        let inside = crowd.inside();
        assert!(inside.count == 0 && inside.addresses.is_empty());
    }
}
