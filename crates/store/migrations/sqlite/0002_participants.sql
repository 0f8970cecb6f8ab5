-- Participants of matchmaking sessions: their profiles, and the links by which they come.

CREATE TABLE profile (
    agency_id BLOB NOT NULL,
    id BLOB NOT NULL,
    mission_id BLOB,
    parent_id BLOB,
    code TEXT,
    sort_key TEXT NOT NULL,
    version INTEGER NOT NULL,
    body TEXT NOT NULL,
    digest BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    deleted_at INTEGER,
    PRIMARY KEY (agency_id, id),
    FOREIGN KEY (agency_id) REFERENCES agency (id),
    FOREIGN KEY (agency_id, mission_id) REFERENCES mission (agency_id, id)
) STRICT;
CREATE UNIQUE INDEX profile__code ON profile (agency_id, code);
CREATE INDEX profile_sorted ON profile (agency_id, sort_key, id);
CREATE INDEX profile_of_mission ON profile (agency_id, mission_id, sort_key, id);
CREATE INDEX profile_of_parent ON profile (agency_id, parent_id, sort_key, id);

-- One link for each participant of a session; a new one takes the place of the old. Of the tokens
-- only hashes are kept: one opens the pages, the other only the calendar.
CREATE TABLE participant_link (
    agency_id BLOB NOT NULL,
    matchmaking_id BLOB NOT NULL,
    organisation_id BLOB NOT NULL,
    mission_id BLOB NOT NULL,
    token_hash BLOB NOT NULL,
    calendar_hash BLOB NOT NULL,
    created_by BLOB,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    revoked_at INTEGER,
    opened_at INTEGER,
    seen_at INTEGER,
    PRIMARY KEY (agency_id, matchmaking_id, organisation_id),
    FOREIGN KEY (agency_id) REFERENCES agency (id),
    FOREIGN KEY (agency_id, mission_id) REFERENCES mission (agency_id, id),
    FOREIGN KEY (agency_id, matchmaking_id) REFERENCES matchmaking (agency_id, id),
    FOREIGN KEY (agency_id, organisation_id) REFERENCES organisation (agency_id, id)
) STRICT;
CREATE UNIQUE INDEX participant_link__token_hash ON participant_link (agency_id, token_hash);
CREATE UNIQUE INDEX participant_link__calendar_hash ON participant_link (agency_id, calendar_hash);
CREATE INDEX participant_link_lookup ON participant_link (token_hash);
CREATE INDEX participant_link_by_calendar ON participant_link (calendar_hash);
