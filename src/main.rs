//! The `linchpin` program: a window, or a verb on the command line.

fn main() {}
