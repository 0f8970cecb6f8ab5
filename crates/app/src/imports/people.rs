//! From the rows of participants to people, posts, members and guests.

use domain::ids::{OrganisationId, PersonId};
use domain::language::Language;
use domain::names::NameRole;
use domain::parties::{PartyRef, Person, Post};
use domain::programme::{Participation, ParticipationState, Role, Side};
use domain::text::Localised;
use formats::workbook::{self, OrganisationRef};

use super::plan::Maker;
use crate::error::Result;

impl Maker<'_> {
    pub(super) fn participant(&mut self, row: &workbook::Participant) -> Result<()> {
        let organisation = match &row.organisation {
            Some(OrganisationRef::Row { row }) => self.rows.organisations.get(row).copied(),
            Some(OrganisationRef::Named { name }) => Some(self.named_organisation(name, row.row)?),
            None => None,
        };
        let texts = [&row.name_zh, &row.name_latin];
        let texts = texts.into_iter().flatten().map(String::as_str);
        let person = match self.known.person(texts, row.email.as_deref(), organisation) {
            Some(id) => {
                self.plan.counts.people.known += 1;
                self.add_languages(id, row);
                id
            }
            None => self.new_person(row)?,
        };
        self.rows.people.insert(row.row, (person, organisation));
        self.post(row, person, organisation);
        self.participation(row, person, organisation);
        Ok(())
    }

    fn new_person(&mut self, row: &workbook::Participant) -> Result<PersonId> {
        let names = [
            (Language::ZhHans, NameRole::OfRecord, row.name_zh.as_deref()),
            (Language::En, NameRole::OfRecord, row.name_latin.as_deref()),
        ];
        let person = Person {
            id: self.app.new_id(),
            names: self.names(&names, row.row)?,
            reading: Localised::default(),
            honorific: String::new(),
            languages: tags(row),
            email: row.email.clone().unwrap_or_default(),
            telephone: row.phone.clone().unwrap_or_default(),
            note: row.note.clone().unwrap_or_default(),
            source: None,
            merged_into: None,
        };
        let id = person.id;
        self.plan.counts.people.new += 1;
        self.plan.people.push(person);
        Ok(id)
    }

    /// Somebody whose languages nobody has recorded speaks those of the row.
    fn add_languages(&mut self, id: PersonId, row: &workbook::Participant) {
        let Some(known) = self.known.people.get(&id) else {
            return;
        };
        let changed = &self.plan.changed_people;
        let again = changed.iter().any(|(person, _)| person.id == id);
        if row.languages.is_empty() || !known.languages.is_empty() || again {
            return;
        }
        let mut person = known.record.clone();
        person.languages = tags(row);
        self.plan.counts.people.changed += 1;
        self.plan.changed_people.push((person, known.version));
    }

    fn post(
        &mut self,
        row: &workbook::Participant,
        person: PersonId,
        organisation: Option<OrganisationId>,
    ) {
        let mut title = Localised::default();
        let titles = [
            (Language::ZhHans, &row.position_zh),
            (Language::En, &row.position_en),
            (Language::De, &row.position_de),
        ];
        for (language, text) in titles {
            title.set(language.tag(), text.as_deref().unwrap_or_default());
        }
        if title.is_empty() {
            return;
        }
        let known = self.known.posts_of(person).iter().any(|post| {
            post.organisation == organisation
                && title
                    .iter()
                    .any(|wanted| post.title.iter().any(|there| there == wanted))
        });
        if known {
            self.plan.counts.posts.known += 1;
            return;
        }
        self.plan.counts.posts.new += 1;
        let main = !self.known.posts_of(person).iter().any(|post| post.main);
        self.plan.posts.push(Post {
            id: self.app.new_id(),
            person,
            organisation,
            title,
            from: None,
            to: None,
            seen: None,
            main,
            source: None,
        });
    }

    fn participation(
        &mut self,
        row: &workbook::Participant,
        person: PersonId,
        organisation: Option<OrganisationId>,
    ) {
        // Of whoever sits or interprets at a session a taken-along workbook says no more than that:
        // it makes nobody a member or guest.
        let said = [
            workbook::Role::Company,
            workbook::Role::Counterpart,
            workbook::Role::Interpreter,
        ];
        let (role, side) = role(row.role);
        let chosen = side == Side::Host && self.known.item.is_some();
        if said.contains(&row.role) && !chosen && self.known.is_at_a_session(person) {
            self.plan.counts.participations.known += 1;
            return;
        }
        let item = match side {
            Side::Home => None,
            Side::Host => match self.guests_of() {
                Some(item) => Some(item),
                None => {
                    self.plan.counts.unattached += 1;
                    return;
                }
            },
        };
        let party = PartyRef::Person(person);
        if self.known.parts.contains(&(party, item)) || !self.rows.parts.insert((party, item)) {
            self.plan.counts.participations.known += 1;
            return;
        }
        if role == Role::Leader {
            self.lead(person);
        }
        self.plan.counts.participations.new += 1;
        let rank = self.next_rank(side);
        self.plan.participations.push(Participation {
            id: self.app.new_id(),
            mission: self.known.mission.id,
            item,
            party,
            organisation,
            posts: Vec::new(),
            role,
            side,
            state: match side {
                Side::Home => ParticipationState::Accepted,
                Side::Host => ParticipationState::Nominated,
            },
            rank: Some(rank),
            count: None,
            note: String::new(),
            source: None,
        });
    }

    /// The item of which guests become guests: the chosen one, or that of the only session.
    fn guests_of(&self) -> Option<domain::ids::ItemId> {
        let of_session = match self.known.sessions.as_slice() {
            [session] => session.item,
            _ => None,
        };
        self.known.item.as_ref().map(|item| item.id).or(of_session)
    }

    /// The order of the rows is the order of precedence, after those who are there.
    fn next_rank(&mut self, side: Side) -> u32 {
        let (before, added) = match side {
            Side::Home => (self.known.ranks.0, &mut self.rows.ranked.0),
            Side::Host => (self.known.ranks.1, &mut self.rows.ranked.1),
        };
        *added += 1;
        before + *added
    }

    /// A mission without a head gets the one that the workbook names.
    fn lead(&mut self, person: PersonId) {
        if self.known.mission.head.is_none() && self.plan.mission.is_none() {
            let mut mission = self.known.mission.record.clone();
            mission.head = Some(person);
            self.plan.mission = Some((mission, self.known.mission.version));
        }
    }
}

/// The languages of a row as the directory keeps them.
fn tags(row: &workbook::Participant) -> Vec<String> {
    let tags = row.languages.iter();
    tags.map(|tag| tag.as_str().to_owned()).collect()
}

fn role(role: workbook::Role) -> (Role, Side) {
    match role {
        workbook::Role::Head => (Role::Leader, Side::Home),
        workbook::Role::Deputy | workbook::Role::Member | workbook::Role::Company => {
            (Role::Member, Side::Home)
        }
        workbook::Role::Interpreter => (Role::Interpreter, Side::Home),
        workbook::Role::Staff => (Role::Staff, Side::Home),
        workbook::Role::Host => (Role::Host, Side::Host),
        workbook::Role::Counterpart => (Role::Counterpart, Side::Host),
        workbook::Role::Guest => (Role::Guest, Side::Host),
    }
}
