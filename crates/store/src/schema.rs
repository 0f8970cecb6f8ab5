//! The tables as data: for backups, sizes and the check that both engines have the same.

mod statements;

use ColumnType::{Bool, Bytes, Int, Text, Uuid};
use domain::record::Kind;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ColumnType {
    Uuid,
    Text,
    Int,
    Bytes,
    Bool,
}

/// A table; its first columns are its primary key.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Table {
    pub name: &'static str,
    /// How many columns make the key.
    pub keys: usize,
    /// Whether a backup holds it. Sessions, one-time links and counted tries are left out: a
    /// restored installation must not revive what was revoked or used.
    pub kept: bool,
    /// Whether its rows may be each other's parents.
    pub own_parents: bool,
    /// The version whose migration threw its rows away, to be made anew by the program; 0 if none
    /// did.
    pub remade_by: i64,
    pub columns: &'static [(&'static str, ColumnType)],
}

const RECORD: &[(&str, ColumnType)] = &[
    ("agency_id", Uuid),
    ("id", Uuid),
    ("mission_id", Uuid),
    ("parent_id", Uuid),
    ("code", Text),
    ("sort_key", Text),
    ("version", Int),
    ("body", Text),
    ("digest", Bytes),
    ("created_at", Int),
    ("updated_at", Int),
    ("deleted_at", Int),
];

const fn record(kind: Kind) -> Table {
    Table {
        name: match kind {
            Kind::Organisation => "organisation",
            Kind::Person => "person",
            Kind::Post => "post",
            Kind::Mission => "mission",
            Kind::Leg => "leg",
            Kind::Item => "item",
            Kind::Participation => "participation",
            Kind::Meeting => "meeting",
            Kind::Ask => "ask",
            Kind::Commitment => "commitment",
            Kind::Agreement => "agreement",
            Kind::Document => "document",
            Kind::Matchmaking => "matchmaking",
            Kind::Request => "request",
            Kind::Timetable => "timetable",
            Kind::Profile => "profile",
        },
        own_parents: matches!(kind, Kind::Organisation),
        columns: RECORD,
        ..TABLE
    }
}

/// What most tables are like.
const TABLE: Table = Table {
    name: "",
    keys: 2,
    kept: true,
    own_parents: false,
    remade_by: 0,
    columns: &[],
};

