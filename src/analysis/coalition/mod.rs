//! Questions about working together: which set of partners to bring in.
