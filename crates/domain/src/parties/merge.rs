//! Two records of one party become one: the kept record takes over what the gone one knew.
//!
//! Nothing that was known is lost: all names stay, empty fields are filled, lists are put
//! together. Where both sides say something else, a person chooses; without a choice the kept
//! record is right.

use super::{Organisation, Person};
use crate::codes::coded;
use crate::language::LanguageTag;
use crate::names::{BadNames, Candidate, Identity, Name, NameRole, Names};
use std::collections::BTreeSet;

coded! {
    /// A field in which two records of one party may differ.
    MergeField {
        /// What an organisation is.
        Kind = "kind",
        /// Its country.
        Country = "country",
        /// Its seat.
        Seat = "seat",
        /// The organisation above.
        Parent = "parent",
        /// Web address.
        Website = "website",
        /// How to say a person's name.
        Reading = "reading",
        /// Form of address.
        Honorific = "honorific",
        /// Electronic mail address.
        Email = "email",
        /// Telephone number.
        Telephone = "telephone",
        /// Remarks.
        Note = "note",
    }
}

/// What a person chose from the record that goes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Chosen {
    /// Languages in which its name of record wins.
    pub names: BTreeSet<LanguageTag>,
    /// Fields in which it is right.
    pub fields: BTreeSet<MergeField>,
}

impl Chosen {
    /// The value of a field: the only one there is, or the chosen one.
    fn pick<'a, T: PartialEq>(
        &self,
        field: MergeField,
        kept: &'a T,
        gone: &'a T,
        none: &T,
    ) -> &'a T {
        let theirs = self.fields.contains(&field) && gone != none;
        if theirs || kept == none { gone } else { kept }
    }

    fn text(&self, field: MergeField, kept: &str, gone: &str) -> String {
        self.pick(field, &kept, &gone, &"").to_string()
    }
}

/// The languages in which both have another name of record: here somebody must choose.
#[must_use]
pub fn disputed_names(kept: &Names, gone: &Names) -> Vec<(Name, Name)> {
    let of_record = |names: &Names| -> Vec<Name> {
        let all = names.all().iter();
        let of_record = all.filter(|name| name.role == NameRole::OfRecord);
        of_record.cloned().collect()
    };
    let theirs = of_record(gone);
    let pairs = of_record(kept).into_iter().filter_map(|ours| {
        let same = |name: &&Name| name.language == ours.language && name.text != ours.text;
        theirs.iter().find(same).cloned().map(|their| (ours, their))
    });
    pairs.collect()
}

/// All names of both. A name of record that loses its place stays as a printed form.
///
/// # Errors
/// Never for names that were accepted before.
pub fn merged_names(kept: &Names, gone: &Names, chosen: &Chosen) -> Result<Names, BadNames> {
    let mut all: Vec<Name> = kept.all().to_vec();
    for theirs in gone.all() {
        let mut theirs = theirs.clone();
        let known = all
            .iter()
            .position(|name| name.text == theirs.text && name.language == theirs.language);
        if theirs.role == NameRole::OfRecord {
            let rival = all.iter_mut().find(|name| {
                name.role == NameRole::OfRecord
                    && name.language == theirs.language
                    && name.text != theirs.text
            });
            match rival {
                Some(ours) if chosen.names.contains(&theirs.language) => {
                    ours.role = NameRole::AsPrinted;
                }
                Some(_) => theirs.role = NameRole::AsPrinted,
                None => {}
            }
        }
        match known {
            // The same name: the better role stays, and where it comes from is kept.
            Some(at) => {
                let ours = &mut all[at];
                if theirs.role == NameRole::OfRecord {
                    ours.role = theirs.role;
                }
                ours.source = ours.source.take().or(theirs.source);
                ours.confirmed = ours.confirmed.take().or(theirs.confirmed);
            }
            None => all.push(theirs),
        }
    }
    Names::new(all, merged_identity(kept, gone))
}

/// Who is known on one side is known; two unknown ones share their candidates.
fn merged_identity(kept: &Names, gone: &Names) -> Identity {
    match (kept.identity(), gone.identity()) {
        (Identity::Known { certainty: a }, Identity::Known { certainty: b }) => Identity::Known {
            certainty: *a.max(b),
        },
        (known @ Identity::Known { .. }, _) | (_, known @ Identity::Known { .. }) => known.clone(),
        (Identity::Unresolved { candidates }, Identity::Unresolved { candidates: more }) => {
            let mut all: Vec<Candidate> = candidates.clone();
            for one in more {
                if !all.iter().any(|known| known.name == one.name) {
                    all.push(one.clone());
                }
            }
            Identity::Unresolved { candidates: all }
        }
    }
}

fn joined<T: Clone + PartialEq>(kept: &[T], gone: &[T]) -> Vec<T> {
    let mut all = kept.to_vec();
    for one in gone {
        if !all.contains(one) {
            all.push(one.clone());
        }
    }
    all
}

