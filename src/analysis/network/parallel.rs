//! Work on every element, shared among threads.

use rayon::prelude::*;

/// Fewer elements than this are not worth a thread.
const ELEMENTS: usize = 256;

/// Works out something for every element, on buffers that `init` makes. The order of results is that of the elements,
/// and no result depends on another, so the number of threads changes nothing.
pub(super) fn for_each_element<B, T: Send>(
    elements: usize,
    init: impl Fn() -> B + Sync + Send,
    one: impl Fn(&mut B, usize) -> T + Sync + Send,
) -> Vec<T> {
    (0..elements).into_par_iter().with_min_len(ELEMENTS).map_init(init, one).collect()
}
