//! Parties: organisations, people, and the posts that people hold in organisations.

mod merge;

pub use merge::{Chosen, MergeField, disputed_names, merged_names};

use crate::codes::coded;
use crate::ids::{OrganisationId, PersonId, PostId};
use crate::names::Names;
use crate::record::{Kind, Links, Record};
use crate::source::Source;
use crate::text::Localised;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

coded! {
    /// What an organisation is.
    OrganisationKind {
        /// Company 企业.
        Company = "company",
        /// Government department or other public body 政府部门.
        Government = "government",
        /// Industrial park 园区.
        Park = "park",
        /// High-tech zone 高新区.
        HighTechZone = "high_tech_zone",
        /// Chamber or association 商协会.
        Chamber = "chamber",
        /// Consulate or consulate general 领事馆.
        Consulate = "consulate",
        /// Embassy or its commercial section 使馆商务处.
        Embassy = "embassy",
        /// Investment promotion agency 投促机构.
        PromotionAgency = "promotion_agency",
        /// University or research institute 院校.
        Research = "research",
        /// News organisation 媒体.
        Press = "press",
        /// Anything else.
        Other = "other",
    }
}

/// A registered number of an organisation in some scheme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegistryId {
    /// The scheme, such as `USCC` (统一社会信用代码), `LEI`, `DUNS`, `HRB`.
    pub scheme: String,
    /// The number in that scheme.
    pub value: String,
}

/// An organisation 机构.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Organisation {
    /// Its id.
    pub id: OrganisationId,
    /// All its names.
    pub names: Names,
    /// What it is.
    pub kind: OrganisationKind,
    /// ISO 3166-1 alpha-2 code of its country, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Seat: city or address as text.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub seat: String,
    /// The organisation it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<OrganisationId>,
    /// Registered numbers; a (scheme, value) pair names one organisation.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub registry: Vec<RegistryId>,
    /// Sectors in words or codes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sectors: Vec<String>,
    /// Web address.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub website: String,
    /// Remarks, such as "which legal entity attended is not printed".
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Where the record comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// The record of the same organisation that took its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merged_into: Option<OrganisationId>,
}

impl Record for Organisation {
    const KIND: Kind = Kind::Organisation;
    type Id = OrganisationId;
    fn id(&self) -> OrganisationId {
        self.id
    }
    fn links(&self) -> Links {
        use crate::ids::TypedId;
        Links {
            // A redirect is found by the record that took its place.
            parent: self.merged_into.or(self.parent).map(|p| p.uuid()),
            sort: Some(
                self.names
                    .display(crate::language::Language::En)
                    .text
                    .to_lowercase(),
            ),
            ..Links::default()
        }
    }
}

/// A person 人员.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Person {
    /// Their id.
    pub id: PersonId,
    /// All their names, each as one text in the order its culture writes it.
    pub names: Names,
    /// How to say the name, in the reader's script.
    #[serde(default, skip_serializing_if = "Localised::is_empty")]
    pub reading: Localised,
    /// Form of address or academic title, such as "Dr."
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub honorific: String,
    /// Languages they speak, as BCP 47 tags.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<String>,
    /// Electronic mail address.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub email: String,
    /// Telephone number.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub telephone: String,
    /// Remarks.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Where the record comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// The record of the same person that took its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merged_into: Option<PersonId>,
}

impl Record for Person {
    const KIND: Kind = Kind::Person;
    type Id = PersonId;
    fn id(&self) -> PersonId {
        self.id
    }
    fn links(&self) -> Links {
        use crate::ids::TypedId;
        Links {
            parent: self.merged_into.map(|p| p.uuid()),
            sort: Some(
                self.names
                    .display(crate::language::Language::En)
                    .text
                    .to_lowercase(),
            ),
            ..Links::default()
        }
    }
}

/// A post 职务: what a person is in an organisation, and from when to when.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Post {
    /// Its id.
    pub id: PostId,
    /// Who holds it.
    pub person: PersonId,
    /// Where; none if the source names only the title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<OrganisationId>,
    /// The title of the office.
    pub title: Localised,
    /// First day in office, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// Last day in office, if known; none also for "still".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
    /// A day on which a source shows them in office, when the ends are unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<Date>,
    /// Whether this is the post by which the person is introduced first.
    #[serde(default)]
    pub main: bool,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

impl Post {
    /// Whether the post is held on a day, as far as the known dates tell.
    pub fn held_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

impl Record for Post {
    const KIND: Kind = Kind::Post;
    type Id = PostId;
    fn id(&self) -> PostId {
        self.id
    }
    fn links(&self) -> Links {
        use crate::ids::TypedId;
        Links {
            parent: Some(self.person.uuid()),
            sort: self.from.map(|d| d.to_string()),
            ..Links::default()
        }
    }
}

/// A person or an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartyRef {
    /// A person.
    Person(PersonId),
    /// An organisation.
    Organisation(OrganisationId),
}

impl PartyRef {
    /// The id without its kind.
    pub fn uuid(&self) -> Uuid {
        use crate::ids::TypedId;
        match self {
            PartyRef::Person(id) => id.uuid(),
            PartyRef::Organisation(id) => id.uuid(),
        }
    }

    /// The kind of record that it points to.
    pub fn kind(&self) -> Kind {
        match self {
            PartyRef::Person(_) => Kind::Person,
            PartyRef::Organisation(_) => Kind::Organisation,
        }
    }
}

/// A party that is in the directory, or one that a source only describes
/// ("German enterprises (general)").
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartyOrText {
    /// In the directory.
    Party(PartyRef),
    /// Described only.
    Described(Localised),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::TypedId;
    use jiff::civil::date;

    #[test]
    fn a_post_is_held_between_its_dates() {
        let mut post = Post {
            id: PostId::from_uuid(Uuid::nil()),
            person: PersonId::from_uuid(Uuid::nil()),
            organisation: None,
            title: Localised::default(),
            from: Some(date(2023, 1, 1)),
            to: Some(date(2023, 12, 31)),
            seen: None,
            main: true,
            source: None,
        };
        assert!(post.held_on(date(2023, 10, 12)));
        assert!(!post.held_on(date(2024, 1, 1)));
        post.to = None;
        assert!(post.held_on(date(2030, 1, 1)));
        assert!(!post.held_on(date(2022, 12, 31)));
    }
}
