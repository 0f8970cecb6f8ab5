//! Frozen clock, seeded chance, temporary databases of both engines.
