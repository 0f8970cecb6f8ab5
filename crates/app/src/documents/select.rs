//! For whom programmes can be made, and which items are theirs.

use super::scribe::Scribe;
use crate::caller::Caller;
use crate::error::Result;
use crate::missions::{Contents, Dossier};
use crate::office::App;
use domain::access::{Action, Subject};
use domain::ids::{OrganisationId, PersonId};
use domain::language::Language;
use domain::names::Names;
use domain::papers::{Audience, PaperKind, Shown};
use domain::parties::{Organisation, PartyRef, Person};
use domain::programme::{Item, Participation, ParticipationState, Role, Side};
use domain::record::Kind;
use std::collections::{BTreeMap, BTreeSet};

/// From how many members on a whole delegation is not named one by one.
const WHOLE: usize = 8;

/// The companies and members for whom papers can be made.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Subjects {
    /// Organisations that take part in the programme or in a matchmaking session.
    pub companies: Vec<PartyRef>,
    /// Members of the delegation.
    pub members: Vec<PartyRef>,
    /// Participants of matchmaking sessions.
    pub firms: Vec<PartyRef>,
    /// The people who interpret at them.
    pub interpreters: Vec<PartyRef>,
    names: BTreeMap<PartyRef, Names>,
}

impl App {
    /// For whom papers of a mission can be made. Who may not see sessions is not told who takes
    /// part in them.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn subjects(&self, caller: &Caller, dossier: &Dossier) -> Result<Subjects> {
        let mut subjects = Subjects::of(dossier);
        let subject = Subject::Record(Kind::Matchmaking);
        if !caller.may(Action::View, subject, Some(dossier.mission.id)) {
            return Ok(subjects);
        }
        let sessions = self.sessions(caller, dossier).await?;
        let seats = sessions.iter().flat_map(|session| &session.participants);
        let mut wanted: Vec<OrganisationId> = seats.map(|seat| seat.organisation).collect();
        let mut seen = BTreeSet::new();
        wanted.retain(|id| seen.insert(*id));
        let mut look = self.look(caller).await?;
        let firms = look.reader().get_many::<Organisation>(&wanted).await?;
        let firms: BTreeMap<_, _> = firms.into_iter().collect();
        let found = wanted.iter().filter_map(|id| Some((*id, firms.get(id)?)));
        subjects.seat(found.map(|(id, firm)| (PartyRef::Organisation(id), &firm.record.names)));
        let interpreters = sessions.iter().flat_map(|session| &session.interpreters);
        let wanted: BTreeSet<PersonId> = interpreters.map(|one| one.person).collect();
        let wanted: Vec<PersonId> = wanted.into_iter().collect();
        for (id, person) in look.reader().get_many::<Person>(&wanted).await? {
            let party = PartyRef::Person(id);
            subjects.interpreters.push(party);
            subjects.names.insert(party, person.record.names);
        }
        Ok(subjects)
    }
}

impl Subjects {
    /// Takes the participants of sessions in.
    fn seat<'a>(&mut self, firms: impl Iterator<Item = (PartyRef, &'a Names)>) {
        for (firm, names) in firms {
            self.firms.push(firm);
            if !self.companies.contains(&firm) {
                self.companies.push(firm);
            }
            self.names.insert(firm, names.clone());
        }
    }

    /// The name of one of them, or of anybody whom the records of the mission name, for a reader.
    pub fn name_of<'a>(
        &'a self,
        dossier: &'a Contents,
        party: PartyRef,
        language: Language,
    ) -> &'a str {
        let names = self.names_of(dossier, party);
        names.map_or("", |names| names.display(language).text.as_str())
    }

    /// All names of one of them, or of anybody whom the records of the mission name.
    pub fn names_of<'a>(&'a self, dossier: &'a Contents, party: PartyRef) -> Option<&'a Names> {
        self.names.get(&party).or_else(|| dossier.names_of(party))
    }

    /// Those whom the programme of a mission names, in the order of its records.
    fn of(dossier: &Contents) -> Self {
        let mut seen = BTreeSet::new();
        let bodies = dossier.participations.iter().flat_map(|part| {
            let body = part.organisation.map(PartyRef::Organisation);
            body.into_iter().chain(organisation(part.party))
        });
        let hosts = dossier.items.iter().flat_map(|item| item.hosts.iter());
        let hosts = hosts.map(|host| PartyRef::Organisation(*host));
        let companies = bodies
            .chain(hosts)
            .filter(|body| seen.insert(*body))
            .collect();
        let members = dossier.members().map(|part| part.party);
        let members =
            members.filter(|party| matches!(party, PartyRef::Person(_)) && seen.insert(*party));
        Self {
            members: members.collect(),
            companies,
            ..Self::default()
        }
    }

    /// Those for whom a kind of paper can be made.
    pub fn for_kind(&self, kind: PaperKind) -> &[PartyRef] {
        match kind {
            PaperKind::ProgrammeCompany => &self.companies,
            PaperKind::ProgrammeMember => &self.members,
            PaperKind::Timetable => &self.firms,
            PaperKind::Interpreters => &self.interpreters,
            _ => &[],
        }
    }
}

