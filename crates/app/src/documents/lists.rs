//! The delegation and the guests on paper.

use super::scribe::Scribe;
use domain::ids::OrganisationId;
use domain::papers::{
    Answer, DelegationMember, DelegationPaper, Guest, GuestBody, GuestOccasion, GuestPaper, Paper,
    Published,
};
use domain::parties::PartyRef;
use domain::programme::{Item, Participation, Role, Side};
use i18n::dates;

impl Scribe<'_> {
    /// The delegation list.
    pub(super) fn delegation(&self) -> Paper {
        let size = self.dossier.mission.size.as_ref();
        Paper::Delegation(DelegationPaper {
            head: self.head(),
            published_size: size.map(|size| Published::of(size, self.language)),
            members: self
                .dossier
                .members()
                .map(|part| self.member(part))
                .collect(),
        })
    }

    /// A member with their offices and the body they come from.
    pub(super) fn member(&self, part: &Participation) -> DelegationMember {
        let body = part.organisation.or_else(|| self.own_body(part));
        DelegationMember {
            name: self.name(part.party),
            posts: self.posts(part),
            organisation: body.map(|body| self.name(PartyRef::Organisation(body))),
            role: part.role,
            note: Some(part.note.clone()).filter(|note| !note.is_empty()),
        }
    }

    /// The body of the first post by which somebody takes part.
    fn own_body(&self, part: &Participation) -> Option<OrganisationId> {
        let named = part
            .posts
            .iter()
            .filter_map(|id| self.dossier.posts.get(id));
        let mut posts: Vec<_> = named.collect();
        if let (PartyRef::Person(person), true) = (part.party, posts.is_empty()) {
            posts = self.dossier.posts_of(person);
        }
        posts.iter().find_map(|post| post.organisation)
    }

    /// The guest list: the items with guests in the order of the programme.
    pub(super) fn guests(&self) -> Paper {
        let items = self.dossier.items.iter();
        Paper::Guests(GuestPaper {
            head: self.head(),
            occasions: items.filter_map(|item| self.occasion(item)).collect(),
        })
    }

    fn occasion(&self, item: &Item) -> Option<GuestOccasion> {
        let guests: Vec<&Participation> = self
            .dossier
            .part_in(item.id)
            .map(|part| &part.record)
            .filter(|part| part.side == Side::Host && part.role != Role::Mentioned)
            .collect();
        if guests.is_empty() && item.counts.is_empty() {
            return None;
        }
        let (title, original) = self.text(&item.title);
        let city = self.city(item.leg).map(|(_, city)| city.text);
        let when = std::iter::once(dates::when(self.language, &item.when)).chain(city);
        Some(GuestOccasion {
            title,
            original,
            when: Some(when.collect::<Vec<_>>().join(" · ")),
            counts: self.counts(item),
            bodies: self.bodies(&guests),
        })
    }

    /// Guests by the body for which they come, in the order in which bodies appear.
    fn bodies(&self, guests: &[&Participation]) -> Vec<GuestBody> {
        let mut keys: Vec<Option<OrganisationId>> = Vec::new();
        for part in guests {
            let body = body_of(part);
            if !keys.contains(&body) {
                keys.push(body);
            }
        }
        keys.sort_by_key(Option::is_none);
        keys.into_iter()
            .map(|body| self.body(body, guests))
            .collect()
    }

    fn body(&self, body: Option<OrganisationId>, guests: &[&Participation]) -> GuestBody {
        let party = body.map(PartyRef::Organisation);
        let of_body = || guests.iter().filter(|part| body_of(part) == body);
        let own = of_body().find(|part| Some(part.party) == party);
        let people = of_body().filter(|part| matches!(part.party, PartyRef::Person(_)));
        GuestBody {
            name: party.map(|party| self.name(party)),
            answer: own.map(|part| self.answer(part)),
            count: own
                .and_then(|part| part.count.as_ref())
                .map(|count| Published::of(count, self.language)),
            people: people.map(|part| self.guest(part)).collect(),
        }
    }

    fn guest(&self, part: &Participation) -> Guest {
        Guest {
            name: self.name(part.party),
            posts: self.posts(part),
            answer: self.answer(part),
        }
    }

    fn answer(&self, part: &Participation) -> Answer {
        Answer::of(&part.state, |by| self.name(*by))
    }
}

fn body_of(part: &Participation) -> Option<OrganisationId> {
    match part.party {
        PartyRef::Organisation(body) => Some(body),
        PartyRef::Person(_) => part.organisation,
    }
}