/// All tables, in an order in which each only refers to earlier ones.
pub(crate) const TABLES: &[Table] = &[
    Table {
        name: "agency",
        keys: 1,
        columns: &[
            ("id", Uuid),
            ("code", Text),
            ("name", Text),
            ("body", Text),
            ("version", Int),
            ("created_at", Int),
            ("updated_at", Int),
        ],
        ..TABLE
    },
    Table {
        name: "app_user",
        keys: 1,
        columns: &[
            ("id", Uuid),
            ("name", Text),
            ("email", Text),
            ("language", Text),
            ("password", Text),
            ("state", Text),
            ("body", Text),
            ("version", Int),
            ("created_at", Int),
            ("updated_at", Int),
        ],
        ..TABLE
    },
    Table {
        name: "login",
        keys: 1,
        columns: &[("email_hash", Bytes), ("user_id", Uuid)],
        ..TABLE
    },
    record(Kind::Mission),
    record(Kind::Organisation),
    record(Kind::Person),
    record(Kind::Post),
    record(Kind::Leg),
    record(Kind::Item),
    record(Kind::Participation),
    record(Kind::Meeting),
    record(Kind::Ask),
    record(Kind::Commitment),
    record(Kind::Agreement),
    record(Kind::Document),
    record(Kind::Matchmaking),
    record(Kind::Request),
    record(Kind::Timetable),
    record(Kind::Profile),
    Table {
        name: "participant_link",
        keys: 3,
        columns: &[
            ("agency_id", Uuid),
            ("matchmaking_id", Uuid),
            ("organisation_id", Uuid),
            ("mission_id", Uuid),
            ("token_hash", Bytes),
            ("calendar_hash", Bytes),
            ("created_by", Uuid),
            ("created_at", Int),
            ("expires_at", Int),
            ("revoked_at", Int),
            ("opened_at", Int),
            ("seen_at", Int),
        ],
        ..TABLE
    },
    Table {
        name: "team",
        columns: &[
            ("agency_id", Uuid),
            ("id", Uuid),
            ("name", Text),
            ("version", Int),
            ("created_at", Int),
            ("updated_at", Int),
            ("deleted_at", Int),
        ],
        ..TABLE
    },
    Table {
        name: "membership",
        columns: &[
            ("agency_id", Uuid),
            ("id", Uuid),
            ("user_id", Uuid),
            ("role", Text),
            ("mission_id", Uuid),
            ("scope_id", Uuid),
            ("team_id", Uuid),
            ("until", Int),
            ("version", Int),
            ("created_at", Int),
            ("updated_at", Int),
            ("revoked_at", Int),
        ],
        ..TABLE
    },
    Table {
        name: "session",
        keys: 1,
        kept: false,
        columns: &[
            ("id", Uuid),
            ("token_hash", Bytes),
            ("user_id", Uuid),
            ("agency_id", Uuid),
            ("created_at", Int),
            ("seen_at", Int),
            ("expires_at", Int),
            ("user_agent", Text),
            ("revoked_at", Int),
        ],
        ..TABLE
    },
    Table {
        name: "one_time_link",
        keys: 1,
        kept: false,
        columns: &[
            ("token_hash", Bytes),
            ("purpose", Text),
            ("user_id", Uuid),
            ("agency_id", Uuid),
            ("subject", Text),
            ("created_at", Int),
            ("expires_at", Int),
            ("used_at", Int),
        ],
        ..TABLE
    },
    Table {
        name: "sign_in_attempt",
        kept: false,
        columns: &[
            ("scope", Text),
            ("key_hash", Bytes),
            ("failures", Int),
            ("window_start", Int),
            ("blocked_until", Int),
        ],
        ..TABLE
    },
    Table {
        name: "feed_token",
        columns: &[
            ("agency_id", Uuid),
            ("id", Uuid),
            ("token_hash", Bytes),
            ("subject", Text),
            ("subject_id", Uuid),
            ("mission_id", Uuid),
            ("created_by", Uuid),
            ("created_at", Int),
            ("revoked_at", Int),
        ],
        ..TABLE
    },
    Table {
        name: "audit_head",
        keys: 1,
        columns: &[("agency_id", Uuid), ("seq", Int), ("hash", Bytes)],
        ..TABLE
    },
    Table {
        name: "audit_entry",
        columns: &[
            ("agency_id", Uuid),
            ("seq", Int),
            ("at", Int),
            ("user_id", Uuid),
            ("door", Text),
            ("request", Text),
            ("intention", Text),
            ("verb", Text),
            ("kind", Text),
            ("record_id", Uuid),
            ("record_version", Int),
            ("mission_id", Uuid),
            ("batch_id", Uuid),
            ("note", Text),
            ("links", Text),
            ("body", Text),
            ("salt", Bytes),
            ("payload_hash", Bytes),
            ("erased_at", Int),
            ("hash", Bytes),
        ],
        ..TABLE
    },
    Table {
        name: "idempotency",
        keys: 3,
        columns: &[
            ("agency_id", Uuid),
            ("owner_id", Uuid),
            ("key", Text),
            ("request_hash", Bytes),
            ("status", Int),
            ("response", Bytes),
            ("created_at", Int),
            ("touched_at", Int),
        ],
        ..TABLE
    },
    Table {
        name: "counter",
        columns: &[("agency_id", Uuid), ("name", Text), ("value", Int)],
        ..TABLE
    },
    Table {
        name: "reservation",
        keys: 3,
        columns: &[
            ("agency_id", Uuid),
            ("scope_id", Uuid),
            ("what", Text),
            ("holder_id", Uuid),
            ("created_at", Int),
        ],
        ..TABLE
    },
    Table {
        name: "stock",
        columns: &[
            ("agency_id", Uuid),
            ("id", Uuid),
            ("taken", Int),
            ("capacity", Int),
        ],
        ..TABLE
    },
    Table {
        name: "job",
        columns: &[
            ("agency_id", Uuid),
            ("id", Uuid),
            ("queue", Text),
            ("payload", Text),
            ("once", Text),
            ("state", Text),
            ("run_at", Int),
            ("lease_until", Int),
            ("worker", Text),
            ("attempts", Int),
            ("max_attempts", Int),
            ("progress", Int),
            ("note", Text),
            ("cancel", Bool),
            ("result", Text),
            ("error", Text),
            ("created_by", Uuid),
            ("created_at", Int),
            ("finished_at", Int),
        ],
        ..TABLE
    },
    Table {
        name: "blob",
        columns: &[
            ("agency_id", Uuid),
            ("id", Uuid),
            ("sha256", Bytes),
            ("mime", Text),
            ("name", Text),
            ("size", Int),
            ("content", Bytes),
            ("created_by", Uuid),
            ("created_at", Int),
        ],
        ..TABLE
    },
    Table {
        name: "search_document",
        remade_by: 3,
        keys: 3,
        columns: &[
            ("agency_id", Uuid),
            ("kind", Text),
            ("record_id", Uuid),
            ("mission_id", Uuid),
            ("length", Int),
            ("spelt", Text),
            ("card", Text),
            ("tokens", Text),
        ],
        ..TABLE
    },
    Table {
        name: "directory_line",
        keys: 3,
        columns: &[
            ("agency_id", Uuid),
            ("kind", Text),
            ("record_id", Uuid),
            ("class", Text),
            ("country", Text),
            ("unresolved", Bool),
            ("place_zh", Bytes),
            ("place_en", Bytes),
            ("place_de", Bytes),
        ],
        ..TABLE
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_record_has_its_table() {
        for kind in Kind::ALL {
            let table = TABLES.iter().find(|t| t.name == kind.table());
            assert_eq!(table.unwrap().columns, RECORD);
        }
    }

    #[test]
    fn every_key_of_an_agencys_table_begins_with_the_agency() {
        for table in TABLES {
            if table.columns.iter().any(|(name, _)| *name == "agency_id")
                && table.name != "session"
                && table.name != "one_time_link"
            {
                assert_eq!(table.columns[0].0, "agency_id", "{}", table.name);
            }
        }
    }
}
