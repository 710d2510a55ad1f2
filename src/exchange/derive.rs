//! Ids of imported records, derived from where they come from: two people who import the same file agree, and
//! importing twice doubles nothing.

use sha2::{Digest as _, Sha256};

/// The bytes of an id: the beginning of the SHA-256 of `parts`, each ended by a zero.
pub(super) fn id_bytes(parts: &[&str]) -> [u8; 10] {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part.as_bytes());
        hasher.update([0]);
    }
    let mut bytes = [0; 10];
    for (byte, hashed) in bytes.iter_mut().zip(hasher.finalize()) {
        *byte = hashed;
    }
    bytes
}
