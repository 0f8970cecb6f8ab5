//! Use cases: one function per intention, the only writer.
