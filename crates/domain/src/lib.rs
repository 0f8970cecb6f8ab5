//! The nouns, states and rules of a trade mission; no I/O, no clock.
//!
//! Every other room of the house speaks in these words. A subject has a module here and a
//! module of the same name on every floor above (`store`, `app`, `web`).

pub mod access;
pub mod accounts;
pub mod agreements;
pub mod chance;
mod codes;
pub mod count;
pub mod documents;
pub mod goals;
pub mod ids;
pub mod interpreting;
pub mod language;
pub mod matchmaking;
pub mod meetings;
pub mod missions;
pub mod names;
pub mod papers;
pub mod participants;
pub mod parties;
pub mod programme;
pub mod record;
pub mod returned;
pub mod source;
pub mod text;
pub mod time;
pub mod wishes;
