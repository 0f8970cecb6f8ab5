//! Every kind of thing has its own id type, so that no id fits a foreign door.
//!
//! Ids are UUID version 7 (RFC 9562): they sort by the time they were made.

use crate::chance::{Chance, Clock};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What all id types have in common.
pub trait TypedId:
    Copy + Ord + std::hash::Hash + std::fmt::Debug + std::fmt::Display + Send + Sync + 'static
{
    /// A short word for messages and exports, such as `mission`.
    const PREFIX: &'static str;
    /// Wraps a UUID that is known to belong to this kind.
    fn from_uuid(uuid: Uuid) -> Self;
    /// The UUID inside.
    fn uuid(&self) -> Uuid;
}

/// Makes a version 7 UUID from the given clock and chance.
///
/// The twelve bits after the milliseconds hold the fraction of the millisecond (RFC 9562,
/// section 6.2, method 3), so that ids made one after the other by one node sort in that order.
pub fn uuid_v7(clock: &dyn Clock, chance: &dyn Chance) -> Uuid {
    let mut random = [0u8; 10];
    chance.fill(&mut random);
    let now = clock.now();
    let millis = u64::try_from(now.as_millisecond()).unwrap_or(0);
    let nanos = u64::try_from(now.subsec_nanosecond()).unwrap_or(0) % 1_000_000;
    let fraction = u16::try_from(nanos * 4096 / 1_000_000).unwrap_or(0);
    random[..2].copy_from_slice(&fraction.to_be_bytes());
    uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}

/// An id text that is not a UUID.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an id")]
pub struct BadId(pub String);

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// A new id, made from the given clock and chance.
            pub fn new(clock: &dyn Clock, chance: &dyn Chance) -> Self {
                Self(uuid_v7(clock, chance))
            }
        }

        impl TypedId for $name {
            const PREFIX: &'static str = $prefix;
            fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }
            fn uuid(&self) -> Uuid {
                self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}", self.0)
            }
        }

        impl std::str::FromStr for $name {
            type Err = BadId;
            fn from_str(text: &str) -> Result<Self, BadId> {
                Uuid::parse_str(text).map(Self).map_err(|_| BadId(text.to_owned()))
            }
        }
    )*};
}

ids! {
    /// An agency: the office whose records these are; nothing crosses its border.
    AgencyId = "agency";
    /// A person who signs in.
    UserId = "user";
    /// A team inside an agency.
    TeamId = "team";
    /// An organisation in the directory.
    OrganisationId = "organisation";
    /// A person in the directory.
    PersonId = "person";
    /// A post: a person's office in an organisation for a time.
    PostId = "post";
    /// A mission (delegation, 团组).
    MissionId = "mission";
    /// A leg of a mission: a city with its dates.
    LegId = "leg";
    /// A programme item.
    ItemId = "item";
    /// A party's part in a mission or in one of its items.
    ParticipationId = "participation";
    /// A meeting record.
    MeetingId = "meeting";
    /// An ask (诉求).
    AskId = "ask";
    /// A commitment (承诺事项).
    CommitmentId = "commitment";
    /// An agreement (合作协议).
    AgreementId = "agreement";
    /// An issued or attached document.
    DocumentId = "document";
    /// A matchmaking session: its slots, tables and participants.
    MatchmakingId = "matchmaking";
    /// A meeting request (对接申请).
    RequestId = "request";
    /// A stored timetable run.
    TimetableId = "timetable";
    /// The profile of a participant in a matchmaking session.
    ProfileId = "profile";
    /// A job for the background runner.
    JobId = "job";
    /// A batch of writes that is undone together, such as an import.
    BatchId = "batch";
    /// A browser session.
    SessionId = "session";
    /// A calendar feed link.
    FeedId = "feed";
    /// An entry of the audit trail.
    AuditId = "audit";
}

#[cfg(test)]
mod tests {
    use super::*;

    struct At(i64);
    impl Clock for At {
        fn now(&self) -> jiff::Timestamp {
            jiff::Timestamp::from_millisecond(self.0).unwrap()
        }
    }
    struct AtNanos(i64);
    impl Clock for AtNanos {
        fn now(&self) -> jiff::Timestamp {
            jiff::Timestamp::new(1, i32::try_from(self.0).unwrap()).unwrap()
        }
    }
    struct Sevens;
    impl Chance for Sevens {
        fn fill(&self, buffer: &mut [u8]) {
            buffer.fill(7);
        }
    }

    #[test]
    fn ids_sort_by_time_and_survive_text() {
        let early = MissionId::new(&At(1_000), &Sevens);
        let late = MissionId::new(&At(2_000), &Sevens);
        assert!(early < late);
        assert_eq!(early.uuid().get_version_num(), 7);
        let within = [0, 1_000, 700_000, 1_000_000].map(|n| MissionId::new(&AtNanos(n), &Sevens));
        assert!(within.is_sorted(), "{within:?}");
        assert_eq!(early.to_string().parse::<MissionId>(), Ok(early));
        assert_eq!("x".parse::<MissionId>(), Err(BadId("x".into())));
    }
}
