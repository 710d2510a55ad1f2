//! Network measures, bottlenecks and ways through a map, held against figures worked out by others, by hand and by brute force.

#[cfg(test)]
mod network {
    mod bottlenecks;
    mod brute_force;
    mod by_definition;
    mod golden;
    mod maps;
    mod oracles;
    mod reading;
}
