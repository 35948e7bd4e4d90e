//! Keys that live beside the database, never in it: one master key, one derived key per purpose. `key_file` keeps them.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chacha20poly1305::{
    ChaCha20Poly1305, Key, Nonce,
    aead::{Aead, KeyInit, Payload},
};
use hmac::{Hmac, Mac};
use rand::RngCore;
use sha2::{Digest, Sha256};
use std::{fs, path::Path};

/// What a key is for. One purpose's key opens nothing of another's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Encrypts pictures and PINs.
    PupilSecret,
    /// Signs the token on a printed card.
    Card,
    /// Signs the cookie of a child that has typed the code and not yet found its tile.
    Door,
    /// Marks a browser in which an adult has signed in before.
    Device,
    /// Marks a device at which a child of a school has come in before.
    SchoolDevice,
    /// Names a browser that has opened the adults' sign-in page.
    Visitor,
    /// Hides addresses and user names in the counters of wrong tries.
    Throttle,
    /// Signs the ticket with which a result is sent in.
    Ticket,
    /// Signs the ticket with which the answers of a short test are sent in.
    Trial,
    /// Is mixed into staff passwords before they are hashed.
    Pepper,
    /// Tells whether a database and a key file belong together.
    Fingerprint,
}

impl Purpose {
    fn label(self) -> &'static [u8] {
        match self {
            Self::PupilSecret => b"pupil-secret/1",
            Self::Card => b"card/1",
            Self::Door => b"door/1",
            Self::Device => b"device/1",
            Self::SchoolDevice => b"school-device/1",
            Self::Visitor => b"visitor/1",
            Self::Throttle => b"throttle/1",
            Self::Ticket => b"ticket/1",
            Self::Trial => b"trial/1",
            Self::Pepper => b"pepper/1",
            Self::Fingerprint => b"fingerprint/1",
        }
    }
}

/// The master key.
#[derive(Clone)]
pub struct Keys {
    master: [u8; 32],
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keys(…)")
    }
}

impl Keys {
    /// New keys that nobody has.
    pub fn random() -> Self {
        let mut master = [0u8; 32];
        rand::rng().fill_bytes(&mut master);
        Self { master }
    }

    /// By what a database knows its keys again; it opens nothing.
    pub fn fingerprint(&self) -> String {
        self.sign(Purpose::Fingerprint, "")
    }

    /// The keys of a master key.
    pub(super) fn from_bytes(master: [u8; 32]) -> Self {
        Self { master }
    }

    /// The master key, for its file alone.
    pub(super) fn bytes(&self) -> &[u8; 32] {
        &self.master
    }

    /// Keys for a test.
    pub fn for_tests() -> Self {
        Self { master: [7; 32] }
    }

    fn derive(&self, purpose: Purpose) -> [u8; 32] {
        self.mac(&self.master, purpose.label())
    }

    fn mac(&self, key: &[u8], data: &[u8]) -> [u8; 32] {
        let mut mac =
            <Hmac<Sha256> as Mac>::new_from_slice(key).expect("HMAC takes keys of any length");
        mac.update(data);
        mac.finalize().into_bytes().into()
    }

    /// A signature of some text for one purpose.
    pub fn sign(&self, purpose: Purpose, text: &str) -> String {
        URL_SAFE_NO_PAD.encode(self.mac(&self.derive(purpose), text.as_bytes()))
    }

    /// A random name, signed together with what it is known at: the cookie of a device. What that is does not stand in it.
    pub fn device_at(&self, purpose: Purpose, at: &str) -> String {
        let name = token();
        let signature = self.sign(purpose, &format!("{name} {at}"));
        format!("{name}.{signature}")
    }