impl Organisation {
    /// This record with what another record of the same organisation knew.
    ///
    /// # Errors
    /// See [`merged_names`].
    pub fn merged_with(&self, gone: &Self, chosen: &Chosen) -> Result<Self, BadNames> {
        let other = super::OrganisationKind::Other;
        let parent = *chosen.pick(MergeField::Parent, &self.parent, &gone.parent, &None);
        Ok(Self {
            id: self.id,
            names: merged_names(&self.names, &gone.names, chosen)?,
            kind: *chosen.pick(MergeField::Kind, &self.kind, &gone.kind, &other),
            country: chosen
                .pick(MergeField::Country, &self.country, &gone.country, &None)
                .clone(),
            seat: chosen.text(MergeField::Seat, &self.seat, &gone.seat),
            // Neither may stand above the other when both are one.
            parent: parent.filter(|parent| *parent != self.id && *parent != gone.id),
            registry: joined(&self.registry, &gone.registry),
            sectors: joined(&self.sectors, &gone.sectors),
            website: chosen.text(MergeField::Website, &self.website, &gone.website),
            note: chosen.text(MergeField::Note, &self.note, &gone.note),
            source: self.source.clone().or_else(|| gone.source.clone()),
            merged_into: self.merged_into,
        })
    }
}

impl Person {
    /// This record with what another record of the same person knew.
    ///
    /// # Errors
    /// See [`merged_names`].
    pub fn merged_with(&self, gone: &Self, chosen: &Chosen) -> Result<Self, BadNames> {
        let none = crate::text::Localised::default();
        Ok(Self {
            id: self.id,
            names: merged_names(&self.names, &gone.names, chosen)?,
            reading: chosen
                .pick(MergeField::Reading, &self.reading, &gone.reading, &none)
                .clone(),
            honorific: chosen.text(MergeField::Honorific, &self.honorific, &gone.honorific),
            languages: joined(&self.languages, &gone.languages),
            email: chosen.text(MergeField::Email, &self.email, &gone.email),
            telephone: chosen.text(MergeField::Telephone, &self.telephone, &gone.telephone),
            note: chosen.text(MergeField::Note, &self.note, &gone.note),
            source: self.source.clone().or_else(|| gone.source.clone()),
            merged_into: self.merged_into,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::names::Certainty;

    fn known(names: &[(Language, NameRole, &str)]) -> Names {
        let all = names
            .iter()
            .map(|(language, role, text)| Name::new(*language, *role, text));
        let certainty = Certainty::Medium;
        Names::new(all.collect(), Identity::Known { certainty }).unwrap()
    }

    fn roles(names: &Names) -> Vec<(&str, NameRole)> {
        let all = names.all().iter();
        all.map(|name| (name.text.as_str(), name.role)).collect()
    }

    const RECORD: NameRole = NameRole::OfRecord;
    const PRINTED: NameRole = NameRole::AsPrinted;

    #[test]
    fn no_name_is_lost_and_one_of_record_stays_in_each_language() {
        let kept = known(&[
            (Language::De, RECORD, "Linde AG"),
            (Language::En, PRINTED, "Linde Gas"),
        ]);
        let gone = known(&[
            (Language::De, RECORD, "Linde GmbH"),
            (Language::ZhHans, RECORD, "林德"),
            (Language::En, RECORD, "Linde Gas"),
        ]);
        let disputed = disputed_names(&kept, &gone);
        assert_eq!(disputed.len(), 1);
        assert_eq!(disputed[0].1.text, "Linde GmbH");
        let merged = merged_names(&kept, &gone, &Chosen::default()).unwrap();
        assert_eq!(
            roles(&merged),
            [
                ("Linde AG", RECORD),
                ("Linde Gas", RECORD),
                ("Linde GmbH", PRINTED),
                ("林德", RECORD)
            ]
        );
        let chosen = Chosen {
            names: [Language::De.tag()].into(),
            ..Chosen::default()
        };
        let merged = merged_names(&kept, &gone, &chosen).unwrap();
        assert_eq!(
            roles(&merged)[..3],
            [
                ("Linde AG", PRINTED),
                ("Linde Gas", RECORD),
                ("Linde GmbH", RECORD)
            ]
        );
    }

    #[test]
    fn whoever_is_known_on_one_side_is_known() {
        let printed = Names::as_printed(Language::En, "Renos Company").unwrap();
        let rhenus = known(&[(Language::De, RECORD, "Rhenus")]);
        for (kept, gone) in [(&printed, &rhenus), (&rhenus, &printed)] {
            let merged = merged_names(kept, gone, &Chosen::default()).unwrap();
            assert!(!merged.is_unresolved());
            assert_eq!(merged.all().len(), 2);
        }
        let merged = merged_names(&printed, &printed, &Chosen::default()).unwrap();
        assert_eq!(merged, printed);
    }

    #[test]
    fn an_empty_field_is_filled_and_a_full_one_kept_unless_somebody_chooses() {
        let chosen = Chosen {
            fields: [MergeField::Email].into(),
            ..Chosen::default()
        };
        let none = Chosen::default();
        assert_eq!(none.text(MergeField::Email, "a", "b"), "a");
        assert_eq!(none.text(MergeField::Email, "", "b"), "b");
        assert_eq!(chosen.text(MergeField::Email, "a", "b"), "b");
        assert_eq!(chosen.text(MergeField::Email, "a", ""), "a");
        assert_eq!(chosen.text(MergeField::Note, "a", "b"), "a");
    }
}
