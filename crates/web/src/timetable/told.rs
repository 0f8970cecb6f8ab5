//! Whom a publication would reach: who has a mail address to which a message can be sent, and who
//! has none.

use app::timetables::AffectedInterpreter;
use domain::ids::{OrganisationId, PersonId};
use domain::language::Language;

use super::Frame;
use crate::page::Page;

/// How many companies a sentence names; the list below it names all.
const NAMED: usize = 8;

impl Frame {
    /// Which companies have no address to which a message could be sent, in a sentence, if there
    /// are any; by name.
    pub(super) fn firms_silent(
        &self,
        page: &Page,
        affected: impl IntoIterator<Item = OrganisationId>,
    ) -> Option<String> {
        let silent = affected.into_iter().filter(|firm| self.is_silent(*firm));
        let mut names: Vec<String> = silent.map(|id| self.called(page.language, id)).collect();
        i18n::collate::sort_by_name(page.language, &mut names, Clone::clone);
        let few = first_of(page.language, &names, NAMED);
        (!names.is_empty()).then(|| page.t1("messages-firms-silent-named", "names", few))
    }

    /// Whether nobody who comes for a company has an address; so is one that no longer takes part.
    pub(super) fn is_silent(&self, firm: OrganisationId) -> bool {
        let participant = self.file.session.participant(firm);
        let mut people = participant.into_iter().flat_map(|one| &one.people);
        people.all(|person| self.address_of(*person).is_empty())
    }

    /// Which interpreters get a message, and which have no address, each in a sentence.
    pub(super) fn interpreters_told(
        &self,
        page: &Page,
        affected: &[AffectedInterpreter],
    ) -> Vec<String> {
        let (told, silent): (Vec<_>, Vec<_>) = affected
            .iter()
            .map(|one| one.person)
            .partition(|person| !self.address_of(*person).is_empty());
        let named = |key: &str, people: Vec<PersonId>| {
            let names = people.iter();
            let names = names.map(|id| self.file.name_of_person(*id, page.language));
            let names = page.language.listed(names);
            (!names.is_empty()).then(|| page.t1(key, "names", names))
        };
        let told = named("messages-told", told);
        let silent = named("messages-silent", silent);
        told.into_iter().chain(silent).collect()
    }

    /// The address to write to a person; empty where none is on record.
    pub(super) fn address_of(&self, person: PersonId) -> &str {
        let found = self.file.people.get(&person);
        found.map_or("", |one| one.record.email.as_str())
    }
}

/// The first of some companies by name, and how many more there are.
pub(super) fn first_of(language: Language, names: &[String], most: usize) -> String {
    let listed = language.listed(names.iter().take(most));
    match names.len().saturating_sub(most) {
        0 => listed,
        beyond => {
            let args = [("list", listed.into()), ("count", beyond.into())];
            i18n::t(language, "quality-and-more", &args)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_companies_are_counted_after_the_first() {
        let names = ["Anda", "Bosfor", "Ege"].map(str::to_owned);
        let said = |most| first_of(Language::En, &names, most);
        assert_eq!(said(4), "Anda, Bosfor, Ege");
        assert_eq!(said(3), "Anda, Bosfor, Ege");
        assert_eq!(said(2), "Anda, Bosfor and 1 more");
        assert_eq!(first_of(Language::De, &[], 2), "");
    }
}
