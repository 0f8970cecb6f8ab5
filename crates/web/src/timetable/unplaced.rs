//! What has no place, and why, in plain words.

use app::timetables::{Hindrance, Obstacle, Why};
use domain::ids::{OrganisationId, RequestId};
use domain::language::Language;
use domain::matchmaking::Timetable;
use i18n::Value;

use super::Frame;
use crate::kit::{Action, Chip, Mood};
use crate::page::Page;

/// A request without a place.
pub(super) struct Entry {
    pub title: String,
    pub href: Option<String>,
    pub request: RequestId,
    pub must: Option<Chip>,
    pub why: String,
    /// Looks for how it could fit.
    pub ways: Option<Action>,
}

/// All requests without a place: what was just taken out by hand, then musts and heavy ones.
pub(super) struct Unplaced {
    pub entries: Vec<Entry>,
    /// How many of them stand beside the board.
    pub first: usize,
}

/// How many stand beside the board.
const BESIDE: usize = 6;

impl Unplaced {
    pub fn of(page: &Page, frame: &Frame, timetable: &Timetable) -> Self {
        let mut found: Vec<_> = timetable
            .unplaced
            .iter()
            .filter_map(|unplaced| Some((frame.file.request(unplaced.request)?, unplaced)))
            .collect();
        let taken_out = timetable.hand.as_ref().map(|hand| hand.request);
        found.sort_by_key(|(r, _)| {
            (
                taken_out != Some(r.id),
                !r.must,
                std::cmp::Reverse(r.from_priority + r.to_priority),
                r.id,
            )
        });
        let entry = |(request, unplaced): &(
            &domain::record::Stored<domain::matchmaking::Request>,
            &domain::matchmaking::Unplaced,
        )| Entry {
            title: page.t2(
                "timetable-pair",
                ("first", frame.called(page.language, request.from)),
                ("second", frame.called(page.language, request.to)),
            ),
            href: frame
                .move_at(timetable.id, request.id)
                .or_else(|| frame.request_at(request.id)),
            request: request.id,
            must: request
                .must
                .then(|| Chip::new(Mood::Decide, page.t("timetable-must"))),
            why: why(page, frame, &Why::read(unplaced), request.id),
            ways: frame.moves.then(|| {
                let label = page.t("repair-how");
                frame.search_for(label, request.id, timetable.id)
            }),
        };
        Self {
            entries: found.iter().map(entry).collect(),
            first: BESIDE,
        }
    }

    /// The entries beside the board.
    pub fn beside(&self) -> &[Entry] {
        &self.entries[..self.entries.len().min(self.first)]
    }

    /// How many more there are.
    pub fn more(&self) -> usize {
        self.entries.len().saturating_sub(self.first)
    }
}

/// The others whom a firm meets instead, by name.
fn displacing(
    frame: &Frame,
    language: Language,
    organisation: OrganisationId,
    by: &[RequestId],
) -> String {
    let others = by.iter().filter_map(|id| frame.file.request(*id));
    let others = others.map(|r| if r.from == organisation { r.to } else { r.from });
    language.listed(others.map(|id| frame.called(language, id)))
}

/// The reason in a sentence.
pub(super) fn why(page: &Page, frame: &Frame, why: &Why, request: RequestId) -> String {
    let language = page.language;
    let say = |key: &str, args: &[(&'static str, Value)]| i18n::t(language, key, args);
    let who = |id: &OrganisationId| Value::Text(frame.called(language, *id));
    let clocks = |slots: &[u32]| Value::Text(frame.clocks(language, slots));
    match why {
        Why::NotTakingPart => say("timetable-why-not-taking-part", &[]),
        Why::Blocked => say("timetable-why-blocked", &[]),
        Why::NoPossibleSlot => say("timetable-why-no-possible-slot", &[]),
        Why::CapReached { organisation, cap } => say(
            "timetable-why-cap",
            &[
                ("who", who(organisation)),
                ("count", i64::from(*cap).into()),
            ],
        ),
        Why::Full {
            organisation,
            slots,
        } => say(
            "timetable-why-full",
            &[
                ("who", who(organisation)),
                ("count", (slots.len() as i64).into()),
            ],
        ),
        Why::Displaced { organisation, by } => {
            let others = displacing(frame, language, *organisation, by);
            let args = [("who", who(organisation)), ("others", Value::Text(others))];
            say("timetable-why-displaced", &args)
        }
        Why::NoCommonSlot { from_free, to_free } => {
            let sides = frame.file.request(request).map(|r| (r.from, r.to));
            let Some((from, to)) = sides else {
                return say("timetable-why-unknown", &[]);
            };
            say(
                "timetable-why-no-common",
                &[
                    ("first", who(&from)),
                    ("firstfree", clocks(from_free)),
                    ("second", who(&to)),
                    ("secondfree", clocks(to_free)),
                ],
            )
        }
        Why::Order => say("timetable-why-order", &[]),
        Why::NoTable { slots } => say("timetable-why-no-table", &[("slots", clocks(slots))]),
        Why::Hindered { by } => {
            let sentences = by.iter().map(|h| hindrance(frame, language, h));
            sentences.collect::<Vec<_>>().join(" ")
        }
        Why::StillOpen { slots } => say("timetable-why-still-open", &[("slots", clocks(slots))]),
        Why::Unknown => say("timetable-why-unknown", &[]),
    }
}

/// What stands in the way in some slots, in a sentence.
fn hindrance(frame: &Frame, language: Language, hindrance: &Hindrance) -> String {
    let slots = (
        "slots",
        Value::Text(frame.clocks(language, &hindrance.slots)),
    );
    let side = |key, organisation: &OrganisationId| {
        let who = ("who", Value::Text(frame.called(language, *organisation)));
        i18n::t(language, key, &[slots.clone(), who])
    };
    match &hindrance.obstacle {
        Obstacle::Pause { organisation } => side("hindrance-pause", organisation),
        Obstacle::Person { organisation } => side("hindrance-person", organisation),
        Obstacle::Table => i18n::t(language, "hindrance-table", &[slots]),
        Obstacle::Interpreter => i18n::t(language, "hindrance-interpreter", &[slots]),
        Obstacle::Travel => i18n::t(language, "hindrance-travel", &[slots]),
    }
}
