//! The scribe: turns records of one mission into words of one language.

use super::rounds::Booked;
use super::{Order, Print};
use crate::caller::Caller;
use crate::missions::Contents;
use domain::ids::LegId;
use domain::language::Language;
use domain::missions::Leg;
use domain::papers::{Letterhead, Mark, Published, Shown, Standing};
use domain::parties::{PartyOrText, PartyRef};
use domain::programme::{Item, Participation};
use domain::text::Localised;
use domain::time::{When, ZoneName};
use i18n::{dates, t};
use jiff::Timestamp;
use jiff::civil::DateTime;

/// How many names an item of a programme prints.
const NAMES: usize = 14;

/// Writes the papers of one mission in one language.
pub(super) struct Scribe<'a> {
    pub(super) dossier: &'a Contents,
    pub(super) language: Language,
    zone: ZoneName,
    now: Timestamp,
    print: Print<'a>,
}

impl<'a> Scribe<'a> {
    /// A scribe before a dossier. Times of printing are told in the caller's zone, on the
    /// command line in the mission's home zone.
    pub(super) fn new(
        dossier: &'a Contents,
        caller: &Caller,
        now: Timestamp,
        print: Print<'a>,
    ) -> Self {
        let zone = match caller.user {
            Some(_) => caller.zone.clone(),
            None => dossier.mission.home_zone.clone(),
        };
        Self {
            dossier,
            language: print.order.language,
            zone,
            now,
            print,
        }
    }

    /// What was ordered.
    pub(super) fn order(&self) -> &Order {
        &self.print.order
    }

    /// The sessions of the mission, where the paper speaks of meetings at tables.
    pub(super) fn sessions(&self) -> &[Booked] {
        &self.print.sessions
    }

    /// What stands on every page.
    pub(super) fn head(&self) -> Letterhead {
        let mission = &self.dossier.mission;
        let (title, second_title) = self.text(&mission.title);
        let mut marks = self.print.marks.clone();
        if mission.sample {
            marks.insert(0, Mark::Sample);
        }
        let at = dates::instant(self.language, self.now, &self.zone.zone());
        let code = mission.code.as_str();
        Letterhead {
            title,
            second_title,
            agency: Some(self.print.agency.clone()).filter(|name| !name.is_empty()),
            code: code.to_owned(),
            version: self.print.version,
            printed_at: format!(
                "{at} ({})",
                dates::zone_time(self.language, self.zone.as_str())
            ),
            made_at: self.now,
            link: self
                .order()
                .address(self.print.origin, code, self.print.version),
            marks,
        }
    }

    /// The address of a page of this mission, for the register of a report.
    pub(super) fn page(&self, tail: &str) -> String {
        format!(
            "{}/missions/{}{tail}",
            self.print.origin, self.dossier.mission.code
        )
    }

    /// A message of the catalogue of documents with a name in it.
    pub(super) fn say(&self, key: &str, name: &str) -> String {
        t(
            self.language,
            &format!("documents-{key}"),
            &[("name", name.into())],
        )
    }

    /// A message of the catalogue of documents with a number in it.
    pub(super) fn counted(&self, key: &str, count: usize) -> String {
        t(
            self.language,
            &format!("documents-{key}"),
            &[("count", count.into())],
        )
    }

    /// A text in the reader's language and in the second.
    pub(super) fn text(&self, text: &Localised) -> (String, Option<String>) {
        let second = text.beside(self.language).map(|(_, text)| text.to_owned());
        (text.for_reader(self.language).to_owned(), second)
    }

    /// A text in the reader's language, if there is one.
    pub(super) fn maybe(&self, text: &Localised) -> Option<String> {
        (!text.is_empty()).then(|| text.for_reader(self.language).to_owned())
    }

    /// The name of a party with its original and, if unresolved, its mark.
    pub(super) fn name(&self, party: PartyRef) -> Shown {
        let booked = || {
            let PartyRef::Organisation(id) = party else {
                return None;
            };
            let mut files = self.sessions().iter().map(|booked| &booked.file);
            files.find_map(|file| Some(&file.organisations.get(&id)?.record.names))
        };
        match self.dossier.names_of(party).or_else(booked) {
            Some(names) => Shown::of(names, self.language),
            None => Shown::plain(&party.uuid().to_string()),
        }
    }

    /// The name of a party or the words that describe it.
    pub(super) fn party(&self, party: &PartyOrText) -> Shown {
        match party {
            PartyOrText::Party(party) => self.name(*party),
            PartyOrText::Described(text) => Shown::plain(text.for_reader(self.language)),
        }
    }

