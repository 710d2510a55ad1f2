//! Files that never lose work, and teams that edit the same file: merging, saving, recovering and the versions of a file.
//!
//! | what is tried | where |
//! |---|---|
//! | each operation of saving, merging, keeping and putting away fails or ends the program | `src/file/fault_tests.rs`, `src/file/flow_tests.rs` |
//! | power cuts | `src/file/power_tests.rs` |
//! | the same on the real kernel, the order of its calls, full disks | [`kernel`] |
//! | windows killed at work | `tests/window_ui/killed.rs` |
//! | links, rights and names of files | [`places`] |
//! | laws of merging, every cell of its tables, examples | [`laws`], [`cells`], [`examples`] |
//! | git | [`git`], [`branches`] |
//! | which version a merge starts from | [`bases`], [`copies`] |
//! | three people and a sync program | [`soak`] |
//! | round trips | `tests/file.rs` |
//! | any bytes at all | [`fuzz`] with the targets in `tests/fuzz` |
//! | damaged files | [`damaged`], [`strange`] |
//! | the window | `recovering`, `teams`, `copies`, `damaged`, `files` and `replacing` in `tests/window_ui`, `tests/window/two` |

#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]
#![expect(clippy::print_stdout, reason = "a test that is skipped says so")]

mod bases;
mod branches;
mod cases;
mod cells;
mod copies;
mod damaged;
mod examples;
mod fuzz;
mod git;
mod hostile;
#[cfg(target_os = "linux")]
mod kernel;
mod laws;
mod places;
mod random;
mod recovery;
mod soak;
mod strange;
mod versions;
