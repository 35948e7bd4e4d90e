//! Staff passwords: argon2id (19 MiB, 2 passes), peppered, few at a time and always in the same memory.

use super::{
    keys::Keys,
    turns::{Turn, Turns},
};
use crate::error::{Error, Result};
use argon2::{
    ARGON2ID_IDENT, Algorithm, Argon2, Block, Params, PasswordHash, Version,
    password_hash::{Output, ParamsString, Salt, SaltString},
};
use lachan_core::words::Word;
use rand::RngCore;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use subtle::ConstantTimeEq;

/// OWASP password storage, 2024: 19 MiB, t = 2, p = 1.
const MEMORY_KIB: u32 = 19 * 1024;
/// The most that run at once, whatever the number of cores: each keeps 19 MiB for good.
const MOST: usize = 3;

/// Hashing with a bound on how much runs at once.
#[derive(Clone, Debug)]
pub struct Passwords {
    keys: Keys,
    turns: Arc<Turns>,
    /// What a hash fills, used again by the next one. Given back to the allocator a block of this size stays in some thread's arena and
    /// the process grows with every storm of sign-ins.
    memory: Arc<Mutex<Vec<Memory>>>,
}

type Memory = Vec<Block>;

impl Passwords {
    /// One hash per core, up to [`MOST`].
    pub fn new(keys: Keys) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self {
            keys,
            turns: Turns::new(cores.min(MOST)),
            memory: Arc::default(),
        }
    }

    /// Hashes a new password for somebody who may have to wait behind others, and behind themselves.
    pub async fn hash(&self, password: &str, who: &str) -> Result<String> {
        let peppered = self.keys.pepper(password);
        self.in_turn(who, move |memory| hash(&peppered, memory))
            .await?
    }

    /// Checks a password. With `None` (no such user) the same work is done, so that the answer takes as long.
    pub async fn check(&self, password: &str, stored: Option<String>, who: &str) -> Result<bool> {
        let peppered = self.keys.pepper(password);
        let known = stored.is_some();
        let stored = stored.unwrap_or_else(|| NOBODY.clone());
        let checked = self.in_turn(who, move |memory| is_right(&peppered, &stored, memory));
        Ok(checked.await? && known)
    }

    async fn in_turn<T: Send + 'static>(
        &self,
        who: &str,
        work: impl FnOnce(&mut Memory) -> T + Send + 'static,
    ) -> Result<T> {
        let turn: Turn = self.turns.wait(who).await?;
        let shelf = self.memory.clone();
        let done = tokio::task::spawn_blocking(move || {
            let shelf = || shelf.lock().unwrap_or_else(PoisonError::into_inner);
            let mut memory = shelf().pop().unwrap_or_default();
            let done = work(&mut memory);
            shelf().push(memory);
            drop(turn);
            done
        });
        done.await.map_err(|e| Error::Internal(e.into()))
    }
}

/// Hashes without waiting for a core: for commands, which hash one password and end.
pub fn hash_now(keys: &Keys, password: &str) -> Result<String> {
    hash(&keys.pepper(password), &mut Vec::new())
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

static NOBODY: LazyLock<String> =
    LazyLock::new(|| hash(&[0; 32], &mut Vec::new()).unwrap_or_default());

fn parameters() -> Params {
    Params::new(MEMORY_KIB, 2, 1, None).expect("the parameters are valid constants")
}

fn hash(peppered: &[u8], memory: &mut Memory) -> Result<String> {
    let wrong = |e: argon2::password_hash::Error| Error::Internal(anyhow::anyhow!("argon2: {e}"));
    let mut salt = [0u8; 16];
    rand::rng().fill_bytes(&mut salt);
    let params = parameters();
    let mut out = [0u8; Params::DEFAULT_OUTPUT_LEN];
    fill(peppered, &salt, &params, &mut out, memory)?;
    let salt = SaltString::encode_b64(&salt).map_err(wrong)?;
    let whole = PasswordHash {
        algorithm: ARGON2ID_IDENT,
        version: Some(Version::V0x13.into()),
        params: ParamsString::try_from(&params).map_err(wrong)?,
        salt: Some(salt.as_salt()),
        hash: Some(Output::new(&out).map_err(wrong)?),
    };
    Ok(whole.to_string())
}

/// Whether the password is the one that was stored, with the parameters it was stored with; what is not understood is never right.
fn is_right(peppered: &[u8], stored: &str, memory: &mut Memory) -> bool {
    let mut checked = || {
        let stored = PasswordHash::new(stored).ok()?;
        let params = Params::try_from(&stored).ok()?;
        let mut salt = [0u8; Salt::MAX_LENGTH];
        let salt = stored.salt?.decode_b64(&mut salt).ok()?;
        let kept = stored.hash?;
        let mut out = vec![0u8; kept.len()];
        fill(peppered, salt, &params, &mut out, memory).ok()?;
        Some(stored.algorithm == ARGON2ID_IDENT && bool::from(out.ct_eq(kept.as_bytes())))
    };
    checked().unwrap_or(false)
}

fn fill(
    peppered: &[u8],
    salt: &[u8],
    params: &Params,
    out: &mut [u8],
    memory: &mut Memory,
) -> Result<()> {
    let needed = params.block_count();
    if memory.len() < needed {
        memory.resize(needed, Block::default());
    }
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params.clone())
        .hash_password_into_with_memory(peppered, salt, out, memory)
        .map_err(|e| Error::Internal(anyhow::anyhow!("argon2: {e}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_opens_only_with_itself_and_its_pepper() {
        let passwords = Passwords::new(Keys::for_tests());
        let stored = passwords.hash("một mật khẩu dài", "").await.unwrap();
        assert!(stored.contains("m=19456,t=2,p=1"), "{stored}");
        let check = async |typed: &str, stored: Option<&String>| {
            let checked = passwords.check(typed, stored.cloned(), "");
            checked.await.unwrap()
        };
        assert!(check("một mật khẩu dài", Some(&stored)).await);
        assert!(!check("một mật khẩu dài ", Some(&stored)).await);
        assert!(!check("một mật khẩu dài", None).await);
        assert!(!check("một mật khẩu dài", Some(&"$argon2id$hỏng".to_owned())).await);
        assert_eq!(
            passwords.memory.lock().unwrap().len(),
            1,
            "used again each time"
        );
    }

    /// Hashes of earlier releases were made by the library in one piece; they and ours are the same thing.
    #[test]
    fn a_hash_is_what_everybody_calls_one() {
        use argon2::{PasswordHasher, PasswordVerifier};
        let standard = Argon2::new(Algorithm::Argon2id, Version::V0x13, parameters());
        let ours = hash(b"x", &mut Vec::new()).unwrap();
        let read = PasswordHash::new(&ours).unwrap();
        assert!(standard.verify_password(b"x", &read).is_ok());
        assert!(standard.verify_password(b"y", &read).is_err());
        let salt = SaltString::encode_b64(&[3; 16]).unwrap();
        let theirs = standard.hash_password(b"x", &salt).unwrap().to_string();
        assert!(is_right(b"x", &theirs, &mut Vec::new()));
        assert!(!is_right(b"y", &theirs, &mut Vec::new()));
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
