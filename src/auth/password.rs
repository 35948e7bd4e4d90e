//! Staff passwords: argon2id (19 MiB, 2 passes), peppered, at most one per core at a time.

use super::keys::Keys;
use crate::error::{Error, Result};
use argon2::{
    Algorithm, Argon2, Params, PasswordHash, PasswordHasher, PasswordVerifier, Version,
    password_hash::SaltString,
};
use lachan_core::words::Word;
use rand::RngCore;
use std::sync::{
    Arc, LazyLock,
    atomic::{AtomicUsize, Ordering},
};
use tokio::sync::Semaphore;

/// OWASP password storage, 2024: 19 MiB, t = 2, p = 1.
const MEMORY_KIB: u32 = 19 * 1024;
/// How many may wait for a core before the rest is told to come back: 200 hashes at once would take 3.8 GB.
const QUEUE: usize = 64;

/// Hashing with a bound on how much runs and waits at once.
#[derive(Clone, Debug)]
pub struct Passwords {
    keys: Keys,
    cores: Arc<Semaphore>,
    waiting: Arc<AtomicUsize>,
}

impl Passwords {
    /// One hash per core.
    pub fn new(keys: Keys) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self {
            keys,
            cores: Arc::new(Semaphore::new(cores)),
            waiting: Arc::default(),
        }
    }

    /// Hashes a new password.
    pub async fn hash(&self, password: &str) -> Result<String> {
        let peppered = self.keys.pepper(password);
        self.bounded(move || hash(&peppered)).await?
    }

    /// Checks a password. With `None` (no such user) the same work is done, so that the answer takes as long.
    pub async fn check(&self, password: &str, stored: Option<String>) -> Result<bool> {
        let peppered = self.keys.pepper(password);
        let known = stored.is_some();
        let stored = stored.unwrap_or_else(|| NOBODY.clone());
        self.bounded(move || {
            let right = PasswordHash::new(&stored)
                .is_ok_and(|hash| hasher().verify_password(&peppered, &hash).is_ok());
            right && known
        })
        .await
    }

    async fn bounded<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T> {
        if self.waiting.fetch_add(1, Ordering::SeqCst) >= QUEUE {
            self.waiting.fetch_sub(1, Ordering::SeqCst);
            return Err(Error::Busy(3));
        }
        let permit = self.cores.clone().acquire_owned().await;
        self.waiting.fetch_sub(1, Ordering::SeqCst);
        let permit = permit.map_err(|e| Error::Internal(e.into()))?;
        let done = tokio::task::spawn_blocking(move || {
            let _core = permit;
            work()
        })
        .await;
        done.map_err(|e| Error::Internal(e.into()))
    }
}

/// Hashes without waiting for a core: for commands, which hash one password and end.
pub fn hash_now(keys: &Keys, password: &str) -> Result<String> {
    hash(&keys.pepper(password))
}

/// A new first password: 4 groups of 3, read aloud without doubt, about 60 bits.
pub fn first() -> String {
    const LETTERS: &[u8; 31] = b"abcdefghjkmnpqrstuvwxyz23456789";
    let mut bytes = [0u8; 64];
    rand::rng().fill_bytes(&mut bytes);
    let mut letters = bytes
        .iter()
        .filter(|b| **b < 248)
        .map(|b| char::from(LETTERS[usize::from(*b) % 31]));
    (0..4)
        .map(|_| letters.by_ref().take(3).collect::<String>())
        .collect::<Vec<_>>()
        .join("-")
}

/// Whether a person may choose this password: 10 characters or more, no composition rule, none of the ones everybody uses.
pub fn acceptable(password: &str, username: &str) -> Result<(), Word> {
    let length = password.chars().count();
    let folded = password.to_lowercase();
    let plain: String = folded.chars().filter(|c| c.is_alphanumeric()).collect();
    let repeats = plain
        .chars()
        .collect::<std::collections::BTreeSet<_>>()
        .len()
        < 4;
    match () {
        () if length < 10 => Err("password-short"),
        () if length > 200 => Err("password-long"),
        () if folded.contains(username)
            || repeats
            || COMMON.iter().any(|word| plain.starts_with(word)) =>
        {
            Err("password-common")
        }
        () => Ok(()),
    }
}

/// Beginnings that most guessed passwords here have.
const COMMON: &[&str] = &[
    "123456",
    "matkhau",
    "password",
    "anhyeuem",
    "emyeuanh",
    "iloveyou",
    "qwerty",
    "abc123",
    "111111",
    "000000",
    "admin",
    "lachan",
    "giaovien",
    "hocsinh",
    "vietnam",
    "hungyen",
    "thaibinh",
    "khongbiet",
    "nguyen1",
    "doanvien",
    "1q2w3e",
];

static NOBODY: LazyLock<String> = LazyLock::new(|| hash(&[0; 32]).unwrap_or_default());

fn hasher() -> Argon2<'static> {
    let params = Params::new(MEMORY_KIB, 2, 1, None).expect("the parameters are valid constants");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

fn hash(peppered: &[u8]) -> Result<String> {
    let mut salt = [0u8; 16];
    rand::rng().fill_bytes(&mut salt);
    let salt = SaltString::encode_b64(&salt).expect("16 bytes are a valid salt");
    hasher()
        .hash_password(peppered, &salt)
        .map(|hash| hash.to_string())
        .map_err(|e| Error::Internal(anyhow::anyhow!("argon2: {e}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_opens_only_with_itself_and_its_pepper() {
        let passwords = Passwords::new(Keys::for_tests());
        let stored = passwords.hash("một mật khẩu dài").await.unwrap();
        assert!(stored.contains("m=19456,t=2,p=1"), "{stored}");
        assert!(
            passwords
                .check("một mật khẩu dài", Some(stored.clone()))
                .await
                .unwrap()
        );
        assert!(
            !passwords
                .check("một mật khẩu dài ", Some(stored))
                .await
                .unwrap()
        );
        assert!(!passwords.check("một mật khẩu dài", None).await.unwrap());
    }

    #[test]
    fn common_and_short_passwords_are_refused() {
        assert_eq!(acceptable("ngắn", "lan"), Err("password-short"));
        assert_eq!(acceptable("matkhau12345", "lan"), Err("password-common"));
        assert_eq!(acceptable("aaaaaaaaaaaa", "lan"), Err("password-common"));
        assert_eq!(
            acceptable("cô lan.nguyen đây", "lan.nguyen"),
            Err("password-common")
        );
        assert_eq!(acceptable("bốn con sóc nâu", "lan"), Ok(()));
    }

    #[test]
    fn first_passwords_differ() {
        assert_ne!(first(), first());
        assert_eq!(first().len(), 15);
    }
}
