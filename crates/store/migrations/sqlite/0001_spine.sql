-- The first schema. Times are microseconds since 1970-01-01T00:00Z; ids are UUID version 7.
-- Every primary key, unique index and foreign key of an agency's table begins with agency_id.

-- Agencies: the offices whose records these are. A reference table.
CREATE TABLE agency (
    id BLOB NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    body TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (id)
) STRICT;
CREATE UNIQUE INDEX agency__code ON agency (code);

-- People who sign in. A reference table: one person may serve several agencies.
CREATE TABLE app_user (
    id BLOB NOT NULL,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    language TEXT NOT NULL,
    password TEXT,
    state TEXT NOT NULL,
    body TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (id)
) STRICT;

-- Which user an e-mail address signs in; the hash keeps global uniqueness in a table of its own.
CREATE TABLE login (
    email_hash BLOB NOT NULL,
    user_id BLOB NOT NULL,
    PRIMARY KEY (email_hash),
    FOREIGN KEY (user_id) REFERENCES app_user (id)
) STRICT;
CREATE INDEX login_user ON login (user_id);

-- One table for each kind of record, all of the same form: links, version, body, digest.
CREATE TABLE mission (
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
    FOREIGN KEY (agency_id) REFERENCES agency (id)
) STRICT;
CREATE UNIQUE INDEX mission__code ON mission (agency_id, code);
CREATE INDEX mission_sorted ON mission (agency_id, sort_key, id);
CREATE INDEX mission_of_parent ON mission (agency_id, parent_id, sort_key, id);

CREATE TABLE organisation (
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
    FOREIGN KEY (agency_id, parent_id) REFERENCES organisation (agency_id, id)
) STRICT;
CREATE UNIQUE INDEX organisation__code ON organisation (agency_id, code);
CREATE INDEX organisation_sorted ON organisation (agency_id, sort_key, id);
CREATE INDEX organisation_of_mission ON organisation (agency_id, mission_id, sort_key, id);
CREATE INDEX organisation_of_parent ON organisation (agency_id, parent_id, sort_key, id);

