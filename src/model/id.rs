//! Stable ids: a prefix that names the collection, an underscore and 16 random characters.
//!
//! Random rather than time-ordered, because records are sorted by id in the file: time-ordered ids would put
//! everybody's additions at the same place, where every line merge would then conflict.

use std::collections::hash_map::RandomState;
use std::fmt;
use std::hash::{BuildHasher as _, Hasher as _};

use smol_str::SmolStr;

/// Crockford's base32 alphabet: no letters that are mistaken for digits.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// 80 bits: among a million ids the chance of a clash is about 4 in 10¹³.
const RANDOM_BYTES: usize = 10;

/// Writes ten bytes as 16 base32 characters after `prefix_`.
fn spell(prefix: &str, bytes: [u8; RANDOM_BYTES]) -> SmolStr {
    let mut text = String::with_capacity(prefix.len() + 17);
    text.push_str(prefix);
    text.push('_');
    let mut pending = 0_u32;
    let mut bits = 0;
    for byte in bytes {
        pending = (pending << 8) | u32::from(byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            text.push(char::from(ALPHABET[((pending >> bits) & 31) as usize]));
        }
    }
    SmolStr::from(text)
}

fn random_bytes() -> [u8; RANDOM_BYTES] {
    let mut bytes = [0; RANDOM_BYTES];
    if getrandom::fill(&mut bytes).is_err() {
        // No system randomness: the standard library's per-map keys are the next best source.
        for chunk in bytes.chunks_mut(8) {
            let word = RandomState::new().build_hasher().finish().to_le_bytes();
            chunk.copy_from_slice(&word[..chunk.len()]);
        }
    }
    bytes
}

/// An id as the file writes it.
pub trait Id: Clone + Ord + fmt::Debug + fmt::Display + for<'a> From<&'a str> {
    /// The letters before the underscore.
    const PREFIX: &'static str;

    /// The id as text.
    fn as_str(&self) -> &str;
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
        pub struct $name(SmolStr);

        impl $name {
            /// A new random id.
            pub fn random() -> Self {
                Self(spell($prefix, random_bytes()))
            }

            /// The id that `bytes` (a hash of where a record came from) stand for: the same bytes, the same id.
            pub fn from_bytes(bytes: [u8; 10]) -> Self {
                Self(spell($prefix, bytes))
            }
        }

        impl Id for $name {
            const PREFIX: &'static str = $prefix;

            fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(SmolStr::from(text))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

ids! {
    /// The project itself: copies of a file made by a sync client keep it.
    ProjectId = "p";
    /// An actor, variable or issue.
    ElementId = "e";
    /// A tie, causal link or lever link.
    LinkId = "l";
    /// A loop that people named, placed or told a story about.
    LoopId = "o";
    /// A map.
    MapId = "m";
    /// A group or area on a map.
    GroupId = "g";
    /// A free note on a map.
    NoteId = "n";
    /// A picture under a map.
    UnderlayId = "u";
    /// A person or team that rates actors.
    AssessorId = "s";
    /// What one group says about a contested link.
    ClaimId = "c";
    /// A word of the project's vocabulary.
    TermId = "t";
    /// A source.
    EvidenceId = "v";
    /// A coalition.
    CoalitionId = "k";
    /// A strand of a coalition's work.
    WorkstreamId = "w";
    /// Something that a member promised to a coalition.
    CommitmentId = "y";
    /// A saved view.
    ViewId = "x";
    /// A step of the story.
    StepId = "z";
    /// A shared indicator.
    IndicatorId = "i";
    /// A change in policy or practice.
    ChangeId = "h";
    /// A question of the blind-spot checklist.
    BlindSpotId = "b";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_its_prefix_and_sixteen_base32_characters() {
        let id = ElementId::random();
        let (prefix, rest) = id.as_str().split_once('_').unwrap();
        assert_eq!((prefix, rest.len()), ("e", 16));
        assert!(rest.bytes().all(|b| ALPHABET.contains(&b)));
    }

    #[test]
    fn the_same_bytes_spell_the_same_id() {
        assert_eq!(LinkId::from_bytes([0; 10]).as_str(), "l_0000000000000000");
        assert_eq!(LinkId::from_bytes([255; 10]).as_str(), "l_zzzzzzzzzzzzzzzz");
    }

    #[test]
    fn random_ids_differ() {
        assert_ne!(MapId::random(), MapId::random());
    }
}