fn organisation(party: PartyRef) -> Option<PartyRef> {
    matches!(party, PartyRef::Organisation(_)).then_some(party)
}

/// Whether an item belongs into the programme of a company or a member. What names nobody of our
/// side is for the whole delegation.
pub(crate) fn is_for(dossier: &Contents, item: &Item, subject: PartyRef) -> bool {
    let named = |part: &Participation| {
        part.party == subject || part.organisation.map(PartyRef::Organisation) == Some(subject)
    };
    let parts = || dossier.part_in(item.id).filter(|part| comes(part));
    let hosts = item
        .hosts
        .iter()
        .any(|host| PartyRef::Organisation(*host) == subject);
    let ours = dossier.members().any(|part| named(part));
    let for_all = || !parts().any(|part| part.side == Side::Home && !is_body(part));
    hosts || parts().any(|part| named(part)) || (ours && for_all())
}

/// Whether somebody is expected or was there.
pub(super) fn comes(part: &Participation) -> bool {
    let gone = matches!(
        part.state,
        ParticipationState::Declined { .. } | ParticipationState::Absent
    );
    part.role != Role::Mentioned && !gone
}

impl Scribe<'_> {
    /// For whom a programme is made.
    pub(super) fn audience(&self, subject: Option<PartyRef>) -> Result<Audience> {
        let subjects = Subjects::of(self.dossier);
        let known = subjects.for_kind(self.order().kind);
        let for_company = self.order().kind == PaperKind::ProgrammeCompany;
        let seated = |party: &PartyRef| {
            let mut sessions = self.sessions().iter().map(|one| &one.file.session);
            for_company && sessions.any(|session| session.has(*party))
        };
        let party = subject
            .filter(|party| known.contains(party) || seated(party))
            .ok_or_else(super::nobody)?;
        let name = self.name(party);
        Ok(match party {
            PartyRef::Organisation(_) => Audience::Company { name },
            PartyRef::Person(_) => Audience::Member {
                name,
                posts: self.posts_of_member(party),
            },
        })
    }

    fn posts_of_member(&self, party: PartyRef) -> Vec<String> {
        let part = self.dossier.members().find(|part| part.party == party);
        part.map(|part| self.posts(part)).unwrap_or_default()
    }

    /// Whether an item belongs into the programme of this order. What names nobody of our side
    /// is for the whole delegation.
    pub(super) fn concerns(&self, item: &Item) -> bool {
        let subject = self.order().subject;
        subject.is_none_or(|subject| is_for(self.dossier, item, subject))
    }

    /// Who takes part in an item, ours first, but those whose role has its own line. A large
    /// delegation that takes part as a whole is said in one word.
    pub(super) fn people(&self, item: &Item, apart: &[Role]) -> Vec<Shown> {
        let of = |side: Side| -> Vec<&Participation> {
            let parts = self.dossier.part_in(item.id).map(|part| &part.record);
            let parts = parts.filter(|part| part.side == side && comes(part));
            parts.filter(|part| !apart.contains(&part.role)).collect()
        };
        let (ours, theirs) = (of(Side::Home), of(Side::Host));
        let members: BTreeSet<PartyRef> = self.dossier.members().map(|part| part.party).collect();
        let present: BTreeSet<PartyRef> = ours.iter().map(|part| part.party).collect();
        let whole = members.len() >= WHOLE && members.is_subset(&present);
        let word = whole.then(|| Shown::plain(&self.counted("whole-delegation", members.len())));
        let rest = ours
            .into_iter()
            .filter(|part| !whole || !members.contains(&part.party));
        let rest = rest.chain(theirs).map(|part| self.came(part));
        word.into_iter().chain(rest).collect()
    }

    /// Who came: for somebody who was represented, the other.
    pub(super) fn came(&self, part: &Participation) -> Shown {
        match &part.state {
            ParticipationState::Substituted { by } => self.name(*by),
            _ => self.name(part.party),
        }
    }
}

/// Whether a body takes part, not a person.
fn is_body(part: &Participation) -> bool {
    matches!(part.party, PartyRef::Organisation(_))
}
