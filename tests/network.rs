//! Network measures and bottlenecks, held against figures worked out by others, by hand and by brute force.

#[cfg(test)]
mod network {
    mod bottlenecks;
    mod brute_force;
    mod maps;
    mod oracles;
}
