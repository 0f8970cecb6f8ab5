-- What belongs to a record of another kind cannot name one that is not there: meetings, asks,
-- commitments, agreements and sessions of matchmaking belong to programme items; requests,
-- timetables and profiles belong to sessions. A link to nothing, should there be one, is emptied
-- first; the record itself stays as it is.

-- SQLite adds a foreign key by making the table anew. Links of participants name sessions of
-- matchmaking, so they wait aside meanwhile.
CREATE TABLE participant_link_aside AS SELECT * FROM participant_link;
DROP TABLE participant_link;

CREATE TABLE matchmaking_next (
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
    FOREIGN KEY (agency_id, mission_id) REFERENCES mission (agency_id, id),
    FOREIGN KEY (agency_id, parent_id) REFERENCES item (agency_id, id)
) STRICT;
INSERT INTO matchmaking_next SELECT agency_id, id, mission_id,
    (SELECT p.id FROM item p WHERE p.agency_id = matchmaking.agency_id AND p.id = matchmaking.parent_id),
    code, sort_key, version, body, digest, created_at, updated_at, deleted_at FROM matchmaking;
DROP TABLE matchmaking;
ALTER TABLE matchmaking_next RENAME TO matchmaking;
CREATE UNIQUE INDEX matchmaking__code ON matchmaking (agency_id, code);
CREATE INDEX matchmaking_sorted ON matchmaking (agency_id, sort_key, id);
CREATE INDEX matchmaking_of_mission ON matchmaking (agency_id, mission_id, sort_key, id);
CREATE INDEX matchmaking_of_parent ON matchmaking (agency_id, parent_id, sort_key, id);

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
INSERT INTO participant_link SELECT * FROM participant_link_aside;
DROP TABLE participant_link_aside;
CREATE UNIQUE INDEX participant_link__token_hash ON participant_link (agency_id, token_hash);
CREATE UNIQUE INDEX participant_link__calendar_hash ON participant_link (agency_id, calendar_hash);
CREATE INDEX participant_link_lookup ON participant_link (token_hash);
CREATE INDEX participant_link_by_calendar ON participant_link (calendar_hash);

CREATE TABLE meeting_next (
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
    FOREIGN KEY (agency_id, mission_id) REFERENCES mission (agency_id, id),
    FOREIGN KEY (agency_id, parent_id) REFERENCES item (agency_id, id)
) STRICT;
INSERT INTO meeting_next SELECT agency_id, id, mission_id,
    (SELECT p.id FROM item p WHERE p.agency_id = meeting.agency_id AND p.id = meeting.parent_id),
    code, sort_key, version, body, digest, created_at, updated_at, deleted_at FROM meeting;
DROP TABLE meeting;
ALTER TABLE meeting_next RENAME TO meeting;
CREATE UNIQUE INDEX meeting__code ON meeting (agency_id, code);
CREATE INDEX meeting_sorted ON meeting (agency_id, sort_key, id);
CREATE INDEX meeting_of_mission ON meeting (agency_id, mission_id, sort_key, id);
CREATE INDEX meeting_of_parent ON meeting (agency_id, parent_id, sort_key, id);

CREATE TABLE ask_next (
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
    FOREIGN KEY (agency_id, mission_id) REFERENCES mission (agency_id, id),
    FOREIGN KEY (agency_id, parent_id) REFERENCES item (agency_id, id)
) STRICT;
INSERT INTO ask_next SELECT agency_id, id, mission_id,
    (SELECT p.id FROM item p WHERE p.agency_id = ask.agency_id AND p.id = ask.parent_id),
    code, sort_key, version, body, digest, created_at, updated_at, deleted_at FROM ask;
DROP TABLE ask;
ALTER TABLE ask_next RENAME TO ask;
CREATE UNIQUE INDEX ask__code ON ask (agency_id, code);
CREATE INDEX ask_sorted ON ask (agency_id, sort_key, id);
CREATE INDEX ask_of_mission ON ask (agency_id, mission_id, sort_key, id);
CREATE INDEX ask_of_parent ON ask (agency_id, parent_id, sort_key, id);

CREATE TABLE commitment_next (
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
    FOREIGN KEY (agency_id, mission_id) REFERENCES mission (agency_id, id),
    FOREIGN KEY (agency_id, parent_id) REFERENCES item (agency_id, id)
) STRICT;
INSERT INTO commitment_next SELECT agency_id, id, mission_id,
    (SELECT p.id FROM item p WHERE p.agency_id = commitment.agency_id AND p.id = commitment.parent_id),
    code, sort_key, version, body, digest, created_at, updated_at, deleted_at FROM commitment;
