//! The question: slots, tables, participants, requests and the rules between them.

use crate::check;
use crate::errors::ProblemErrors;
use crate::goals::Goals;
use crate::ids::{ParticipantId, RequestId, SlotId, TableId, VenueId};
use crate::resources::{Interpreter, LanguagePair, Member, TableKind, Venue};
use serde::{Deserialize, Serialize};

/// One time slot. All meetings have the length of a slot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slot {
    /// The caller's own name for the slot.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub key: String,
    /// Start in minutes from any origin that all slots and engagements share.
    pub starts: i64,
    /// End in minutes from the same origin, after `starts`.
    pub ends: i64,
    /// Number of the day, for the reader of a timetable.
    #[serde(default)]
    pub day: u32,
    /// Session (such as morning or afternoon) that windows of requests refer to.
    pub session: Option<u32>,
    /// Whether idle time across the border to the previous slot counts as a break. `false` at a
    /// lunch or a night that nobody minds; without meaning for the first slot.
    #[serde(default = "yes")]
    pub follows: bool,
}

/// One table, with the slots in which nobody can sit there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// The caller's own name for the table.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub key: String,
    /// Slots in which the table cannot be used.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unavailable: Vec<SlotId>,
    /// What it is.
    #[serde(default, skip_serializing_if = "is_usual")]
    pub kind: TableKind,
    /// Where it is; without venues in the problem, all tables are in one place.
    #[serde(default, skip_serializing_if = "is_usual")]
    pub venue: VenueId,
}

/// Something else that people of a participant do, such as a programme item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Engagement {
    /// The caller's own name for it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub key: String,
    /// Start in minutes, same origin as the slots.
    pub starts: i64,
    /// End in minutes.
    pub ends: i64,
    /// How many of the participant's people it takes.
    pub people: u32,
}

/// A firm or a member of the delegation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Participant {
    /// The caller's own name for it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub key: String,
    /// How many people it has, and so how many meetings it can hold at once.
    pub people: u32,
    /// Slots in which it cannot meet at all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub forbidden: Vec<SlotId>,
    /// What its people do besides.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub engagements: Vec<Engagement>,
    /// Most meetings it wants; `None` is no limit.
    pub cap: Option<u32>,
    /// Fewest meetings it was promised; a shortfall is reported, not forbidden.
    #[serde(default)]
    pub minimum: u32,
    /// Most slots in a row in which it holds a meeting; then it needs a slot without one, or a
    /// border at which no break counts. However many people it has, a slot with any meeting
    /// counts. `None` is no limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub longest_run: Option<u32>,
    /// Slots in which it would like its meetings: a goal of its own where goals are in order, a choice
    /// among equals elsewhere; empty is any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub preferred: Vec<SlotId>,
    /// The first of its people, if they have times of their own or are asked for by name; the
    /// others are always free.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<Member>,
    /// Between which languages any of its people needs no interpreter.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub interprets: Vec<LanguagePair>,
}

impl Default for Participant {
    fn default() -> Self {
        Self::single()
    }
}

impl Participant {
    /// A participant of one person without any restriction.
    #[must_use]
    pub fn single() -> Self {
        Self {
            key: String::new(),
            people: 1,
            forbidden: Vec::new(),
            engagements: Vec::new(),
            cap: None,
            minimum: 0,
            longest_run: None,
            preferred: Vec::new(),
            members: Vec::new(),
            interprets: Vec::new(),
        }
    }
}

/// When a request may be held.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Window {
    /// In every slot.
    #[default]
    Any,
    /// In the slots of one session.
    Session(u32),
    /// In these slots only.
    Slots(Vec<SlotId>),
}

/// A meeting that two participants could have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// The caller's own name for it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub key: String,
    /// One side.
    pub first: ParticipantId,
    /// The other side.
    pub second: ParticipantId,
    /// How much the first side wants it: 0 (did not ask) to 3.
    #[serde(default)]
    pub first_priority: u8,
    /// How much the second side wants it: 0 to 3.
    #[serde(default)]
    pub second_priority: u8,
    /// Whether leaving it out counts more than any weight.
    #[serde(default)]
    pub must: bool,
    /// When it may be held.
    #[serde(default)]
    pub window: Window,
    /// The only slot it may have, when it is fixed or locked.
    pub fixed: Option<SlotId>,
    /// The only table it may have, when it is locked there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub table: Option<TableId>,
    /// Whether a side said no: the pair never meets, as if it were blocked.
    #[serde(default, skip_serializing_if = "is_usual")]
    pub no_thanks: bool,
    /// Slots in which it would best be held, by the same right; empty is any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub preferred: Vec<SlotId>,
    /// Which of each side's people must come, as positions among its people; `None` is anybody.
    #[serde(default, skip_serializing_if = "is_usual")]
    pub persons: [Option<u32>; 2],
    /// Between which languages it needs interpreting, unless a side interprets for itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<LanguagePair>,
    /// What holding it is worth, at least 1; [`Request::usual_weight`] unless the caller knows better.
    pub weight: u32,
}

