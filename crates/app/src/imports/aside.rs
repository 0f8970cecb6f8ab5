//! Whom companies put aside: from the rows of their sheet to profiles, and back.

use domain::ids::OrganisationId;
use domain::matchmaking::Matchmaking;
use domain::participants::{Hand, Profile, ProfileWords};
use domain::record::Stored;
use formats::workbook::{AsideRow, Moment, Party, ProblemKind, Sheet, Workbook};
use jiff::Timestamp;

use super::plan::Maker;

impl Maker<'_> {
    /// Whoever is named is put aside; nobody who was put aside before comes back by an import, and
    /// when that was is added only where it was not known.
    pub(super) fn aside(&mut self, session: &Matchmaking, workbook: &Workbook) {
        for row in &workbook.aside {
            let by = self.at_session((session, workbook), (row.row, "by"), &row.by);
            let other = self.at_session((session, workbook), (row.row, "other"), &row.other);
            let (Some(by), Some(other)) = (by, other) else {
                continue;
            };
            if by == other {
                let cell = (Sheet::Aside, row.row, "other");
                let problem = workbook.complaint(cell, ProblemKind::AsideSelf, "");
                self.plan.problems.push(problem);
                continue;
            }
            let since = row.since.map(|since| since.within(&session.zone));
            self.put_aside(session, by, (other, since));
        }
    }

    /// The participant of the session that a cell names, or a complaint about the cell.
    fn at_session(
        &mut self,
        (session, workbook): (&Matchmaking, &Workbook),
        (row, field): (u32, &'static str),
        party: &Party,
    ) -> Option<OrganisationId> {
        let house = self.house(party);
        let found = house.filter(|id| session.participant(*id).is_some());
        if found.is_none() {
            let person = match party {
                Party::Participant { row } => self.rows.people.get(row).map(|(id, _)| *id),
                _ => None,
            };
            let name = || person.map_or_else(String::new, |id| self.person_name(id));
            let who = house.map_or_else(name, |id| self.house_name(id));
            let kind = ProblemKind::NotAtSession { who };
            let problem = workbook.complaint((Sheet::Aside, row, field), kind, "");
            self.plan.problems.push(problem);
        }
        found
    }

    fn put_aside(
        &mut self,
        session: &Matchmaking,
        by: OrganisationId,
        (other, since): (OrganisationId, Option<Timestamp>),
    ) {
        let hand = Hand::Organiser { user: self.user };
        let is_its = |one: &Profile| (one.matchmaking, one.organisation) == (session.id, by);
        let mut changed = self.plan.changed_profiles.iter_mut();
        if let Some(stored) = changed.find(|one| is_its(one)) {
            let tally = &mut self.plan.counts.aside;
            note(&stored.record, other, since, tally);
            stored.record = stored.record.clone().put_aside(other, since);
            return;
        }
        let mut new = self.plan.profiles.iter_mut();
        if let Some(profile) = new.find(|one| is_its(one)) {
            note(profile, other, since, &mut self.plan.counts.aside);
            *profile = profile.clone().put_aside(other, since);
            return;
        }
        let mut known = self.known.profiles.iter();
        let Some(stored) = known.find(|one| is_its(one)) else {
            let blank = Profile::blank(self.app.new_id(), session, by, hand);
            self.plan.counts.aside.new += 1;
            self.plan.profiles.push(blank.put_aside(other, since));
            return;
        };
        let mut stored: Stored<Profile> = stored.clone();
        if stored.is_deleted() {
            stored.record.words = ProfileWords::default();
            stored.record.dismissed.clear();
            stored.record.dismissed_at.clear();
        }
        if note(&stored.record, other, since, &mut self.plan.counts.aside) {
            stored.record = stored.record.put_aside(other, since);
            self.plan.changed_profiles.push(stored);
        }
    }
}

/// Counts what a row does to a profile; whether it changes it.
fn note(
    profile: &Profile,
    other: OrganisationId,
    since: Option<Timestamp>,
    tally: &mut super::Tally,
) -> bool {
    if !profile.dismissed.contains(&other) {
        tally.new += 1;
        return true;
    }
    let dated = since.is_some() && !profile.dismissed_at.contains_key(&other);
    tally.known += 1;
    tally.changed += usize::from(dated);
    dated
}

/// The pairs of a session as rows of their sheet; `house` tells the row of a participant.
pub(super) fn rows<'a>(
    profiles: impl Iterator<Item = &'a Profile>,
    house: impl Fn(OrganisationId) -> Option<Party>,
) -> Vec<AsideRow> {
    let mut rows = Vec::new();
    for profile in profiles {
        let Some(by) = house(profile.organisation) else {
            continue;
        };
        for other in &profile.dismissed {
            let Some(party) = house(*other) else { continue };
            let at = profile.dismissed_at.get(other);
            rows.push(AsideRow {
                row: super::export::FIRST_ROW + rows.len() as u32,
                code: None,
                by: by.clone(),
                other: party,
                since: at.copied().map(Moment::Exact),
                note: None,
            });
        }
    }
    for row in &mut rows {
        row.code = super::export::code('A', row.row);
    }
    rows
}
