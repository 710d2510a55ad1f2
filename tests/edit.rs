//! Editing: whatever is done can be undone to the byte, and no edit leaves a project with loose ends.

#[cfg(test)]
mod edit {
    mod areas;
    mod arranging;
    mod carrying;
    mod choosing;
    mod clipping;
    mod coalitions;
    mod names;
    mod random;
    mod several_maps;
    mod start;
    mod travel;
}
