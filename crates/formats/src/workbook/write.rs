//! A workbook as a file, in the sheets and columns of the template: what was read, or what a
//! session holds. [`super::read`] reads the same again.

use std::collections::BTreeMap;

use domain::interpreting::Interpreting;
use domain::language::{Language, LanguageTag};
use domain::time::ZoneName;

use super::choices::Choice;
use super::moment::Moment;
use super::schema::{Sheet, pick};
use super::template::book;
use super::values::NOBODY;
use super::{
    AsideRow, InterpreterRow, MeetingTable, Organisation, OrganisationRef, Participant, Party,
    Request, SettingsRow, Slot, VenueRow, Workbook, YesNo,
};
use crate::table::WriteError;

/// The cells of a row, by field.
pub(super) type Cells = BTreeMap<&'static str, String>;

/// Writes a workbook. The same content and language give the same bytes.
///
/// # Errors
/// Where the writer of the format refuses, such as more rows than a sheet has.
pub fn write(workbook: &Workbook, language: Language) -> Result<Vec<u8>, WriteError> {
    let pen = Pen::of(workbook, language);
    book(language, Some(&|sheet| pen.rows(sheet)))
}

/// Writes the rows of one workbook in one language.
struct Pen<'a> {
    workbook: &'a Workbook,
    language: Language,
    /// The codes of people and of organisations by their rows.
    people: BTreeMap<u32, &'a str>,
    houses: BTreeMap<u32, &'a str>,
}

/// One row while it is written.
struct Line(Cells);

impl Line {
    fn text(mut self, key: &'static str, text: Option<&str>) -> Self {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            self.0.insert(key, text.to_owned());
        }
        self
    }

    fn number(self, key: &'static str, number: Option<u32>) -> Self {
        let text = number.map(|number| number.to_string());
        self.text(key, text.as_deref())
    }

    fn codes(self, key: &'static str, codes: &[String]) -> Self {
        self.text(key, Some(&codes.join(", ")))
    }
}

impl<'a> Pen<'a> {
    fn of(workbook: &'a Workbook, language: Language) -> Self {
        let people = workbook.participants.iter();
        let people = people.filter_map(|one| Some((one.row, one.code.as_deref()?)));
        let houses = workbook.organisations.iter();
        let houses = houses.filter_map(|one| Some((one.row, one.code.as_deref()?)));
        Self {
            workbook,
            language,
            people: people.collect(),
            houses: houses.collect(),
        }
    }

    fn rows(&self, sheet: Sheet) -> Vec<Cells> {
        let workbook = self.workbook;
        let lines: Vec<Line> = match sheet {
            Sheet::Participants => each(&workbook.participants, |row| self.participant(row)),
            Sheet::Organisations => each(&workbook.organisations, |row| self.organisation(row)),
            Sheet::Requests => each(&workbook.requests, |row| self.request(row)),
            Sheet::Slots => each(&workbook.slots, |row| self.slot(row)),
            Sheet::Tables => each(&workbook.tables, |row| self.table(row)),
            Sheet::Venues => each(&workbook.venues, venue),
            Sheet::Interpreters => each(&workbook.interpreters, |row| self.interpreter(row)),
            Sheet::Settings => each(&workbook.settings, |row| self.settings(row)),
            Sheet::Aside => each(&workbook.aside, |row| self.aside(row)),
        };
        lines.into_iter().map(|line| line.0).collect()
    }

