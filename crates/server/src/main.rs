//! The binary `legation`: configuration, wiring, command line.

fn main() {}
