-- Participants of matchmaking sessions: their profiles, and the links by which they come.

CREATE TABLE profile (
    agency_id UUID NOT NULL,
    id UUID NOT NULL,
    mission_id UUID,
    parent_id UUID,
    code TEXT COLLATE "C",
    sort_key TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    body TEXT COLLATE "C" NOT NULL,
    digest BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT,
    PRIMARY KEY (agency_id, id),
    FOREIGN KEY (agency_id) REFERENCES agency (id),
    FOREIGN KEY (agency_id, mission_id) REFERENCES mission (agency_id, id)
);
CREATE UNIQUE INDEX profile__code ON profile (agency_id, code);
CREATE INDEX profile_sorted ON profile (agency_id, sort_key, id);
CREATE INDEX profile_of_mission ON profile (agency_id, mission_id, sort_key, id);
CREATE INDEX profile_of_parent ON profile (agency_id, parent_id, sort_key, id);

-- One link for each participant of a session; a new one takes the place of the old. Of the tokens
-- only hashes are kept: one opens the pages, the other only the calendar.
CREATE TABLE participant_link (
    agency_id UUID NOT NULL,
    matchmaking_id UUID NOT NULL,
    organisation_id UUID NOT NULL,
    mission_id UUID NOT NULL,
    token_hash BYTEA NOT NULL,
    calendar_hash BYTEA NOT NULL,
    created_by UUID,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    revoked_at BIGINT,
    opened_at BIGINT,
    seen_at BIGINT,
    PRIMARY KEY (agency_id, matchmaking_id, organisation_id),
    FOREIGN KEY (agency_id) REFERENCES agency (id),
    FOREIGN KEY (agency_id, mission_id) REFERENCES mission (agency_id, id),
    FOREIGN KEY (agency_id, matchmaking_id) REFERENCES matchmaking (agency_id, id),
    FOREIGN KEY (agency_id, organisation_id) REFERENCES organisation (agency_id, id)
);
CREATE UNIQUE INDEX participant_link__token_hash ON participant_link (agency_id, token_hash);
CREATE UNIQUE INDEX participant_link__calendar_hash ON participant_link (agency_id, calendar_hash);
CREATE INDEX participant_link_lookup ON participant_link (token_hash);
CREATE INDEX participant_link_by_calendar ON participant_link (calendar_hash);
