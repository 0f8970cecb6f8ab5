//! The shelf: dossiers read lately, kept until something in their agency changes.

use crate::caller::Caller;
use crate::missions::Dossier;
use domain::accounts::UserRole;
use domain::ids::{AgencyId, MissionId};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Mutex, PoisonError};

/// Dossiers kept at most; the largest take a few megabytes.
const KEPT: usize = 12;

/// Dossiers that may be read at the same time.
const TURNS: usize = 16;

/// Where a dossier stands: readers with different rights see different dossiers.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Place {
    agency: AgencyId,
    mission: MissionId,
    role: UserRole,
    only: Option<MissionId>,
}

impl Place {
    /// The place of a mission's dossier as this caller may see it.
    pub(crate) fn of(caller: &Caller, mission: MissionId) -> Self {
        Self {
            agency: caller.agency,
            mission,
            role: caller.actor.role,
            only: caller.actor.only,
        }
    }
}

/// Dossiers with the number of the newest audit entry when they were read.
#[derive(Debug, Default)]
pub(crate) struct Shelf {
    kept: Mutex<HashMap<Place, (i64, Dossier)>>,
    turns: [tokio::sync::Mutex<()>; TURNS],
}

impl Shelf {
    /// The dossier at a place, if the agency's trail still ends where it did.
    pub(crate) fn take(&self, place: &Place, head: i64) -> Option<Dossier> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, dossier) = kept.get(place)?;
        (*at == head).then(|| dossier.clone())
    }

    /// Waits until nobody else reads the dossier of this place (seldom: of another one). Who has
    /// the turn looks on the shelf again before reading.
    pub(crate) async fn turn(&self, place: &Place) -> tokio::sync::MutexGuard<'_, ()> {
        let mut hasher = DefaultHasher::new();
        place.hash(&mut hasher);
        let turn = usize::try_from(hasher.finish() % TURNS as u64).unwrap_or_default();
        self.turns[turn].lock().await
    }

    /// Puts a dossier where it will be looked for; a full shelf is cleared.
    pub(crate) fn put(&self, place: Place, head: i64, dossier: Dossier) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT && !kept.contains_key(&place) {
            kept.clear();
        }
        kept.insert(place, (head, dossier));
    }
}
