//! Finds people and organisations by any spelling in any script.
