//! What meetings share: venues and their tables, named people, languages and interpreters.

use crate::ids::{LanguageId, ParticipantId, SlotId, TableId, VenueId};
use crate::problem::{Engagement, Problem};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What a table is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TableKind {
    /// Everybody without a booth can have it, one meeting at a time.
    #[default]
    Shared,
    /// Only meetings of its owner are held there, and they nowhere else unless locked; if both
    /// sides of a meeting have booths, it is held in one of theirs.
    Booth(ParticipantId),
    /// A room on the net: any number of meetings at once, and nobody travels.
    Virtual,
}

/// A place with tables.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Venue {
    /// The caller's own name for it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub key: String,
    /// Minutes from here to each venue, in their order; 0 to itself. Where going through another
    /// venue is quicker, that time counts.
    pub travel: Vec<u32>,
}

/// Two languages between which somebody interprets, in either direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LanguagePair(pub LanguageId, pub LanguageId);

impl LanguagePair {
    /// Whether both are the same two languages.
    #[must_use]
    pub fn is(self, other: Self) -> bool {
        (self.0, self.1) == (other.0, other.1) || (self.1, self.0) == (other.0, other.1)
    }
}

/// One of a participant's people, who has times of their own or can be asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// The caller's own name for the person; nobody is in two firms.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub key: String,
    /// Slots in which this person cannot meet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub forbidden: Vec<SlotId>,
    /// What this person does besides.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub engagements: Vec<Engagement>,
    /// Between which languages this person needs no interpreter.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub interprets: Vec<LanguagePair>,
}

/// An interpreter: in one place at a time.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Interpreter {
    /// The caller's own name for the person.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub key: String,
    /// Between which languages.
    pub languages: Vec<LanguagePair>,
    /// Slots in which the interpreter cannot work.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub forbidden: Vec<SlotId>,
    /// What the interpreter does besides.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub engagements: Vec<Engagement>,
    /// Most slots in a row; then the interpreter rests for a slot, or at a border at which no
    /// break counts. `None` is no limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub longest_run: Option<u32>,
}

/// Minutes between venues, each by the quickest way.
#[derive(Debug, Clone)]
pub struct Travel {
    minutes: Vec<Vec<u32>>,
    longest: u32,
}

impl Travel {
    /// Works out the quickest ways (Floyd and Warshall).
    #[must_use]
    pub fn of(problem: &Problem) -> Self {
        let mut minutes: Vec<Vec<u32>> =
            problem.venues().iter().map(|v| v.travel.clone()).collect();
        let count = minutes.len();
        for through in 0..count {
            for from in 0..count {
                for to in 0..count {
                    let way = minutes[from][through].saturating_add(minutes[through][to]);
                    minutes[from][to] = minutes[from][to].min(way);
                }
            }
        }
        let tables = (0..problem.tables().len()).map(TableId::at);
        let used: BTreeSet<VenueId> = tables.filter_map(|t| problem.venue_of(t)).collect();
        let between = |from: VenueId, to: VenueId| {
            let row: Option<&Vec<u32>> = minutes.get(from.index());
            row.and_then(|row| row.get(to.index())).copied()
        };
        let ways = used
            .iter()
            .flat_map(|&from| used.iter().map(move |&to| (from, to)));
        let longest = ways.filter_map(|(from, to)| between(from, to)).max();
        let longest = longest.unwrap_or(0);
        Self { minutes, longest }
    }

    /// Minutes from one venue to another.
    #[must_use]
    pub fn minutes(&self, from: VenueId, to: VenueId) -> u32 {
        let row = self.minutes.get(from.index());
        row.and_then(|row| row.get(to.index()))
            .copied()
            .unwrap_or(0)
    }

    /// Whether any way between tables takes time.
    #[must_use]
    pub const fn takes_time(&self) -> bool {
        self.longest > 0
    }

    /// Minutes of the longest way between tables.
    #[must_use]
    pub const fn longest(&self) -> u32 {
        self.longest
    }

    /// Whether one person can be in both meetings (slot and venue; no venue is on the net).
    #[must_use]
    pub fn can_do_both(
        &self,
        problem: &Problem,
        one: (SlotId, Option<VenueId>),
        other: (SlotId, Option<VenueId>),
    ) -> bool {
        if one.0 == other.0 {
            return false;
        }
        let (first, second) = if one.0 < other.0 {
            (one, other)
        } else {
            (other, one)
        };
        let (Some(from), Some(to)) = (first.1, second.1) else {
            return true;
        };
        let slots = problem.slots();
        let gap = slots[second.0.index()].starts - slots[first.0.index()].ends;
        gap >= i64::from(self.minutes(from, to))
    }
}
