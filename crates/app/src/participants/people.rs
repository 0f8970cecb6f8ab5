//! The people of other participants, and who of them is asked for.

use super::stand::Stand;
use domain::ids::{OrganisationId, PersonId, RequestId};
use domain::names::Names;

impl Stand {
    /// Who sits at the tables of a participant, where there is somebody to choose from.
    #[must_use]
    pub fn people_of(&self, of: OrganisationId) -> Vec<(PersonId, Names)> {
        let firm = self.fair.session.participant(of);
        let firm = firm.filter(|firm| firm.count() > 1);
        let people = firm.into_iter().flat_map(|firm| &firm.people);
        people
            .filter_map(|id| Some((*id, self.fair.people.get(id)?.names.clone())))
            .collect()
    }

    /// The people of either side for whom a request asks by name.
    #[must_use]
    pub fn asked_for(&self, id: RequestId) -> Vec<Names> {
        let mut requests = self.fair.requests.iter();
        let Some(request) = requests.find(|request| request.id == id) else {
            return Vec::new();
        };
        let people = [request.from_person, request.to_person];
        let people = people.into_iter().flatten();
        people
            .filter_map(|id| Some(self.fair.people.get(&id)?.names.clone()))
            .collect()
    }
}
