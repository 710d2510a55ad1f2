//! Pure functions from a project to plain, serialisable results.
