//! Catalogues, plural, date, number and collation rules of three languages.
//!
//! Texts live in `locales/{language}/{subject}.ftl`; every key begins with the name of its
//! subject (`missions-title` is in `missions.ftl`). Adding a file needs no code. Numbers given
//! as arguments choose the plural form and are grouped as the language groups them; a year or
//! another number that is a name goes in as text.

pub mod catalogue;
pub mod collate;
pub mod countries;
pub mod dates;
pub mod languages;
pub mod numbers;
mod text;

pub use text::{Text, Value, t};
