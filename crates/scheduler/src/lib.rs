//! The optimiser: a problem, a seed and a stop condition become an outcome.
