//! Finding a party by any spelling in any script: folding, search tokens, and names that sound
//! alike. Pure: no input or output, no clock.
//!
//! - [`fold`] brings all spellings of a word to one.
//! - [`index_tokens`] says under which tokens a name is stored, [`query_tokens`] which of them a
//!   query asks for. The store keeps the tokens of a record, separated by spaces, in FTS5 or as a
//!   `tsvector`, and asks for the groups of a [`Query`].
//! - [`matches`] rechecks what the index found, [`highlights`] says what to mark.
//! - [`similar`] is the query for names that sound or look alike, [`candidates`] scores what it
//!   finds, each with its reasons. Nothing here ever decides who somebody is: that is for people.
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        reason = "tests"
    )
)]

mod candidates;
mod fold;
mod generic;
mod han;
mod likeness;
mod matching;
mod party;
mod query;
mod script;
mod sound;
mod spelt;
mod tokens;

pub use candidates::{Known, Reason, Suggestion, candidates, similar};
pub use fold::{fold, fold_expanded};
pub use matching::{highlights, matches};
pub use party::{matches_party, party_tokens, suggest};
pub use query::{Group, Query, Term, query_tokens};
pub use spelt::{Closeness, spelt, whole_tokens};
pub use tokens::index_tokens;
