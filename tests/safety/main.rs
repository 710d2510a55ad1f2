//! Files that never lose work, and teams that edit the same file: merging, saving, recovering and the versions of a file.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]
#![expect(clippy::print_stdout, reason = "a test that is skipped says so")]

mod cases;
mod examples;
mod git;
mod laws;
mod random;
mod recovery;
mod versions;
