//! Pictures and PINs of children: made by the server, never chosen, kept sealed.

use crate::{
    auth::keys::Keys,
    store::{self, Tx, sealed},
};
use lachan_core::{door::pictures_text, ids::PupilId, person::SecretKind};
use rand::Rng;
use subtle::ConstantTimeEq;

/// A new secret for a grade, sealed for its owner.
pub fn make(keys: &Keys, pupil: PupilId, grade: i64) -> (SecretKind, String) {
    let kind = SecretKind::for_grade(grade);
    (kind, seal_new(keys, pupil, kind))
}

fn seal_new(keys: &Keys, pupil: PupilId, kind: SecretKind) -> String {
    let mut random = rand::rng();
    let text = match kind {
        SecretKind::Pictures => pictures_text(std::array::from_fn(|_| random.random_range(0..12))),
        SecretKind::Pin => format!("{:04}", random.random_range(0..10_000)),
    };
    keys.seal(&pupil.to_string(), &text)
}

/// New secrets for all children, of the kind each has; the old ones cannot be read any more. Answers for how many.
pub async fn renew_all(tx: &mut Tx, keys: &Keys) -> store::Result<u64> {
    const AT_ONCE: i64 = 1_000;
    let (mut last, mut renewed) = (None, 0);
    loop {
        let children = sealed::after(tx, last, AT_ONCE).await?;
        let Some((newest, _)) = children.last() else {
            return Ok(renewed);
        };
        last = Some(*newest);
        for (pupil, kind) in children {
            renewed += sealed::replace(tx, pupil, seal_new(keys, pupil, kind)).await?;
        }
    }
}

/// The secret as text, for printing a card.
pub fn open(keys: &Keys, pupil: PupilId, sealed: &str) -> Option<String> {
    keys.unseal(&pupil.to_string(), sealed)
}

/// Whether what was entered is the secret; the comparison takes as long whatever is wrong.
pub fn is_right(keys: &Keys, pupil: PupilId, sealed: &str, entered: &str) -> bool {
    open(keys, pupil, sealed)
        .is_some_and(|secret| secret.as_bytes().ct_eq(entered.trim().as_bytes()).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_right_only_for_its_child() {
        let keys = Keys::for_tests();
        let (an, binh) = (PupilId(uuid::Uuid::now_v7()), PupilId(uuid::Uuid::now_v7()));
        let (kind, sealed) = make(&keys, an, 4);
        assert_eq!(kind, SecretKind::Pictures);
        let text = open(&keys, an, &sealed).unwrap();
        assert!(is_right(&keys, an, &sealed, &text));
        assert!(!is_right(&keys, binh, &sealed, &text));
        assert!(!is_right(&keys, an, &sealed, "12-12-12"));
        assert_eq!(make(&keys, an, 9).0, SecretKind::Pin);
    }
}
