//! The only way a project changes.
