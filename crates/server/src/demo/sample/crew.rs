//! Who sits at the tables of the sample sessions, who interprets there, and what suits them best.
//!
//! Of most participants nobody is named: a session works without. A few show what can be said.

use super::{Maker, names, person};
use app::AppError;
use domain::ids::{OrganisationId, PersonId};
use domain::interpreting::{Absence, Interpreter, LanguagePair};
use domain::language::Language;
use domain::matchmaking::{Participant, Slot};
use jiff::civil::DateTime;

/// The member of the delegation who interprets, by index.
const MEMBER: usize = 23;
/// The colleague who comes along with the first company, by index.
const COLLEAGUE: usize = 13;
/// How many companies from home name who comes.
const NAMED: usize = 4;

/// Somebody who interprets in one city only: their name, the pairs, when not, most in a row.
type Local = (
    &'static str,
    &'static [&'static str],
    &'static [u32],
    Option<u32>,
);

/// The people of a city: two of its first company, one of its fourth, and who interprets.
pub(super) struct Locals {
    firms: [&'static str; 3],
    interpreters: &'static [Local],
}

pub(super) const IN_HAMBURG: Locals = Locals {
    firms: ["Katrin Muster", "Ole Beispiel", "Inga Musterfrau"],
    interpreters: &[
        ("Jana Muster", &["zh/de"], &[], Some(4)),
        ("Tim Muster", &["zh/de"], &[0, 1], None),
    ],
};

pub(super) const IN_STUTTGART: Locals = Locals {
    firms: ["Eugen Muster", "Paula Beispiel", "Renate Musterfrau"],
    interpreters: &[
        ("Lena Muster", &["zh/de"], &[], Some(4)),
        ("Max Muster", &["zh/de"], &[8, 9], None),
    ],
};

pub(super) const IN_ISTANBUL: Locals = Locals {
    firms: ["Ayşe Örnek", "Kerem Örnek", "Elif Örnek"],
    interpreters: &[("Deniz Örnek", &["zh/tr", "zh/en"], &[], Some(4))],
};

/// The named people of a session.
pub(super) struct Crew {
    /// Two of the first company from home.
    pub(super) home: [PersonId; 2],
    /// Two of the first company of the city, one of its fourth.
    pub(super) host: [PersonId; 3],
    pub(super) interpreters: Vec<Interpreter>,
}

fn interpreter(
    person: PersonId,
    pairs: &[&str],
    unavailable: &[u32],
    longest_run: Option<u32>,
) -> Result<Interpreter, AppError> {
    let pairs = pairs.iter().map(|pair| LanguagePair::read(pair));
    let languages: Result<Vec<_>, _> = pairs.collect();
    Ok(Interpreter {
        person,
        languages: languages.map_err(|bad| AppError::Internal(bad.to_string()))?,
        unavailable: unavailable.to_vec(),
        longest_run,
    })
}

/// What the pairs of an interpreter say they speak.
fn spoken(pairs: &[&str]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for tag in pairs.iter().flat_map(|pair| pair.split('/')) {
        let tag = if tag == "zh" { "zh-Hans" } else { tag };
        if !all.iter().any(|known| known == tag) {
            all.push(tag.to_owned());
        }
    }
    all
}

impl Maker<'_> {
    /// Enters the people of a city.
    pub(super) async fn crew(
        &mut self,
        locals: &Locals,
        language: Language,
        tongue: &str,
    ) -> Result<Crew, AppError> {
        let mut host = [self.members[0]; 3];
        for (place, name) in host.iter_mut().zip(locals.firms) {
            let spoken = vec![tongue.to_owned(), "en".to_owned()];
            *place = self.local(name, language, spoken).await?;
        }
        let member = self.members[MEMBER];
        let mut interpreters = vec![interpreter(member, &["zh/de", "zh/en"], &[], Some(3))?];
        for &(name, pairs, unavailable, longest_run) in locals.interpreters {
            let id = self.local(name, language, spoken(pairs)).await?;
            interpreters.push(interpreter(id, pairs, unavailable, longest_run)?);
        }
        Ok(Crew {
            home: [self.members[1], self.members[COLLEAGUE]],
            host,
            interpreters,
        })
    }

    async fn local(
        &mut self,
        name: &str,
        language: Language,
        spoken: Vec<String>,
    ) -> Result<PersonId, AppError> {
        let id = self.desk.app().new_id();
        let mut one = person(id, names(&[(language, name)])?);
        one.languages = spoken;
        self.desk.create(one).await?;
        Ok(id)
    }

    /// The company of a member of the delegation, by index.
    pub(super) fn firm_of_member(&self, index: usize) -> Option<OrganisationId> {
        match index {
            1..=12 => Some(self.home[index - 1]),
            COLLEAGUE => Some(self.home[0]),
            _ => None,
        }
    }

    /// What a company from home says: who comes, when not, and which slots suit it best.
    pub(super) fn at_table(&self, n: usize, firm: &mut Participant) {
        if n < NAMED {
            firm.people = vec![self.members[n + 1]];
        }
        match n {
            0 => {
                let colleague = self.members[COLLEAGUE];
                firm.people.push(colleague);
                firm.unavailable = vec![8, 9];
                firm.absences = vec![Absence {
                    person: colleague,
                    slots: vec![0, 1, 2],
                }];
            }
            2 => firm.preferred = vec![0, 1, 2, 3, 4],
            _ => {}
        }
    }
}

/// What a company of the city says: who comes and when not.
pub(super) fn at_home(n: usize, firm: &mut Participant, crew: &Crew) {
    match n {
        0 => firm.people = crew.host[..2].to_vec(),
        3 => firm.people = vec![crew.host[2]],
        _ => {}
    }
    if n % 7 == 3 {
        firm.unavailable = vec![0, 1];
    }
}

/// The times that a participant, by its place in the session's list, names in its profile.
pub(super) fn times(n: usize, slots: &[Slot]) -> Vec<DateTime> {
    let wished = match n {
        // After the coffee, until the end.
        5 | 21 => 5..10,
        // The first hour.
        13 => 0..3,
        _ => 0..0,
    };
    let slots = slots.get(wished).unwrap_or_default();
    slots.iter().map(|slot| slot.start).collect()
}
