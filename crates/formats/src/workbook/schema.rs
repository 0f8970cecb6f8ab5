//! The sheets and columns of the participants workbook, as data for writing and for reading.

use domain::language::Language;
use serde::{Deserialize, Serialize};

use super::choices::{
    Answer, Choice, Earlier, Hand, OrganisationKind, Priority, Role, Sector, Session, Side,
    TableKind, Weight, YesNo,
};

/// A sheet that the workbook has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Sheet {
    /// People of the mission: members, guests, counterparts.
    #[serde(rename = "participants")]
    Participants,
    /// Organisations that they come from.
    #[serde(rename = "organisations")]
    Organisations,
    /// Who wants to meet whom.
    #[serde(rename = "meeting_requests")]
    Requests,
    /// Times at which meetings can take place.
    #[serde(rename = "slots")]
    Slots,
    /// Places at which meetings can take place.
    #[serde(rename = "tables")]
    Tables,
    /// Halls and houses in which tables stand, and the ways between them.
    #[serde(rename = "venues")]
    Venues,
    /// Who interprets, between which languages.
    #[serde(rename = "interpreters")]
    Interpreters,
    /// What the session is called, and how participants book meetings.
    #[serde(rename = "settings")]
    Settings,
    /// Whom companies put aside.
    #[serde(rename = "aside")]
    Aside,
}

/// What may stand in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// A code that other sheets refer to; unique in its sheet.
    Code,
    /// One line of text of at most so many characters.
    Text(usize),
    /// Several lines of text of at most so many characters.
    LongText(usize),
    /// A member of a closed list.
    Choice(ChoiceList),
    /// Members of a closed list, each on a line of its own or separated by commas.
    Choices(ChoiceList),
    /// A local day.
    Date,
    /// A local time of day.
    Time,
    /// A local day with a time, or an exact moment.
    Moment,
    /// An IANA time zone.
    Zone,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A web address.
    Link,
    /// A country by its two letters (ISO 3166-1).
    Country,
    /// Languages by their codes (BCP 47), separated by commas.
    Languages,
    /// A whole number between two bounds, both included.
    Number(u32, u32),
    /// An organisation, by code or by any name.
    Organisation,
    /// A participant or an organisation, by code.
    Party,
    /// A pair of languages such as `zh/de`, or that nobody interprets.
    Interpreting,
    /// A table, by code.
    Table,
    /// Pairs of languages such as `zh/de`, separated by commas.
    Pairs,
    /// A person of the sheet of participants, by code.
    Person,
    /// A slot, by code.
    Slot,
    /// Slots, by code, separated by commas.
    Slots,
}

/// Which closed list a column takes its values from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChoiceList {
    /// [`Role`].
    Role,
    /// [`OrganisationKind`].
    OrganisationKind,
    /// [`Priority`].
    Priority,
    /// [`Session`].
    Session,
    /// [`Answer`].
    Answer,
    /// [`TableKind`].
    TableKind,
    /// [`Side`].
    Side,
    /// [`YesNo`].
    YesNo,
    /// [`Weight`].
    Weight,
    /// [`Earlier`].
    Earlier,
    /// [`Sector`].
    Sector,
    /// [`Hand`].
    Hand,
}

impl ChoiceList {
    /// Every list.
    pub const ALL: [ChoiceList; 12] = [
        ChoiceList::Role,
        ChoiceList::OrganisationKind,
        ChoiceList::Priority,
        ChoiceList::Session,
        ChoiceList::Answer,
        ChoiceList::TableKind,
        ChoiceList::Side,
        ChoiceList::YesNo,
        ChoiceList::Weight,
        ChoiceList::Earlier,
        ChoiceList::Sector,
        ChoiceList::Hand,
    ];

    /// The labels of the list in a language, in the order of the dropdown.
    pub fn labels(self, language: Language) -> Vec<&'static str> {
        fn of<C: Choice>(language: Language) -> Vec<&'static str> {
            C::ALL.iter().map(|member| member.label(language)).collect()
        }
        match self {
            ChoiceList::Role => of::<Role>(language),
            ChoiceList::OrganisationKind => of::<OrganisationKind>(language),
            ChoiceList::Priority => of::<Priority>(language),
            ChoiceList::Session => of::<Session>(language),
            ChoiceList::Answer => of::<Answer>(language),
            ChoiceList::TableKind => of::<TableKind>(language),
            ChoiceList::Side => of::<Side>(language),
            ChoiceList::YesNo => of::<YesNo>(language),
            ChoiceList::Weight => of::<Weight>(language),
            ChoiceList::Earlier => of::<Earlier>(language),
            ChoiceList::Sector => of::<Sector>(language),
            ChoiceList::Hand => of::<Hand>(language),
        }
    }
}

/// One column of a sheet.
#[derive(Debug, Clone, Copy)]
pub struct FieldSpec {
    /// The machine's name of the column, unique in its sheet.
    pub key: &'static str,
    /// What may stand in it.
    pub kind: FieldKind,
    /// Whether every row must fill it.
    pub required: bool,
    /// Headings in Chinese, English and German.
    pub labels: [&'static str; 3],
    /// What the example row shows in Chinese, English and German.
    pub example: [&'static str; 3],
}

impl FieldSpec {
    /// The heading in a language.
    pub fn label(&self, language: Language) -> &'static str {
        pick(self.labels, language)
    }
}

/// The text of a language out of Chinese, English and German.
pub(super) fn pick<T: Copy>(texts: [T; 3], language: Language) -> T {
    let [zh, en, de] = texts;
    match language {
        Language::ZhHans => zh,
        Language::En => en,
        Language::De => de,
    }
}

/// A text for comparing headings, codes and choices: no case, width, spaces or asterisks.
pub(super) fn folded(text: &str) -> String {
    text.chars()
        .map(half_width)
        .filter(|c| {
            !c.is_whitespace() && !c.is_control() && !matches!(c, '*' | '\u{200B}' | '\u{FEFF}')
        })
        .flat_map(char::to_lowercase)
        .collect()
}

/// The half-width form of a full-width ASCII character, which Chinese input methods produce.
pub(super) fn half_width(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        c => c,
    }
}

