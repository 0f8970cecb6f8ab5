//! One function for records of every kind: pages that do not know what they show.

/// Runs the body with `$R` standing for the record type of a kind.
macro_rules! with_kind {
    ($kind:expr, $R:ident => $body:expr) => {
        match $kind {
            domain::record::Kind::Organisation => {
                type $R = domain::parties::Organisation;
                $body
            }
            domain::record::Kind::Person => {
                type $R = domain::parties::Person;
                $body
            }
            domain::record::Kind::Post => {
                type $R = domain::parties::Post;
                $body
            }
            domain::record::Kind::Mission => {
                type $R = domain::missions::Mission;
                $body
            }
            domain::record::Kind::Leg => {
                type $R = domain::missions::Leg;
                $body
            }
            domain::record::Kind::Item => {
                type $R = domain::programme::Item;
                $body
            }
            domain::record::Kind::Participation => {
                type $R = domain::programme::Participation;
                $body
            }
            domain::record::Kind::Meeting => {
                type $R = domain::meetings::Meeting;
                $body
            }
            domain::record::Kind::Ask => {
                type $R = domain::meetings::Ask;
                $body
            }
            domain::record::Kind::Commitment => {
                type $R = domain::meetings::Commitment;
                $body
            }
            domain::record::Kind::Agreement => {
                type $R = domain::agreements::Agreement;
                $body
            }
            domain::record::Kind::Document => {
                type $R = domain::documents::Document;
                $body
            }
            domain::record::Kind::Matchmaking => {
                type $R = domain::matchmaking::Matchmaking;
                $body
            }
            domain::record::Kind::Request => {
                type $R = domain::matchmaking::Request;
                $body
            }
            domain::record::Kind::Timetable => {
                type $R = domain::matchmaking::Timetable;
                $body
            }
            domain::record::Kind::Profile => {
                type $R = domain::participants::Profile;
                $body
            }
        }
    };
}
pub(crate) use with_kind;

use crate::caller::Caller;
use crate::desk::Saved;
use crate::error::{Refusal, Result};
use crate::find::{Heading, token_of};
use crate::kept::Kept;
use crate::look::Look;
use crate::office::App;
use domain::ids::{MissionId, OrganisationId, PersonId, TypedId};
use domain::parties::PartyRef;
use domain::record::{Kind, Record};
use names::{Group, Term};
use store::search::SearchQuery;
use uuid::Uuid;

/// A record of any kind, as far as every kind has it.
#[derive(Debug, Clone)]
pub struct AnyRecord {
    /// Its kind.
    pub kind: Kind,
    /// Its id.
    pub id: Uuid,
    /// Its version.
    pub version: i64,
    /// Whether it is deleted.
    pub deleted: bool,
    /// The mission to which it belongs; a mission belongs to itself.
    pub mission: Option<MissionId>,
    /// Its parent, as its links name it: the item of a participation, the person of a post.
    pub parent: Option<Uuid>,
    /// What it is called; may be empty.
    pub heading: Heading,
}

impl Look<'_> {
    /// A record of any kind, deleted or not.
    ///
    /// # Errors
    /// [`crate::AppError::Missing`] also where the caller may not see it.
    pub async fn any(&mut self, kind: Kind, id: Uuid) -> Result<AnyRecord> {
        with_kind!(kind, R => {
            let stored = self.get_even_deleted::<R>(<R as Record>::Id::from_uuid(id)).await?;
            Ok(AnyRecord {
                kind,
                id,
                version: stored.version,
                deleted: stored.is_deleted(),
                mission: stored.record.mission(),
                parent: stored.record.links().parent,
                heading: stored.record.heading(),
            })
        })
    }
}

impl App {
    /// Deletes a record of any kind; it can be brought back. A party that other records name is
    /// not deleted: their pages would lose its name.
    ///
    /// # Errors
    /// The refusal, or [`crate::AppError::Conflict`] when it changed since this version.
    pub async fn delete_any(
        &self,
        caller: &Caller,
        kind: Kind,
        id: Uuid,
        version: Option<i64>,
    ) -> Result<Saved> {
        let intention = format!("{}.delete", kind.code());
        self.work(caller, &intention, |mut desk| async move {
            let party = match kind {
                Kind::Organisation => Some(PartyRef::Organisation(OrganisationId::from_uuid(id))),
                Kind::Person => Some(PartyRef::Person(PersonId::from_uuid(id))),
                _ => None,
            };
            if let Some(party) = party {
                let named = naming(party);
                let asked = SearchQuery {
                    groups: &named,
                    limit: 400,
                    ..SearchQuery::default()
                };
                let by = desk.tx().search(&asked).await?.len();
                if by > 0 {
                    return Err(Refusal::new("refused-party-in-use").arg("count", by).into());
                }
            }
            let saved = with_kind!(kind, R => {
                desk.delete::<R>(<R as Record>::Id::from_uuid(id), version).await
            })?;
            Ok((desk, saved))
        })
        .await
    }

    /// Brings a deleted record of any kind back.
    ///
    /// # Errors
    /// [`crate::AppError::Missing`] when there is nothing to bring back.
    pub async fn undelete_any(&self, caller: &Caller, kind: Kind, id: Uuid) -> Result<Saved> {
        let intention = format!("{}.undelete", kind.code());
        self.work(caller, &intention, |mut desk| async move {
            let saved = with_kind!(kind, R => {
                desk.undelete::<R>(<R as Record>::Id::from_uuid(id)).await
            })?;
            Ok((desk, saved))
        })
        .await
    }

    /// Takes a record of any kind back to an earlier version, as a new version.
    ///
    /// # Errors
    /// [`crate::AppError::Conflict`] when it changed since `version`.
    pub async fn revert_any(
        &self,
        caller: &Caller,
        kind: Kind,
        id: Uuid,
        version: i64,
        to: i64,
    ) -> Result<Saved> {
        with_kind!(kind, R => {
            self.revert::<R>(caller, <R as Record>::Id::from_uuid(id), version, to).await
        })
    }
}

/// The question for all records that name a party.
pub(crate) fn naming(party: PartyRef) -> Vec<Group> {
    let term = Term {
        text: token_of(party),
        prefix: false,
    };
    vec![Group {
        alternatives: vec![term],
    }]
}

/// The mission to which a record of any kind belongs.
pub(crate) async fn mission_of(
    reader: &mut store::Reader,
    kind: Kind,
    id: Uuid,
) -> Result<Option<MissionId>> {
    with_kind!(kind, R => {
        let found = reader.find::<R>(<R as Record>::Id::from_uuid(id)).await?;
        Ok(found.and_then(|stored| stored.record.mission()))
    })
}