impl Request {
    /// An open request with the usual weight of its priorities.
    #[must_use]
    pub fn between(
        first: ParticipantId,
        second: ParticipantId,
        first_priority: u8,
        second_priority: u8,
    ) -> Self {
        Self {
            key: String::new(),
            first,
            second,
            first_priority,
            second_priority,
            must: false,
            window: Window::Any,
            fixed: None,
            table: None,
            no_thanks: false,
            preferred: Vec::new(),
            persons: [None; 2],
            language: None,
            weight: Self::usual_weight(first_priority, second_priority),
        }
    }

    /// Both priorities together, and 3 more when the wish is mutual; at least 1.
    #[must_use]
    pub fn usual_weight(first_priority: u8, second_priority: u8) -> u32 {
        let sum = u32::from(first_priority) + u32::from(second_priority);
        let mutual = first_priority > 0 && second_priority > 0;
        (sum + if mutual { 3 } else { 0 }).max(1)
    }

    /// Both sides.
    #[must_use]
    pub const fn sides(&self) -> [ParticipantId; 2] {
        [self.first, self.second]
    }
}

const fn yes() -> bool {
    true
}

fn is_usual<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// One meeting must come strictly before another, when both are held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Precedence {
    /// The earlier meeting.
    pub before: RequestId,
    /// The later meeting.
    pub after: RequestId,
}

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Variant {
    /// Variant a: every meeting is held, with the fewest breaks.
    HoldAll {
        /// Largest allowed difference between the breaks of any two participants.
        fairness: Option<u32>,
    },
    /// Variant b: the greatest weight of held requests, then the fewest breaks.
    MostWeight,
    /// The full question: all goals in their order, with what may be given up of each.
    InOrder(Goals),
}

/// The plain description of a problem, before it is checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// The caller's name for the whole problem.
    pub name: String,
    /// What is asked for.
    pub variant: Variant,
    /// Slots in order of time.
    pub slots: Vec<Slot>,
    /// Tables.
    pub tables: Vec<Table>,
    /// Participants.
    pub participants: Vec<Participant>,
    /// Requests.
    pub requests: Vec<Request>,
    /// Order between requests.
    #[serde(default)]
    pub precedences: Vec<Precedence>,
    /// Pairs that must never meet.
    #[serde(default)]
    pub blocked: Vec<(ParticipantId, ParticipantId)>,
    /// Where tables are; empty when all are in one place.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub venues: Vec<Venue>,
    /// The caller's own names for languages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<String>,
    /// Interpreters.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub interpreters: Vec<Interpreter>,
}

impl Default for Draft {
    /// Nothing at all, in variant b.
    fn default() -> Self {
        Self {
            name: String::new(),
            variant: Variant::MostWeight,
            slots: Vec::new(),
            tables: Vec::new(),
            participants: Vec::new(),
            requests: Vec::new(),
            precedences: Vec::new(),
            blocked: Vec::new(),
            venues: Vec::new(),
            languages: Vec::new(),
            interpreters: Vec::new(),
        }
    }
}

impl Draft {
    /// `count` consecutive slots of one minute in one session, as the published problem has them.
    #[must_use]
    pub fn plain_slots(count: usize) -> Vec<Slot> {
        (0..count)
            .map(|t| Slot {
                key: String::new(),
                starts: t as i64,
                ends: t as i64 + 1,
                day: 0,
                session: Some(0),
                follows: true,
            })
            .collect()
    }
}

/// A checked problem: every number in it points to something, and every size makes sense.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Draft", into = "Draft")]
pub struct Problem {
    data: Draft,
}

impl Problem {
    /// Checks a draft.
    ///
    /// # Errors
    /// Everything that is wrong with it: what makes no sense (unknown numbers, negative lengths,
    /// disorder, duplicates) and what contradicts itself (a meeting fixed at a forbidden time,
    /// precedences in a circle, no tables).
    pub fn new(draft: Draft) -> Result<Self, ProblemErrors> {
        let mut found = check::malformed(&draft);
        if found.is_empty() {
            found = check::contradictions(&draft);
        }
        ProblemErrors::none_or(found)?;
        Ok(Self { data: draft })
    }

