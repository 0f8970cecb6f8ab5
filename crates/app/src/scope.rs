//! Whom a caller who is confined to one mission may meet: the parties that its records name, as
//! far as the caller may see these records. Everybody else in the directory is as if missing.

use crate::caller::Caller;
use crate::error::Result;
use crate::kept::Kept;
use crate::missions::{Contents, Named};
use domain::access::{Action, Subject};
use domain::ids::{MissionId, TypedId};
use domain::missions::Mission;
use domain::parties::Post;
use domain::record::{Kind, Stored};
use std::collections::BTreeSet;
use store::{Filter, Reader};
use uuid::Uuid;

/// The records of a mission that a caller may see; a kind they may not see is empty.
pub(crate) async fn of_mission<R: Kept>(
    caller: &Caller,
    reader: &mut Reader,
    mission: MissionId,
) -> Result<Vec<Stored<R>>> {
    if !caller.may(Action::View, Subject::Record(R::KIND), Some(mission)) {
        return Ok(Vec::new());
    }
    Ok(reader.list::<R>(&Filter::of_mission(mission)).await?)
}

/// Narrows a filter to what a confined caller may meet; others keep it as it is.
pub(crate) async fn narrowed(
    caller: &Caller,
    reader: &mut Reader,
    kind: Kind,
    filter: &Filter,
) -> Result<Filter> {
    let mut filter = filter.clone();
    let Some(mission) = caller.actor.only else {
        return Ok(filter);
    };
    if !is_confined(kind) {
        return Ok(filter);
    }
    let named = named_in(caller, reader, mission).await?;
    match kind {
        Kind::Organisation => keep(
            &mut filter.ids,
            named.organisations.iter().map(TypedId::uuid),
        ),
        Kind::Person => keep(&mut filter.ids, named.people.iter().map(TypedId::uuid)),
        _ => keep(&mut filter.parents, named.people.iter().map(TypedId::uuid)),
    }
    Ok(filter)
}

/// Whether a confined caller meets only some records of a kind that belongs to no mission.
pub(crate) fn is_confined(kind: Kind) -> bool {
    matches!(kind, Kind::Organisation | Kind::Person | Kind::Post)
}

/// The records of these kinds that somebody confined to a mission meets.
pub(crate) async fn met_in(
    caller: &Caller,
    reader: &mut Reader,
    mission: MissionId,
) -> Result<Vec<Uuid>> {
    let named = named_in(caller, reader, mission).await?;
    let organisations = named.organisations.iter().map(TypedId::uuid);
    let people = named.people.iter().map(TypedId::uuid);
    let posts = named.posts.iter().map(TypedId::uuid);
    Ok(organisations.chain(people).chain(posts).collect())
}

/// Only those of the wanted ones (all, where nothing is said) that are among the allowed ones.
fn keep(wanted: &mut Option<Vec<Uuid>>, allowed: impl Iterator<Item = Uuid>) {
    let allowed: BTreeSet<Uuid> = allowed.collect();
    let kept = match wanted.take() {
        Some(ids) => ids.into_iter().filter(|id| allowed.contains(id)).collect(),
        None => allowed.into_iter().collect(),
    };
    *wanted = Some(kept);
}

async fn named_in(caller: &Caller, reader: &mut Reader, mission: MissionId) -> Result<Named> {
    let mission = reader.get::<Mission>(mission).await?;
    let contents = Contents::read(caller, reader, mission).await?;
    let mut named = contents.named();
    let parents = named.people.iter().map(TypedId::uuid).collect();
    let posts = Filter {
        parents: Some(parents),
        ..Filter::all()
    };
    let posts = reader.list::<Post>(&posts).await?;
    let offices = posts.iter().filter_map(|post| post.organisation);
    named.organisations.extend(offices);
    named.posts.extend(posts.iter().map(|post| post.record.id));
    Ok(named)
}
