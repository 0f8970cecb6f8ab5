//! What would change where a published timetable is mended: whose agenda, what is lost, and the
//! buttons that do it.

use app::timetables::{Loss, Mending, Move};
use domain::ids::PersonId;

use super::replan::Desk;
use super::versions::Change;
use crate::form::Submitted;
use crate::kit::{Action, Chip, Mood};

/// The fields that an applied change carries on from the shown one.
const CARRIED: [&str; 11] = [
    "what",
    "who",
    "people",
    "interpreter",
    "from",
    "until",
    "request",
    "table",
    "slot",
    "as_of",
    "fill",
];

/// What would change.
pub(super) struct Shown {
    pub summary: String,
    /// Whose agenda changes; then which interpreters are told, and which cannot be.
    pub names: Vec<String>,
    pub proof: Option<Chip>,
    /// What is lost, or was wanted in vain.
    pub warnings: Vec<String>,
    pub changes: Vec<Change>,
    pub publish: Option<Action>,
    pub keep: Option<Action>,
}

impl Desk<'_> {
    pub(super) fn shown(&self, mending: &Mending, submitted: &Submitted) -> Shown {
        let page = &self.page;
        let names: Vec<String> = mending
            .people
            .iter()
            .map(|id| self.frame.called(page.language, *id))
            .collect();
        let summary = if mending.is_nothing() {
            page.t("replan-nothing")
        } else {
            page.t2(
                "timetable-affected",
                ("people", names.len()),
                ("meetings", mending.moves.len()),
            )
        };
        let mut told = Vec::new();
        if !names.is_empty() {
            told.push(page.t1("replan-names", "names", page.language.listed(&names)));
        }
        told.extend(self.interpreters_told(mending));
        let changes = mending
            .moves
            .iter()
            .filter_map(|one| self.change(one, mending));
        let something = !mending.is_nothing();
        Shown {
            summary,
            names: told,
            proof: something.then(|| self.proof(mending)),
            warnings: self.warnings(mending),
            changes: changes.collect(),
            publish: (something && self.publishes)
                .then(|| self.act("replan-publish", "publish", submitted).main()),
            keep: something.then(|| self.act("replan-keep", "keep", submitted)),
        }
    }

    /// Which interpreters get a message, and which have no address.
    fn interpreters_told(&self, mending: &Mending) -> Vec<String> {
        let (page, file) = (&self.page, &self.frame.file);
        let before = file.timetable(mending.parent).map(|t| &t.record);
        let affected = file.affected_interpreters(before, &mending.timetable);
        let (told, silent): (Vec<_>, Vec<_>) = affected
            .iter()
            .map(|one| one.person)
            .partition(|person| !self.frame.address_of(*person).is_empty());
        let named = |key: &str, people: Vec<PersonId>| {
            let names = people.iter();
            let names = names.map(|id| file.name_of_person(*id, page.language));
            let names = page.language.listed(names);
            (!names.is_empty()).then(|| page.t1(key, "names", names))
        };
        let told = named("messages-told", told);
        let silent = named("messages-silent", silent);
        told.into_iter().chain(silent).collect()
    }

    /// What is lost: by name what nobody could interpret, by number what is lost for reasons of
    /// its own, which stand beside each.
    fn warnings(&self, mending: &Mending) -> Vec<String> {
        let page = &self.page;
        if mending.refused {
            return vec![page.t("replan-refused")];
        }
        let (unheard, others): (Vec<&Loss>, Vec<&Loss>) =
            mending.lost.iter().partition(|loss| loss.is_unheard());
        let mut warnings = Vec::new();
        if !unheard.is_empty() {
            let pairs = unheard.iter().filter_map(|loss| {
                let request = self.frame.file.request(loss.request)?;
                Some(self.pair(request.from, request.to))
            });
            let pairs: Vec<String> = pairs.collect();
            let meetings = page.language.listed(&pairs);
            warnings.push(page.t1("replan-unheard", "meetings", meetings));
        }
        if !others.is_empty() {
            warnings.push(page.n("replan-lost", others.len()));
        }
        warnings
    }

    fn proof(&self, mending: &Mending) -> Chip {
        let (mood, key) = if mending.minimal {
            (Mood::Confirmed, "replan-proof-minimal")
        } else if mending.least {
            (Mood::Confirmed, "replan-proof-least")
        } else {
            (Mood::Tentative, "replan-proof-found")
        };
        Chip::new(mood, self.page.t(key))
    }

    /// A button that sends what was shown once more, to be done.
    fn act(&self, words: &str, act: &str, submitted: &Submitted) -> Action {
        let mut action = Action::post(self.page.t(words), self.frame.at("/replan"))
            .with("act", act)
            .with(crate::form::VERSION, self.frame.file.session.version);
        for name in CARRIED {
            let value = submitted.raw(name);
            if !value.is_empty() {
                action = action.with(name, value);
            }
        }
        action
    }

    fn change(&self, one: &Move, mending: &Mending) -> Option<Change> {
        let request = self.frame.file.request(one.request)?;
        let language = self.page.language;
        let off = self.what == "cancelled" && one.after.is_none();
        let loss = mending.lost.iter().find(|loss| loss.request == one.request);
        let why =
            |loss: &Loss| super::unplaced::why(&self.page, self.frame, &loss.why, one.request);
        let mut after = vec![match off {
            true => self.page.t("replan-off"),
            false => self.frame.told(language, one.after, &one.comes),
        }];
        after.extend(loss.map(why));
        Some(Change {
            title: self.pair(request.from, request.to),
            before: self.frame.told(language, one.before, &one.came),
            after: after.join(" · "),
        })
    }
}
