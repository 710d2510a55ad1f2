//! The capture language: what lines mean, that what is written is read again, what a text would change in a project,
//! and text files.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod files;
mod grammar;
mod plans;
mod tables;