    /// Checks a draft but admits contradictions: they become an explanation of infeasibility or
    /// the reason why a request has no place.
    ///
    /// # Errors
    /// Everything that makes no sense.
    pub fn admitting_contradictions(draft: Draft) -> Result<Self, ProblemErrors> {
        ProblemErrors::none_or(check::malformed(&draft))?;
        Ok(Self { data: draft })
    }

    /// The plain description, for changing and checking again.
    #[must_use]
    pub fn into_draft(self) -> Draft {
        self.data
    }

    /// The caller's name for the problem.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.data.name
    }

    /// What is asked for.
    #[must_use]
    pub const fn variant(&self) -> Variant {
        self.data.variant
    }

    /// The goals, where all of them count in their order.
    #[must_use]
    pub const fn goals(&self) -> Option<Goals> {
        match self.data.variant {
            Variant::InOrder(goals) => Some(goals),
            Variant::HoldAll { .. } | Variant::MostWeight => None,
        }
    }

    /// Whether every meeting must be held.
    #[must_use]
    pub const fn holds_all(&self) -> bool {
        matches!(self.data.variant, Variant::HoldAll { .. })
    }

    /// Slots in order of time.
    #[must_use]
    pub fn slots(&self) -> &[Slot] {
        &self.data.slots
    }

    /// Tables.
    #[must_use]
    pub fn tables(&self) -> &[Table] {
        &self.data.tables
    }

    /// Participants.
    #[must_use]
    pub fn participants(&self) -> &[Participant] {
        &self.data.participants
    }

    /// Requests.
    #[must_use]
    pub fn requests(&self) -> &[Request] {
        &self.data.requests
    }

    /// Order between requests.
    #[must_use]
    pub fn precedences(&self) -> &[Precedence] {
        &self.data.precedences
    }

    /// Whether slots, people, interchangeable tables, order, caps and minimums say it all, as in
    /// the published problem: then a search or a proof that counts tables per slot and meetings
    /// per participant has seen every rule. Otherwise somebody needs a pause, some meeting a
    /// certain table, a certain person or an interpreter, people travel, or goals count that such a
    /// search does not know.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        let pauses = self
            .data
            .participants
            .iter()
            .any(|p| p.longest_run.is_some());
        let goals = self.goals().is_some();
        !goals && !pauses && !self.tables_matter() && !self.people_matter()
    }

    /// Whether it matters at which table a meeting is held: places matter, or a meeting is
    /// locked.
    #[must_use]
    pub fn tables_matter(&self) -> bool {
        self.places_matter() || self.data.requests.iter().any(|r| r.table.is_some())
    }

    /// Whether tables differ: some are booths or on the net, or are away from others.
    #[must_use]
    pub fn places_matter(&self) -> bool {
        let special = |t: &Table| t.kind != TableKind::Shared || t.venue != VenueId(0);
        self.data.tables.iter().any(special)
    }

    /// Whether it can matter who comes: people have times of their own, or a meeting needs a
    /// certain person or an interpreter.
    #[must_use]
    pub fn people_matter(&self) -> bool {
        let special = |r: &Request| r.persons != [None; 2] || r.language.is_some();
        self.data.participants.iter().any(|p| !p.members.is_empty())
            || self.data.requests.iter().any(special)
    }

    /// Where tables are.
    #[must_use]
    pub fn venues(&self) -> &[Venue] {
        &self.data.venues
    }

    /// Interpreters.
    #[must_use]
    pub fn interpreters(&self) -> &[Interpreter] {
        &self.data.interpreters
    }

    /// The venue of a table; none on the net.
    #[must_use]
    pub fn venue_of(&self, table: TableId) -> Option<VenueId> {
        let table = self.data.tables.get(table.index())?;
        (table.kind != TableKind::Virtual).then_some(table.venue)
    }

    /// Pairs that must never meet.
    #[must_use]
    pub fn blocked(&self) -> &[(ParticipantId, ParticipantId)] {
        &self.data.blocked
    }

    /// All slot numbers in order.
    pub fn slot_ids(&self) -> impl Iterator<Item = SlotId> + use<> {
        (0..self.data.slots.len()).map(SlotId::at)
    }

    /// The requests with their numbers.
    pub fn numbered_requests(&self) -> impl Iterator<Item = (RequestId, &Request)> {
        self.data
            .requests
            .iter()
            .enumerate()
            .map(|(r, q)| (RequestId::at(r), q))
    }
}

impl TryFrom<Draft> for Problem {
    type Error = ProblemErrors;

    /// Stored problems may contain contradictions: they were explained when they were asked.
    fn try_from(draft: Draft) -> Result<Self, ProblemErrors> {
        Self::admitting_contradictions(draft)
    }
}

impl From<Problem> for Draft {
    fn from(problem: Problem) -> Self {
        problem.data
    }
}