    /// The name in such a cookie, when it is known there.
    pub fn known_device<'a>(&self, purpose: Purpose, cookie: &'a str, at: &str) -> Option<&'a str> {
        let (name, signature) = cookie.split_once('.')?;
        let ours = self.verify(purpose, &format!("{name} {at}"), signature);
        ours.then_some(name)
    }

    /// What a counter of wrong tries is called: the same for the same address or name, and readable to nobody.
    pub fn hidden(&self, kind: &str, text: &str) -> String {
        format!("{kind}:{}", self.sign(Purpose::Throttle, text))
    }

    /// Whether a signature is ours, compared in constant time.
    pub fn verify(&self, purpose: Purpose, text: &str, signature: &str) -> bool {
        use subtle::ConstantTimeEq;
        self.sign(purpose, text)
            .as_bytes()
            .ct_eq(signature.as_bytes())
            .into()
    }

    /// Keyed digest of a password before argon2, so that the database alone cannot be guessed against.
    pub fn pepper(&self, password: &str) -> [u8; 32] {
        self.mac(&self.derive(Purpose::Pepper), password.as_bytes())
    }

    /// Encrypts a pupil's secret, bound to the pupil it belongs to.
    pub fn seal(&self, owner: &str, text: &str) -> String {
        let key = self.derive(Purpose::PupilSecret);
        let cipher = ChaCha20Poly1305::new(Key::from_slice(&key));
        let mut nonce = [0u8; 12];
        rand::rng().fill_bytes(&mut nonce);
        let sealed = cipher
            .encrypt(
                Nonce::from_slice(&nonce),
                Payload {
                    msg: text.as_bytes(),
                    aad: owner.as_bytes(),
                },
            )
            .expect("encrypting a few bytes in memory cannot fail");
        URL_SAFE_NO_PAD.encode([nonce.as_slice(), &sealed].concat())
    }

    /// Opens a pupil's secret. `None` when the key file is not the one it was sealed with.
    pub fn unseal(&self, owner: &str, sealed: &str) -> Option<String> {
        let bytes = URL_SAFE_NO_PAD.decode(sealed).ok()?;
        let (nonce, rest) = bytes.split_at_checked(12)?;
        let key = self.derive(Purpose::PupilSecret);
        let cipher = ChaCha20Poly1305::new(Key::from_slice(&key));
        let text = cipher
            .decrypt(
                Nonce::from_slice(nonce),
                Payload {
                    msg: rest,
                    aad: owner.as_bytes(),
                },
            )
            .ok()?;
        String::from_utf8(text).ok()
    }
}

/// A new random token of 256 bits, for a cookie.
pub fn token() -> String {
    let mut bytes = [0u8; 32];
    rand::rng().fill_bytes(&mut bytes);
    URL_SAFE_NO_PAD.encode(bytes)
}

/// What is stored of a token.
pub fn digest(token: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(token.as_bytes()))
}

/// The digest of a file's bytes.
pub fn digest_of(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(bytes))
}

/// Makes a file that only its owner can read (mode 0600); one that is there already is refused.
#[cfg(unix)]
pub fn private_file(path: &Path) -> std::io::Result<fs::File> {
    use std::os::unix::fs::OpenOptionsExt;
    fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
}

/// Makes a file; one that is there already is refused.
#[cfg(not(unix))]
pub fn private_file(path: &Path) -> std::io::Result<fs::File> {
    fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_opens_only_for_its_owner_and_its_key() {
        let keys = Keys::for_tests();
        let sealed = keys.seal("an", "3-7-11");
        assert_eq!(keys.unseal("an", &sealed).as_deref(), Some("3-7-11"));
        assert_eq!(keys.unseal("binh", &sealed), None);
        assert_eq!(Keys { master: [8; 32] }.unseal("an", &sealed), None);
    }

    #[test]
    fn a_signature_of_one_purpose_is_nothing_for_another() {
        let keys = Keys::for_tests();
        let signature = keys.sign(Purpose::Card, "x");
        assert!(keys.verify(Purpose::Card, "x", &signature));
        assert!(!keys.verify(Purpose::Ticket, "x", &signature));
        assert!(!keys.verify(Purpose::Card, "y", &signature));
    }
}