CREATE TABLE person (
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
CREATE UNIQUE INDEX person__code ON person (agency_id, code);
CREATE INDEX person_sorted ON person (agency_id, sort_key, id);
CREATE INDEX person_of_mission ON person (agency_id, mission_id, sort_key, id);
CREATE INDEX person_of_parent ON person (agency_id, parent_id, sort_key, id);

CREATE TABLE post (
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
    FOREIGN KEY (agency_id, parent_id) REFERENCES person (agency_id, id)
) STRICT;
CREATE UNIQUE INDEX post__code ON post (agency_id, code);
CREATE INDEX post_sorted ON post (agency_id, sort_key, id);
CREATE INDEX post_of_mission ON post (agency_id, mission_id, sort_key, id);
CREATE INDEX post_of_parent ON post (agency_id, parent_id, sort_key, id);

CREATE TABLE leg (
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
CREATE UNIQUE INDEX leg__code ON leg (agency_id, code);
CREATE INDEX leg_sorted ON leg (agency_id, sort_key, id);
CREATE INDEX leg_of_mission ON leg (agency_id, mission_id, sort_key, id);
CREATE INDEX leg_of_parent ON leg (agency_id, parent_id, sort_key, id);

CREATE TABLE item (
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
    FOREIGN KEY (agency_id, parent_id) REFERENCES leg (agency_id, id)
) STRICT;
CREATE UNIQUE INDEX item__code ON item (agency_id, code);
CREATE INDEX item_sorted ON item (agency_id, sort_key, id);
CREATE INDEX item_of_mission ON item (agency_id, mission_id, sort_key, id);
CREATE INDEX item_of_parent ON item (agency_id, parent_id, sort_key, id);

CREATE TABLE participation (
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
CREATE UNIQUE INDEX participation__code ON participation (agency_id, code);
CREATE INDEX participation_sorted ON participation (agency_id, sort_key, id);
CREATE INDEX participation_of_mission ON participation (agency_id, mission_id, sort_key, id);
CREATE INDEX participation_of_parent ON participation (agency_id, parent_id, sort_key, id);

CREATE TABLE meeting (
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
CREATE UNIQUE INDEX meeting__code ON meeting (agency_id, code);
CREATE INDEX meeting_sorted ON meeting (agency_id, sort_key, id);
CREATE INDEX meeting_of_mission ON meeting (agency_id, mission_id, sort_key, id);
CREATE INDEX meeting_of_parent ON meeting (agency_id, parent_id, sort_key, id);

CREATE TABLE ask (
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
CREATE UNIQUE INDEX ask__code ON ask (agency_id, code);
CREATE INDEX ask_sorted ON ask (agency_id, sort_key, id);
CREATE INDEX ask_of_mission ON ask (agency_id, mission_id, sort_key, id);
CREATE INDEX ask_of_parent ON ask (agency_id, parent_id, sort_key, id);

CREATE TABLE commitment (
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
CREATE UNIQUE INDEX commitment__code ON commitment (agency_id, code);
CREATE INDEX commitment_sorted ON commitment (agency_id, sort_key, id);
CREATE INDEX commitment_of_mission ON commitment (agency_id, mission_id, sort_key, id);
CREATE INDEX commitment_of_parent ON commitment (agency_id, parent_id, sort_key, id);

CREATE TABLE agreement (
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
CREATE UNIQUE INDEX agreement__code ON agreement (agency_id, code);
CREATE INDEX agreement_sorted ON agreement (agency_id, sort_key, id);
CREATE INDEX agreement_of_mission ON agreement (agency_id, mission_id, sort_key, id);
CREATE INDEX agreement_of_parent ON agreement (agency_id, parent_id, sort_key, id);

CREATE TABLE document (
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
CREATE UNIQUE INDEX document__code ON document (agency_id, code);
CREATE INDEX document_sorted ON document (agency_id, sort_key, id);
CREATE INDEX document_of_mission ON document (agency_id, mission_id, sort_key, id);
CREATE INDEX document_of_parent ON document (agency_id, parent_id, sort_key, id);

CREATE TABLE matchmaking (
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
CREATE UNIQUE INDEX matchmaking__code ON matchmaking (agency_id, code);
CREATE INDEX matchmaking_sorted ON matchmaking (agency_id, sort_key, id);
CREATE INDEX matchmaking_of_mission ON matchmaking (agency_id, mission_id, sort_key, id);
CREATE INDEX matchmaking_of_parent ON matchmaking (agency_id, parent_id, sort_key, id);

CREATE TABLE request (
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
CREATE UNIQUE INDEX request__code ON request (agency_id, code);
CREATE INDEX request_sorted ON request (agency_id, sort_key, id);
CREATE INDEX request_of_mission ON request (agency_id, mission_id, sort_key, id);
CREATE INDEX request_of_parent ON request (agency_id, parent_id, sort_key, id);

CREATE TABLE timetable (
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
CREATE UNIQUE INDEX timetable__code ON timetable (agency_id, code);
CREATE INDEX timetable_sorted ON timetable (agency_id, sort_key, id);
CREATE INDEX timetable_of_mission ON timetable (agency_id, mission_id, sort_key, id);
CREATE INDEX timetable_of_parent ON timetable (agency_id, parent_id, sort_key, id);

-- Teams of an agency.
CREATE TABLE team (
    agency_id BLOB NOT NULL,
    id BLOB NOT NULL,
    name TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    deleted_at INTEGER,
    PRIMARY KEY (agency_id, id),
    FOREIGN KEY (agency_id) REFERENCES agency (id)
) STRICT;
CREATE UNIQUE INDEX team__name ON team (agency_id, name);

-- What a user may do in an agency; scope_id is the mission or, for the whole agency, the nil id.
CREATE TABLE membership (
    agency_id BLOB NOT NULL,
    id BLOB NOT NULL,
    user_id BLOB NOT NULL,
    role TEXT NOT NULL,
    mission_id BLOB,
    scope_id BLOB NOT NULL,
    team_id BLOB,
    until INTEGER,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    revoked_at INTEGER,
    PRIMARY KEY (agency_id, id),
    FOREIGN KEY (agency_id) REFERENCES agency (id),
    FOREIGN KEY (user_id) REFERENCES app_user (id),
    FOREIGN KEY (agency_id, mission_id) REFERENCES mission (agency_id, id),
    FOREIGN KEY (agency_id, team_id) REFERENCES team (agency_id, id)
) STRICT;
CREATE UNIQUE INDEX membership__role ON membership (agency_id, user_id, scope_id, role);
CREATE INDEX membership_of_user ON membership (user_id);

-- Browser sessions; looked up before the agency is known. Only the hash of the token is kept.
CREATE TABLE session (
    id BLOB NOT NULL,
    token_hash BLOB NOT NULL,
    user_id BLOB NOT NULL,
    agency_id BLOB,
    created_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    user_agent TEXT NOT NULL,
    revoked_at INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY (user_id) REFERENCES app_user (id)
) STRICT;
CREATE UNIQUE INDEX session__token_hash ON session (token_hash);
CREATE INDEX session_of_user ON session (user_id, seen_at);

-- Links that work once: first administrator, invitation, new password.
CREATE TABLE one_time_link (
    token_hash BLOB NOT NULL,
    purpose TEXT NOT NULL,
    user_id BLOB,
    agency_id BLOB,
    subject TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER,
    PRIMARY KEY (token_hash)
) STRICT;

-- Failed sign-ins by account and by address, both hashed.
CREATE TABLE sign_in_attempt (
    scope TEXT NOT NULL,
    key_hash BLOB NOT NULL,
    failures INTEGER NOT NULL,
    window_start INTEGER NOT NULL,
    blocked_until INTEGER NOT NULL,
    PRIMARY KEY (scope, key_hash)
) STRICT;

-- Calendar feed links: unguessable and revocable.
CREATE TABLE feed_token (
    agency_id BLOB NOT NULL,
    id BLOB NOT NULL,
    token_hash BLOB NOT NULL,
    subject TEXT NOT NULL,
    subject_id BLOB NOT NULL,
    mission_id BLOB,
    created_by BLOB,
    created_at INTEGER NOT NULL,
    revoked_at INTEGER,
    PRIMARY KEY (agency_id, id),
    FOREIGN KEY (agency_id) REFERENCES agency (id),
    FOREIGN KEY (agency_id, mission_id) REFERENCES mission (agency_id, id)
) STRICT;
CREATE UNIQUE INDEX feed_token__token_hash ON feed_token (agency_id, token_hash);
CREATE INDEX feed_token_lookup ON feed_token (token_hash);

-- The end of each agency's audit chain. The nil agency is the house itself.
CREATE TABLE audit_head (
    agency_id BLOB NOT NULL,
    seq INTEGER NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (agency_id)
) STRICT;

CREATE TABLE audit_entry (
    agency_id BLOB NOT NULL,
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    user_id BLOB,
    door TEXT NOT NULL,
    request TEXT NOT NULL,
    intention TEXT NOT NULL,
    verb TEXT NOT NULL,
    kind TEXT,
    record_id BLOB,
    record_version INTEGER,
    mission_id BLOB,
    batch_id BLOB,
    note TEXT NOT NULL,
    links TEXT,
    body TEXT,
    salt BLOB,
    payload_hash BLOB,
    erased_at INTEGER,
    hash BLOB NOT NULL,
    PRIMARY KEY (agency_id, seq)
) STRICT;
CREATE INDEX audit_entry_of_record ON audit_entry (agency_id, record_id, record_version);
CREATE INDEX audit_entry_of_mission ON audit_entry (agency_id, mission_id, seq);
CREATE INDEX audit_entry_of_batch ON audit_entry (agency_id, batch_id, seq);

-- Answers already given, so that a repeated request is not carried out twice.
CREATE TABLE idempotency (
    agency_id BLOB NOT NULL,
    owner_id BLOB NOT NULL,
    key TEXT NOT NULL,
    request_hash BLOB NOT NULL,
    status INTEGER NOT NULL,
    response BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    touched_at INTEGER NOT NULL,
    PRIMARY KEY (agency_id, owner_id, key)
) STRICT;

-- Human numbers.
CREATE TABLE counter (
    agency_id BLOB NOT NULL,
    name TEXT NOT NULL,
    value INTEGER NOT NULL,
    PRIMARY KEY (agency_id, name),
    FOREIGN KEY (agency_id) REFERENCES agency (id)
) STRICT;

-- Seats, slots and everything else that only one may hold.
CREATE TABLE reservation (
    agency_id BLOB NOT NULL,
    scope_id BLOB NOT NULL,
    what TEXT NOT NULL,
    holder_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (agency_id, scope_id, what),
    FOREIGN KEY (agency_id) REFERENCES agency (id)
) STRICT;
CREATE INDEX reservation_of_holder ON reservation (agency_id, holder_id);

-- Places that are counted but not told apart.
CREATE TABLE stock (
    agency_id BLOB NOT NULL,
    id BLOB NOT NULL,
    taken INTEGER NOT NULL,
    capacity INTEGER NOT NULL,
    PRIMARY KEY (agency_id, id),
    FOREIGN KEY (agency_id) REFERENCES agency (id),
    CHECK (taken >= 0 AND taken <= capacity)
) STRICT;

-- Work for the background runner, written in the transaction that asks for it.
CREATE TABLE job (
    agency_id BLOB NOT NULL,
    id BLOB NOT NULL,
    queue TEXT NOT NULL,
    payload TEXT NOT NULL,
    once TEXT,
    state TEXT NOT NULL,
    run_at INTEGER NOT NULL,
    lease_until INTEGER NOT NULL,
    worker TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    max_attempts INTEGER NOT NULL,
    progress INTEGER NOT NULL,
    note TEXT NOT NULL,
    cancel INTEGER NOT NULL,
    result TEXT,
    error TEXT,
    created_by BLOB,
    created_at INTEGER NOT NULL,
    finished_at INTEGER,
    PRIMARY KEY (agency_id, id),
    FOREIGN KEY (agency_id) REFERENCES agency (id)
) STRICT;
CREATE UNIQUE INDEX job__once ON job (agency_id, queue, once);
CREATE INDEX job_due ON job (state, run_at);
CREATE INDEX job_of_agency ON job (agency_id, state, run_at);

-- Documents as they were issued or attached.
CREATE TABLE blob (
    agency_id BLOB NOT NULL,
    id BLOB NOT NULL,
    sha256 BLOB NOT NULL,
    mime TEXT NOT NULL,
    name TEXT NOT NULL,
    size INTEGER NOT NULL,
    content BLOB NOT NULL,
    created_by BLOB,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (agency_id, id),
    FOREIGN KEY (agency_id) REFERENCES agency (id)
) STRICT;
CREATE INDEX blob_by_digest ON blob (agency_id, sha256);

-- What can be found, and by which tokens.
CREATE TABLE search_document (
    docid INTEGER PRIMARY KEY,
    agency_id BLOB NOT NULL,
    kind TEXT NOT NULL,
    record_id BLOB NOT NULL,
    mission_id BLOB,
    title TEXT NOT NULL,
    tokens TEXT NOT NULL,
    length INTEGER NOT NULL,
    UNIQUE (agency_id, kind, record_id),
    FOREIGN KEY (agency_id) REFERENCES agency (id)
) STRICT;
CREATE INDEX search_document_of_mission ON search_document (agency_id, mission_id);

-- Tokens are made by the program; this only keeps them. `ascii` leaves other scripts whole.
CREATE VIRTUAL TABLE search_index USING fts5 (
    tokens,
    content = '',
    contentless_delete = 1,
    detail = none,
    prefix = '1 2 3',
    tokenize = "ascii"
);

-- The chain of the house.
INSERT INTO audit_head (agency_id, seq, hash) VALUES (zeroblob(16), 0, zeroblob(32));
