//! From the rows of organisations to what participants say of themselves, and back.

use std::collections::BTreeMap;

use domain::ids::OrganisationId;
use domain::matchmaking::Matchmaking;
use domain::participants::{Hand, Profile, ProfileRefused, ProfileWords, Sector};
use domain::record::Stored;
use formats::workbook::{self, Choice as _, ProblemKind, Sheet, Workbook};

use super::plan::Maker;
use super::session::Codes;

impl Maker<'_> {
    /// What the row of a participant says replaces what its profile says, and an empty cell changes
    /// nothing.
    pub(super) fn profiles(&mut self, session: &Matchmaking, workbook: &Workbook, codes: &Codes) {
        let known = self.known.profiles.iter();
        let mut known: BTreeMap<OrganisationId, &Stored<Profile>> = known
            .filter(|one| one.matchmaking == session.id)
            .map(|one| (one.organisation, one))
            .collect();
        let hand = Hand::Organiser { user: self.user };
        for row in workbook.organisations.iter().filter(|row| says(row)) {
            let organisation = self.rows.organisations.get(&row.row).copied();
            let Some(of) = organisation.filter(|id| session.participant(*id).is_some()) else {
                continue;
            };
            // Where two rows are one organisation, the first one speaks for it.
            let is_first = self.rows.profiled.insert(row.row)
                && !self.plan.profiles.iter().any(|one| one.organisation == of);
            if !is_first {
                continue;
            }
            let there = known.remove(&of);
            let standing = there.filter(|one| !one.is_deleted());
            let before = standing.map_or_else(ProfileWords::default, |one| one.words.clone());
            let words = spoken(before.clone(), row, (session, codes));
            self.look_at_profile(session, workbook, (row, of), (&words, codes));
            let tally = &mut self.plan.counts.profiles;
            match there {
                Some(stored) => {
                    if standing.is_some() && words == before {
                        tally.known += 1;
                        continue;
                    }
                    tally.known += usize::from(standing.is_some());
                    tally.changed += usize::from(standing.is_some());
                    tally.new += usize::from(standing.is_none());
                    let mut stored = stored.clone();
                    stored.record = said(stored.record, words, hand);
                    self.plan.changed_profiles.push(stored);
                }
                None => {
                    tally.new += 1;
                    let blank = Profile::blank(self.app.new_id(), session, of, hand);
                    self.plan.profiles.push(said(blank, words, hand));
                }
            }
        }
    }

    /// Names the cells in which a profile says more than others read, or wishes for a time at which
    /// nobody of the participant can meet.
    fn look_at_profile(
        &mut self,
        session: &Matchmaking,
        workbook: &Workbook,
        (row, of): (&workbook::Organisation, OrganisationId),
        (words, codes): (&ProfileWords, &Codes),
    ) {
        let mut found: Vec<(&'static str, ProblemKind, String)> = Vec::new();
        if let Err(ProfileRefused::Many(field) | ProfileRefused::Long(field)) = words.check() {
            found.push((field, ProblemKind::TooMuchForProfile, String::new()));
        }
        let away = session.participant(of).map(|one| &one.unavailable);
        for slot in codes.all(&row.own_times) {
            if away.is_some_and(|away| away.contains(&slot)) {
                let who = self.house_name(of);
                let value = codes.said(session, &row.own_times, slot);
                found.push(("own_times", ProblemKind::WishAway { who }, value));
            }
        }
        for (field, kind, value) in found {
            let cell = (Sheet::Organisations, row.row, field);
            let problem = workbook.complaint(cell, kind, &value);
            self.plan.problems.push(problem);
        }
    }
}

/// Whether a row says something for a profile.
fn says(row: &workbook::Organisation) -> bool {
    let texts = [
        &row.about,
        &row.offers,
        &row.needs,
        &row.regions,
        &row.comes,
    ];
    texts.iter().any(|text| text.is_some())
        || !row.sectors.is_empty()
        || !row.languages.is_empty()
        || !row.own_times.is_empty()
}

/// One thing on each line.
fn things(text: &str) -> Vec<String> {
    let lines = text.lines().map(str::trim);
    let lines = lines.filter(|line| !line.is_empty());
    lines.map(str::to_owned).collect()
}

/// The words of a profile after its row has spoken.
fn spoken(
    mut words: ProfileWords,
    row: &workbook::Organisation,
    (session, codes): (&Matchmaking, &Codes),
) -> ProfileWords {
    for (text, said) in [
        (&mut words.about, &row.about),
        (&mut words.comes, &row.comes),
    ] {
        if let Some(said) = said {
            text.clone_from(said);
        }
    }
    for (list, said) in [
        (&mut words.offers, &row.offers),
        (&mut words.needs, &row.needs),
        (&mut words.regions, &row.regions),
    ] {
        if let Some(said) = said {
            *list = things(said);
        }
    }
    if !row.sectors.is_empty() {
        let sectors = row.sectors.iter();
        words.sectors = sectors
            .filter_map(|one| Sector::from_code(one.key()))
            .collect();
    }
    if !row.languages.is_empty() {
        words.languages.clone_from(&row.languages);
    }
    let wished = codes.all(&row.own_times);
    if !wished.is_empty() {
        let slots = wished
            .iter()
            .filter_map(|at| session.slots.get(*at as usize));
        words.times = slots.map(|slot| slot.start).collect();
    }
    words
}

/// A profile with these words. Words beyond the limits are a problem of their cell, and with any
/// problem nothing is written.
fn said(profile: Profile, words: ProfileWords, hand: Hand) -> Profile {
    profile.clone().rewrite(words, hand).unwrap_or(profile)
}

/// What a row says of the profile of its organisation.
pub(super) fn tell(
    row: workbook::Organisation,
    words: &ProfileWords,
    session: &Matchmaking,
) -> workbook::Organisation {
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let sectors = words.sectors.iter();
    workbook::Organisation {
        about: text(&words.about),
        offers: text(&words.offers.join("\n")),
        needs: text(&words.needs.join("\n")),
        sectors: sectors
            .filter_map(|one| workbook::Sector::named(one.code()))
            .collect(),
        regions: text(&words.regions.join("\n")),
        languages: words.languages.clone(),
        comes: text(&words.comes),
        own_times: super::export::slots(&session.slots_at(&words.times)),
        ..row
    }
}