impl Sheet {
    /// Every sheet, in the order in which they stand in the workbook.
    pub const ALL: [Sheet; 9] = [
        Sheet::Participants,
        Sheet::Organisations,
        Sheet::Requests,
        Sheet::Slots,
        Sheet::Tables,
        Sheet::Venues,
        Sheet::Interpreters,
        Sheet::Settings,
        Sheet::Aside,
    ];

    /// The machine's name of the sheet.
    pub fn key(self) -> &'static str {
        match self {
            Sheet::Participants => "participants",
            Sheet::Organisations => "organisations",
            Sheet::Requests => "meeting_requests",
            Sheet::Slots => "slots",
            Sheet::Tables => "tables",
            Sheet::Venues => "venues",
            Sheet::Interpreters => "interpreters",
            Sheet::Settings => "settings",
            Sheet::Aside => "aside",
        }
    }

    /// Names of the sheet in Chinese, English and German.
    pub fn labels(self) -> [&'static str; 3] {
        match self {
            Sheet::Participants => ["人员", "participants", "Teilnehmende"],
            Sheet::Organisations => ["机构", "organisations", "Organisationen"],
            Sheet::Requests => ["对接申请", "meeting requests", "Gesprächswünsche"],
            Sheet::Slots => ["时段", "slots", "Zeitfenster"],
            Sheet::Tables => ["洽谈桌", "tables", "Tische"],
            Sheet::Venues => ["场地", "venues", "Orte"],
            Sheet::Interpreters => ["翻译", "interpreters", "Dolmetscher"],
            Sheet::Settings => ["对接会设置", "settings", "Einstellungen"],
            Sheet::Aside => ["已搁置", "put aside", "Zurückgestellt"],
        }
    }

    /// The name of the sheet in a language.
    pub fn label(self, language: Language) -> &'static str {
        pick(self.labels(), language)
    }

    /// The columns of the sheet, in order; the first one is always the code.
    pub fn fields(self) -> &'static [FieldSpec] {
        match self {
            Sheet::Participants => super::columns::PARTICIPANTS,
            Sheet::Organisations => super::columns::ORGANISATIONS,
            Sheet::Requests => super::asks::REQUESTS,
            Sheet::Slots => super::columns::SLOTS,
            Sheet::Tables => super::places::TABLES,
            Sheet::Venues => super::places::VENUES,
            Sheet::Interpreters => super::interpreters::INTERPRETERS,
            Sheet::Settings => super::settings::SETTINGS,
            Sheet::Aside => super::aside::ASIDE,
        }
    }

    /// The column with a machine's name.
    pub fn field(self, key: &str) -> Option<&'static FieldSpec> {
        self.fields().iter().find(|field| field.key == key)
    }

    /// What stands in the hidden first row above a column: `#participants.code`.
    pub(super) fn machine_name(self, field: &FieldSpec) -> String {
        format!("#{}.{}", self.key(), field.key)
    }

    /// The sheet and column of a machine's name.
    pub(super) fn from_machine_name(text: &str) -> Option<(Sheet, &'static FieldSpec)> {
        let (sheet, field) = text.trim().strip_prefix('#')?.split_once('.')?;
        let sheet = Sheet::ALL
            .into_iter()
            .find(|candidate| candidate.key() == sheet)?;
        Some((sheet, sheet.field(field)?))
    }
}

/// How the code of an example row begins in Chinese, English and German; such rows are not read.
pub(super) const EXAMPLE_MARKS: [&str; 3] = ["示例", "EXAMPLE", "BEISPIEL"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_and_machine_names_are_unique_within_a_sheet() {
        for sheet in Sheet::ALL {
            let mut seen = std::collections::BTreeMap::new();
            for field in sheet.fields() {
                for label in field.labels {
                    let earlier = seen.insert(folded(label), field.key);
                    assert!(
                        earlier.is_none_or(|key| key == field.key),
                        "{label} in {}",
                        sheet.key()
                    );
                }
                let (again, same) = Sheet::from_machine_name(&sheet.machine_name(field)).unwrap();
                assert_eq!((again, same.key), (sheet, field.key));
            }
            assert_eq!(sheet.fields()[0].kind, FieldKind::Code);
        }
    }

    #[test]
    fn every_example_is_marked_as_one() {
        for sheet in Sheet::ALL {
            for (example, mark) in sheet.fields()[0].example.iter().zip(EXAMPLE_MARKS) {
                assert!(example.starts_with(mark), "{example}");
            }
        }
    }

    #[test]
    fn folding_ignores_case_width_and_spaces() {
        assert_eq!(folded(" Ｅ－Mail *\n"), "e-mail");
        assert_eq!(folded("Gesprächs Wünsche"), "gesprächswünsche");
        assert_eq!(
            Sheet::from_machine_name("#participants.nothing").map(|(s, _)| s),
            None
        );
    }
}
