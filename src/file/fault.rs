//! Faults that tests put into what one thread does on the disk: the operation number so and so fails, or ends the thread.

use std::cell::Cell;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// How operations go wrong.
#[derive(Clone, Copy, Debug)]
pub(super) enum Fault {
    /// One fails and does nothing.
    Once(io::ErrorKind),
    /// One fails, and so do all that follow.
    FromThere(io::ErrorKind),
    /// The program ends there.
    End,
}

#[derive(Clone, Copy)]
struct Plan {
    at: usize,
    fault: Fault,
    done: usize,
}

thread_local! {
    static PLAN: Cell<Option<Plan>> = const { Cell::new(None) };
}

/// How something ended that was done with a fault in it.
pub(super) struct Ended<T> {
    /// What it gave; `None` when it was ended.
    pub(super) result: Option<T>,
    /// The fault came about.
    pub(super) failed: bool,
}

/// Does `run` with `fault` in its operation number `at`.
pub(super) fn with<T>(fault: Fault, at: usize, run: impl FnOnce() -> T) -> Ended<T> {
    PLAN.set(Some(Plan { at, fault, done: 0 }));
    let result = catch_unwind(AssertUnwindSafe(run)).ok();
    let done = PLAN.take().map_or(0, |plan| plan.done);
    Ended { result, failed: done > at }
}

/// Lets one operation pass, or makes it fail.
pub(super) fn pass() -> io::Result<()> {
    let Some(plan) = PLAN.get() else { return Ok(()) };
    PLAN.set(Some(Plan { done: plan.done + 1, ..plan }));
    match plan.fault {
        Fault::Once(kind) if plan.done == plan.at => Err(kind.into()),
        Fault::FromThere(kind) if plan.done >= plan.at => Err(kind.into()),
        Fault::End if plan.done == plan.at => std::panic::resume_unwind(Box::new("the program ends here")),
        _ => Ok(()),
    }
}
