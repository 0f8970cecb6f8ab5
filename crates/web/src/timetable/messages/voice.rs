//! How messages speak: in one language, to a participant or an interpreter of one session.

use domain::language::Language;
use i18n::{dates, t};

use super::super::Frame;

/// The words of one language about one session.
pub(super) struct Voice<'a> {
    pub(super) frame: &'a Frame,
    pub(super) language: Language,
}

impl Voice<'_> {
    /// A text that needs nothing but itself.
    pub(super) fn say(&self, key: &str) -> String {
        t(self.language, key, &[])
    }

    /// A text about the session.
    pub(super) fn of_session(&self, key: &str) -> String {
        let title = &self.frame.file.session.title;
        let session = title.for_reader(self.language).to_owned();
        t(self.language, key, &[("session", session.into())])
    }

    /// Whether nothing was published before.
    pub(super) fn is_first(&self) -> bool {
        self.frame.file.session.published_before().is_none()
    }

    /// Day, time and table.
    pub(super) fn place(&self, (slot, table): (u32, u32)) -> String {
        let session = &self.frame.file.session;
        let when = session.slots.get(slot as usize).map(|slot| {
            let day = dates::day_short(self.language, slot.start.date());
            let span = dates::time_span(slot.start.time(), slot.end.time());
            format!("{day} {span}")
        });
        let args = [
            ("time", when.unwrap_or_default().into()),
            ("table", self.frame.table(table).into()),
        ];
        t(self.language, "timetable-place", &args)
    }

    /// A meeting in one line: where, with whom, and what else is to be known of it.
    pub(super) fn meeting(&self, at: (u32, u32), who: String, more: Vec<String>) -> String {
        let args = [("place", self.place(at).into()), ("who", who.into())];
        let mut parts = vec![t(self.language, "messages-meeting", &args)];
        parts.extend(more.into_iter().filter(|part| !part.is_empty()));
        parts.join(" · ")
    }

    /// A letter: whom it greets, its paragraphs but empty ones, and the regards.
    pub(super) fn letter(&self, who: &str, parts: Vec<String>) -> String {
        let greeting = t(
            self.language,
            "messages-greeting",
            &[("who", who.to_owned().into())],
        );
        let mut all = vec![greeting];
        all.extend(parts.into_iter().filter(|part| !part.is_empty()));
        all.push(self.say("messages-regards"));
        all.join("\n\n")
    }

    /// A text with a link in it.
    pub(super) fn with_link(&self, key: &str, link: &str) -> String {
        t(self.language, key, &[("link", link.to_owned().into())])
    }
}

/// A sentence with points below it.
pub(super) fn listed(lead: String, points: impl Iterator<Item = String>) -> String {
    let points = points.map(|point| format!("- {point}"));
    std::iter::once(lead)
        .chain(points)
        .collect::<Vec<_>>()
        .join("\n")
}

/// The language of the program that a tag names.
pub(super) fn by_tag(tag: &str) -> Option<Language> {
    match tag.split('-').next()? {
        "zh" => Some(Language::ZhHans),
        "de" => Some(Language::De),
        "en" => Some(Language::En),
        _ => None,
    }
}