    fn choice<C: Choice>(&self, member: Option<C>) -> Option<&'static str> {
        member.map(|member| member.label(self.language))
    }

    /// The code of a party.
    fn code(&self, party: &'a Party) -> Option<&'a str> {
        match party {
            Party::Participant { row } => self.people.get(row).copied(),
            Party::Organisation { row } => self.house(*row),
            Party::Elsewhere { code } => Some(code),
        }
    }

    fn house(&self, row: u32) -> Option<&'a str> {
        self.houses.get(&row).copied()
    }

    fn participant(&self, row: &'a Participant) -> Line {
        let house = match &row.organisation {
            Some(OrganisationRef::Row { row }) => self.house(*row),
            Some(OrganisationRef::Named { name }) => Some(name.as_str()),
            None => None,
        };
        start(&row.code, &row.note)
            .text("name_zh", row.name_zh.as_deref())
            .text("name_latin", row.name_latin.as_deref())
            .text("organisation", house)
            .text("position_zh", row.position_zh.as_deref())
            .text("position_en", row.position_en.as_deref())
            .text("position_de", row.position_de.as_deref())
            .text("role", self.choice(Some(row.role)))
            .codes("languages", &tags(&row.languages))
            .text("email", row.email.as_deref())
            .text("phone", row.phone.as_deref())
            .codes("unavailable", &row.unavailable)
            .codes("preferred", &row.preferred)
            .number("max_meetings", row.max_meetings)
    }

    fn organisation(&self, row: &Organisation) -> Line {
        let sectors = row.sectors.iter();
        let sectors = sectors.map(|sector| sector.label(self.language).to_owned());
        start(&row.code, &row.note)
            .text("name_zh", row.name_zh.as_deref())
            .text("name_en", row.name_en.as_deref())
            .text("name_de", row.name_de.as_deref())
            .text("short_name", row.short_name.as_deref())
            .text("kind", self.choice(Some(row.kind)))
            .text("country", row.country.as_deref())
            .text("city", row.city.as_deref())
            .text("sector", row.sector.as_deref())
            .text("registry_id", row.registry_id.as_deref())
            .text("website", row.website.as_deref())
            .text("offers", row.offers.as_deref())
            .text("needs", row.needs.as_deref())
            .text("side", self.choice(row.side))
            .number("seats", row.seats)
            .codes("unavailable", &row.unavailable)
            .codes("preferred", &row.preferred)
            .number("max_meetings", row.max_meetings)
            .text("about", row.about.as_deref())
            .codes("sectors", &sectors.collect::<Vec<_>>())
            .text("regions", row.regions.as_deref())
            .codes("languages", &tags(&row.languages))
            .text("comes", row.comes.as_deref())
            .codes("own_times", &row.own_times)
    }

    fn request(&self, row: &'a Request) -> Line {
        let person = |party: &'a Option<Party>| party.as_ref().and_then(|party| self.code(party));
        let interpreting = match &row.interpreting {
            Some(Interpreting::Nobody) => Some(pick(NOBODY, self.language).to_owned()),
            Some(Interpreting::Between(pair)) => Some(pair.to_string()),
            _ => None,
        };
        start(&row.code, &row.note)
            .text("from", self.code(&row.from))
            .text("to", self.code(&row.to))
            .text("priority", self.choice(Some(row.priority)))
            .text("other_priority", self.choice(row.other_priority))
            .text("must", self.choice(row.must))
            .text("answer", self.choice(Some(row.answer)))
            .text("session", self.choice(row.session))
            .text("slot", row.slot.as_deref())
            .text("table", row.table.as_deref())
            .codes("possible", &row.possible)
            .codes("preferred", &row.preferred)
            .text("from_person", person(&row.from_person))
            .text("to_person", person(&row.to_person))
            .text("interpreting", interpreting.as_deref())
            .number("meeting", row.meeting)
            .text("subject", row.subject.as_deref())
            .text("sent", self.moment(row.course.sent).as_deref())
            .text("sent_by", self.choice(row.course.sent_by))
            .text("answer_by", self.moment(row.course.answer_by).as_deref())
            .text("answered", self.moment(row.course.answered).as_deref())
            .text("answered_by", self.choice(row.course.answered_by))
            .text("words", row.course.words.as_deref())
    }

    fn slot(&self, row: &Slot) -> Line {
        let follows = row
            .follows
            .map(|follows| if follows { YesNo::Yes } else { YesNo::No });
        start(&row.code, &row.note)
            .text("date", Some(&row.date.to_string()))
            .text("start", Some(&clock(row.start)))
            .text("end", Some(&clock(row.end)))
            .text("zone", Some(row.zone.as_str()))
            .text("session", self.choice(Some(row.session)))
            .text("follows", self.choice(follows))
    }

    fn table(&self, row: &'a MeetingTable) -> Line {
        let owner = row.owner.as_ref().and_then(|owner| self.code(owner));
        start(&row.code, &row.note)
            .text("label", Some(&row.label))
            .text("room", row.room.as_deref())
            .number("seats", row.seats)
            .text("kind", self.choice(row.kind))
            .text("owner", owner)
            .text("venue", row.venue.as_deref())
            .codes("closed", &row.closed)
    }

    fn interpreter(&self, row: &'a InterpreterRow) -> Line {
        let pairs: Vec<String> = row.languages.iter().map(ToString::to_string).collect();
        start(&row.code, &row.note)
            .text("person", self.code(&row.person))
            .codes("languages", &pairs)
            .codes("unavailable", &row.unavailable)
            .number("longest_run", row.longest_run)
    }

    fn aside(&self, row: &'a AsideRow) -> Line {
        start(&row.code, &row.note)
            .text("by", self.code(&row.by))
            .text("other", self.code(&row.other))
            .text("since", self.moment(row.since).as_deref())
    }

    /// A moment by the clocks of the session.
    fn moment(&self, moment: Option<Moment>) -> Option<String> {
        let mut zones = self.workbook.slots.iter().map(|slot| slot.zone.clone());
        let zone = zones.next().unwrap_or_else(ZoneName::utc);
        moment.map(|moment| moment.shown(&zone))
    }

    fn settings(&self, row: &SettingsRow) -> Line {
        let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
        start(&row.code, &row.note)
            .text("title_zh", row.title_zh.as_deref())
            .text("title_en", row.title_en.as_deref())
            .text("title_de", row.title_de.as_deref())
            .text("open", self.choice(row.open))
            .text("until", day(row.until).as_deref())
            .text("until_time", row.until_time.map(clock).as_deref())
            .number("answer_days", row.answer_days)
            .number("most_asks", row.most_asks)
            .text("across", self.choice(row.across))
            .text("links_until", day(row.links_until).as_deref())
            .text("wishes", self.choice(row.wishes))
            .text("sector", self.choice(row.sector))
            .text("region", self.choice(row.region))
            .text("language", self.choice(row.language))
            .text("earlier", self.choice(row.earlier))
    }
}

fn tags(languages: &[LanguageTag]) -> Vec<String> {
    let tags = languages.iter();
    tags.map(|tag| tag.as_str().to_owned()).collect()
}

fn clock(time: jiff::civil::Time) -> String {
    time.strftime("%H:%M").to_string()
}

fn venue(row: &VenueRow) -> Line {
    start(&row.code, &row.note)
        .text("name", Some(&row.name))
        .text("other", row.other.as_deref())
        .number("minutes", row.minutes)
}

fn start(code: &Option<String>, note: &Option<String>) -> Line {
    Line(Cells::new())
        .text("code", code.as_deref())
        .text("note", note.as_deref())
}

fn each<'a, T>(rows: &'a [T], line: impl Fn(&'a T) -> Line) -> Vec<Line> {
    rows.iter().map(line).collect()
}
