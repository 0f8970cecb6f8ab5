//! Where the navigation leads: the pages of a mission, of the office, and the reader's choices.

use domain::language::Language;

use crate::page::{Page, Theme};

/// The parts of the program that the navigation leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names of the parts say it")]
pub enum Section {
    Overview,
    Delegation,
    Programme,
    Guests,
    Meetings,
    Timetable,
    MissionAgreements,
    Documents,
    Missions,
    Directory,
    Agreements,
    Search,
    Audit,
    Accounts,
    /// A page outside the navigation.
    Elsewhere,
}

/// A link of the navigation.
#[derive(Debug, Clone)]
pub struct NavLink {
    /// Where it leads.
    pub href: String,
    /// Its words in the reader's language.
    pub label: String,
    /// Whether the reader is there.
    pub current: bool,
    /// How much waits for a decision there.
    pub open: u32,
}

/// The mission whose pages are being read.
#[derive(Debug, Clone)]
pub struct MissionNav {
    /// Its code, as in its addresses.
    pub code: String,
    /// Its title in the reader's language.
    pub title: String,
    /// Whether its facts are invented for trying things out.
    pub sample: bool,
    /// What waits for a decision, by section.
    pub open: Vec<(Section, u32)>,
}

/// A choice of language or appearance in the rail.
#[derive(Debug, Clone)]
pub struct Preference {
    /// The same page with the other choice.
    pub href: String,
    /// Its words.
    pub label: String,
    /// The language code, or the code of the theme.
    pub code: &'static str,
    /// Whether it is the present choice.
    pub current: bool,
}

impl Page {
    /// The languages as links to this page.
    #[must_use]
    pub fn languages(&self) -> Vec<Preference> {
        Language::ALL
            .map(|language| Preference {
                href: self.address_with("lang", language.code()),
                label: language.endonym().to_owned(),
                code: language.code(),
                current: language == self.language,
            })
            .into()
    }

    /// Light and dark as links to this page.
    #[must_use]
    pub fn themes(&self) -> Vec<Preference> {
        [
            (Theme::Auto, "common-theme-auto"),
            (Theme::Light, "common-theme-light"),
            (Theme::Dark, "common-theme-dark"),
        ]
        .map(|(theme, key)| Preference {
            href: self.address_with("theme", theme.code()),
            label: self.t(key),
            code: theme.code(),
            current: theme == self.theme,
        })
        .into()
    }

    /// The links of the mission being read.
    #[must_use]
    pub fn mission_links(&self) -> Vec<NavLink> {
        let Some(mission) = &self.mission else {
            return Vec::new();
        };
        [
            (Section::Overview, "", "common-nav-overview"),
            (Section::Delegation, "/delegation", "common-nav-delegation"),
            (Section::Programme, "/programme", "common-nav-programme"),
            (Section::Guests, "/guests", "common-nav-guests"),
            (Section::Meetings, "/meetings", "common-nav-meetings"),
            (Section::Timetable, "/timetable", "common-nav-timetable"),
            (
                Section::MissionAgreements,
                "/agreements",
                "common-nav-agreements",
            ),
            (Section::Documents, "/documents", "common-nav-documents"),
        ]
        .into_iter()
        .map(|(section, tail, key)| NavLink {
            href: format!("/missions/{}{tail}", mission.code),
            label: self.t(key),
            current: section == self.section,
            open: mission
                .open
                .iter()
                .find(|(s, _)| *s == section)
                .map_or(0, |(_, n)| *n),
        })
        .collect()
    }

    /// The links of the office.
    #[must_use]
    pub fn office_links(&self) -> Vec<NavLink> {
        let administers = self.account.as_ref().is_some_and(|a| a.administers);
        let audits = self.account.as_ref().is_some_and(|a| a.audits);
        [
            (Section::Missions, "/missions", "common-nav-missions", true),
            (
                Section::Directory,
                "/directory",
                "common-nav-directory",
                true,
            ),
            (
                Section::Agreements,
                "/agreements",
                "common-nav-agreements",
                true,
            ),
            (Section::Audit, "/audit", "common-nav-audit", audits),
            (
                Section::Accounts,
                "/accounts",
                "common-nav-accounts",
                administers,
            ),
        ]
        .into_iter()
        .filter(|(_, _, _, shown)| *shown)
        .map(|(section, href, key, _)| NavLink {
            href: href.to_owned(),
            label: self.t(key),
            current: section == self.section,
            open: 0,
        })
        .collect()
    }

    /// The links within a thumb's reach on a phone.
    #[must_use]
    pub fn thumb_links(&self) -> Vec<NavLink> {
        let links = if self.mission.is_some() {
            self.mission_links()
        } else {
            self.office_links()
        };
        // Overview, programme, guests, meetings; or missions, directory, agreements.
        let reach: &[usize] = if self.mission.is_some() {
            &[0, 2, 3, 4]
        } else {
            &[0, 1, 2]
        };
        links
            .into_iter()
            .enumerate()
            .filter(|(at, _)| reach.contains(at))
            .map(|(_, link)| link)
            .collect()
    }
}