DROP TABLE commitment;
ALTER TABLE commitment_next RENAME TO commitment;
CREATE UNIQUE INDEX commitment__code ON commitment (agency_id, code);
CREATE INDEX commitment_sorted ON commitment (agency_id, sort_key, id);
CREATE INDEX commitment_of_mission ON commitment (agency_id, mission_id, sort_key, id);
CREATE INDEX commitment_of_parent ON commitment (agency_id, parent_id, sort_key, id);

CREATE TABLE agreement_next (
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
    FOREIGN KEY (agency_id, mission_id) REFERENCES mission (agency_id, id),
    FOREIGN KEY (agency_id, parent_id) REFERENCES item (agency_id, id)
) STRICT;
INSERT INTO agreement_next SELECT agency_id, id, mission_id,
    (SELECT p.id FROM item p WHERE p.agency_id = agreement.agency_id AND p.id = agreement.parent_id),
    code, sort_key, version, body, digest, created_at, updated_at, deleted_at FROM agreement;
DROP TABLE agreement;
ALTER TABLE agreement_next RENAME TO agreement;
CREATE UNIQUE INDEX agreement__code ON agreement (agency_id, code);
CREATE INDEX agreement_sorted ON agreement (agency_id, sort_key, id);
CREATE INDEX agreement_of_mission ON agreement (agency_id, mission_id, sort_key, id);
CREATE INDEX agreement_of_parent ON agreement (agency_id, parent_id, sort_key, id);

CREATE TABLE request_next (
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
    FOREIGN KEY (agency_id, mission_id) REFERENCES mission (agency_id, id),
    FOREIGN KEY (agency_id, parent_id) REFERENCES matchmaking (agency_id, id)
) STRICT;
INSERT INTO request_next SELECT agency_id, id, mission_id,
    (SELECT p.id FROM matchmaking p WHERE p.agency_id = request.agency_id AND p.id = request.parent_id),
    code, sort_key, version, body, digest, created_at, updated_at, deleted_at FROM request;
DROP TABLE request;
ALTER TABLE request_next RENAME TO request;
CREATE UNIQUE INDEX request__code ON request (agency_id, code);
CREATE INDEX request_sorted ON request (agency_id, sort_key, id);
CREATE INDEX request_of_mission ON request (agency_id, mission_id, sort_key, id);
CREATE INDEX request_of_parent ON request (agency_id, parent_id, sort_key, id);

CREATE TABLE timetable_next (
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
    FOREIGN KEY (agency_id, mission_id) REFERENCES mission (agency_id, id),
    FOREIGN KEY (agency_id, parent_id) REFERENCES matchmaking (agency_id, id)
) STRICT;
INSERT INTO timetable_next SELECT agency_id, id, mission_id,
    (SELECT p.id FROM matchmaking p WHERE p.agency_id = timetable.agency_id AND p.id = timetable.parent_id),
    code, sort_key, version, body, digest, created_at, updated_at, deleted_at FROM timetable;
DROP TABLE timetable;
ALTER TABLE timetable_next RENAME TO timetable;
CREATE UNIQUE INDEX timetable__code ON timetable (agency_id, code);
CREATE INDEX timetable_sorted ON timetable (agency_id, sort_key, id);
CREATE INDEX timetable_of_mission ON timetable (agency_id, mission_id, sort_key, id);
CREATE INDEX timetable_of_parent ON timetable (agency_id, parent_id, sort_key, id);

CREATE TABLE profile_next (
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
    FOREIGN KEY (agency_id, mission_id) REFERENCES mission (agency_id, id),
    FOREIGN KEY (agency_id, parent_id) REFERENCES matchmaking (agency_id, id)
) STRICT;
INSERT INTO profile_next SELECT agency_id, id, mission_id,
    (SELECT p.id FROM matchmaking p WHERE p.agency_id = profile.agency_id AND p.id = profile.parent_id),
    code, sort_key, version, body, digest, created_at, updated_at, deleted_at FROM profile;
DROP TABLE profile;
ALTER TABLE profile_next RENAME TO profile;
CREATE UNIQUE INDEX profile__code ON profile (agency_id, code);
CREATE INDEX profile_sorted ON profile (agency_id, sort_key, id);
CREATE INDEX profile_of_mission ON profile (agency_id, mission_id, sort_key, id);
CREATE INDEX profile_of_parent ON profile (agency_id, parent_id, sort_key, id);