    /// The offices by which somebody takes part: those named for it, else all that they hold.
    pub(super) fn posts(&self, part: &Participation) -> Vec<String> {
        let named: Vec<_> = part
            .posts
            .iter()
            .filter_map(|id| self.dossier.posts.get(id))
            .collect();
        let posts = match part.party {
            PartyRef::Person(person) if named.is_empty() => self.dossier.posts_of(person),
            _ => named,
        };
        posts
            .iter()
            .map(|post| post.title.for_reader(self.language).to_owned())
            .collect()
    }

    /// Counts as published.
    pub(super) fn counts(&self, item: &Item) -> Vec<Published> {
        item.counts
            .iter()
            .map(|count| Published::of(count, self.language))
            .collect()
    }

    /// The city of a leg.
    pub(super) fn city(&self, leg: Option<LegId>) -> Option<(&Leg, Shown)> {
        let leg = self.dossier.leg(leg?)?;
        Some((&leg.record, Shown::of(&leg.place, self.language)))
    }

    /// An item as a line of a programme. What is known of its time beside a clock time stands
    /// in its note.
    pub(super) fn line(&self, item: &Item, people: Vec<Shown>) -> domain::papers::ProgrammeItem {
        let (title, original) = self.text(&item.title);
        let (time, home_time) = self.times(item);
        let loose = match &item.when {
            When::Span { .. } | When::NotPublished { .. } => {
                Some(dates::when(self.language, &item.when))
            }
            When::Exact { .. } | When::Day { .. } => None,
        };
        let note = loose
            .into_iter()
            .chain(self.maybe(&item.note))
            .collect::<Vec<_>>()
            .join(" · ");
        let more = people.len().saturating_sub(NAMES);
        domain::papers::ProgrammeItem {
            time,
            home_time,
            kind: item.kind,
            title,
            original,
            venue: self.venue(item),
            hosts: item
                .hosts
                .iter()
                .map(|host| self.name(PartyRef::Organisation(*host)))
                .collect(),
            people: people.into_iter().take(NAMES).collect(),
            people_more: u32::try_from(more).unwrap_or(u32::MAX),
            counts: self.counts(item),
            note: (!note.is_empty()).then_some(note),
            standing: Standing::from(&item.state),
        }
    }

    /// Venue and room; where neither is known and the day is not either, the city.
    fn venue(&self, item: &Item) -> Option<Shown> {
        let venue = item.venue.for_reader(self.language);
        let parts: Vec<&str> = [venue, item.room.as_str()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect();
        if !parts.is_empty() {
            return Some(Shown::plain(&parts.join(", ")));
        }
        let loose = matches!(item.when, When::Span { .. } | When::NotPublished { .. });
        self.city(item.leg).filter(|_| loose).map(|(_, city)| city)
    }

    /// Local time, and home time where the clocks differ.
    fn times(&self, item: &Item) -> (Option<String>, Option<String>) {
        let When::Exact { start, end, .. } = &item.when else {
            return (None, None);
        };
        let local = self.span(*start, *end, *start);
        let home_zone = &self.dossier.mission.home_zone;
        let home = item.when.moments().map(|(from, to)| {
            let (from, to) = (
                home_zone.local(from).datetime(),
                home_zone.local(to).datetime(),
            );
            (from, self.span(from, to, *start))
        });
        let home = home.filter(|(from, _)| from != start).map(|(_, text)| text);
        (Some(local), home)
    }

    /// From and to; days are named where they are not the day of `under`.
    fn span(&self, from: DateTime, to: DateTime, under: DateTime) -> String {
        let clock = |at: DateTime| match at.date() == under.date() {
            true => dates::time(at.time()),
            false => format!(
                "{} {}",
                dates::weekday_short(self.language, at.date()),
                dates::time(at.time())
            ),
        };
        if from.date() == to.date() && from.date() == under.date() {
            return dates::time_span(from.time(), to.time());
        }
        if from.date() == to.date() {
            return format!("{} – {}", clock(from), dates::time(to.time()));
        }
        format!("{} – {}", clock(from), clock(to))
    }

    /// The clocks of a city beside those of home, as on that day.
    pub(super) fn clocks(&self, leg: &Leg, at: DateTime) -> String {
        let home = self.dossier.mission.home_zone.zone();
        let moment = leg.zone.moment(at);
        let difference = dates::from_home(moment, &leg.zone.zone(), &home).render(self.language);
        let here = dates::zone_time(self.language, leg.zone.as_str());
        format!("{here} · {difference}")
    }
}
