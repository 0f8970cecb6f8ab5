//! What would change where a published timetable is mended: whose agenda, what is lost, and the
//! buttons that do it.

use app::timetables::{Loss, Mending, Move};

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
    /// Whose agenda changes; then which companies cannot be told, which interpreters are, and which
    /// cannot be.
    pub names: Vec<String>,
    pub proof: Option<Chip>,
    /// What is lost, or was wanted in vain.
    pub warnings: Vec<Warning>,
    pub changes: Vec<Change>,
    pub publish: Option<Action>,
    pub keep: Option<Action>,
}

/// Something that is lost, or was wanted in vain.
pub(super) struct Warning {
    pub words: String,
    /// The meetings that it speaks of, each with its reason.
    pub lost: Vec<(String, String)>,
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
        told.extend(
            self.frame
                .firms_silent(page, mending.people.iter().copied()),
        );
        let file = &self.frame.file;
        let before = file.timetable(mending.parent).map(|t| &t.record);
        let interpreters = file.affected_interpreters(before, &mending.timetable);
        told.extend(self.frame.interpreters_told(page, &interpreters));
        let changes = mending.moves.iter().filter_map(|one| self.change(one));
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

    /// What is lost, each with its reason: first what nobody could interpret, then the others.
    fn warnings(&self, mending: &Mending) -> Vec<Warning> {
        let page = &self.page;
        if mending.refused {
            let words = page.t("replan-refused");
            let lost = Vec::new();
            return vec![Warning { words, lost }];
        }
        let (unheard, others): (Vec<&Loss>, Vec<&Loss>) =
            mending.lost.iter().partition(|loss| loss.is_unheard());
        let kinds = [("replan-unheard", unheard), ("replan-lost", others)];
        let told = kinds.into_iter().filter(|(_, lost)| !lost.is_empty());
        told.map(|(key, lost)| Warning {
            words: page.n(key, lost.len()),
            lost: lost.into_iter().filter_map(|one| self.lost(one)).collect(),
        })
        .collect()
    }

    /// A lost meeting and its reason.
    fn lost(&self, loss: &Loss) -> Option<(String, String)> {
        let request = self.frame.file.request(loss.request)?;
        let why = super::unplaced::why(&self.page, self.frame, &loss.why, loss.request);
        Some((self.pair(request.from, request.to), why))
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

    fn change(&self, one: &Move) -> Option<Change> {
        let request = self.frame.file.request(one.request)?;
        let language = self.page.language;
        let off = self.what == "cancelled" && one.after.is_none();
        let after = match off {
            true => self.page.t("replan-off"),
            false => self.frame.told(language, one.after, &one.comes),
        };
        Some(Change {
            title: self.pair(request.from, request.to),
            before: self.frame.told(language, one.before, &one.came),
            after,
        })
    }
}
