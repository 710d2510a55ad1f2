//! Files that never lose work, and teams that edit the same file: merging, saving, recovering and the versions of a file.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]
#![expect(clippy::print_stdout, reason = "a test that is skipped says so")]

mod bases;
mod branches;
mod cases;
mod cells;
mod copies;
mod damaged;
mod examples;
mod git;
#[cfg(target_os = "linux")]
mod kernel;
mod laws;
mod places;
mod random;
mod recovery;
mod soak;
mod strange;
mod versions;
