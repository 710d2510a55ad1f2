//! Files that never lose work, and teams that edit the same file: merging, saving, recovering and the versions of a file.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod cases;
mod laws;
mod random;
