-- The first schema. Times are microseconds since 1970-01-01T00:00Z; ids are UUID version 7.
-- Every primary key, unique index and foreign key of an agency's table begins with agency_id.

-- Agencies: the offices whose records these are. A reference table.
CREATE TABLE agency (
    id UUID NOT NULL,
    code TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    body TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX agency__code ON agency (code);

-- People who sign in. A reference table: one person may serve several agencies.
CREATE TABLE app_user (
    id UUID NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    email TEXT COLLATE "C" NOT NULL,
    language TEXT COLLATE "C" NOT NULL,
    password TEXT COLLATE "C",
    state TEXT COLLATE "C" NOT NULL,
    body TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (id)
);

-- Which user an e-mail address signs in; the hash keeps global uniqueness in a table of its own.
CREATE TABLE login (
    email_hash BYTEA NOT NULL,
    user_id UUID NOT NULL,
    PRIMARY KEY (email_hash),
    FOREIGN KEY (user_id) REFERENCES app_user (id)
);
CREATE INDEX login_user ON login (user_id);

-- One table for each kind of record, all of the same form: links, version, body, digest.
CREATE TABLE mission (
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
    FOREIGN KEY (agency_id) REFERENCES agency (id)
);
CREATE UNIQUE INDEX mission__code ON mission (agency_id, code);
CREATE INDEX mission_sorted ON mission (agency_id, sort_key, id);
CREATE INDEX mission_of_parent ON mission (agency_id, parent_id, sort_key, id);

CREATE TABLE organisation (
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
    FOREIGN KEY (agency_id, mission_id) REFERENCES mission (agency_id, id),
    FOREIGN KEY (agency_id, parent_id) REFERENCES organisation (agency_id, id)
);
CREATE UNIQUE INDEX organisation__code ON organisation (agency_id, code);
CREATE INDEX organisation_sorted ON organisation (agency_id, sort_key, id);
CREATE INDEX organisation_of_mission ON organisation (agency_id, mission_id, sort_key, id);
CREATE INDEX organisation_of_parent ON organisation (agency_id, parent_id, sort_key, id);

CREATE TABLE person (
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
CREATE UNIQUE INDEX person__code ON person (agency_id, code);
CREATE INDEX person_sorted ON person (agency_id, sort_key, id);
CREATE INDEX person_of_mission ON person (agency_id, mission_id, sort_key, id);
CREATE INDEX person_of_parent ON person (agency_id, parent_id, sort_key, id);

CREATE TABLE post (
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
    FOREIGN KEY (agency_id, mission_id) REFERENCES mission (agency_id, id),
    FOREIGN KEY (agency_id, parent_id) REFERENCES person (agency_id, id)
);
CREATE UNIQUE INDEX post__code ON post (agency_id, code);
CREATE INDEX post_sorted ON post (agency_id, sort_key, id);
CREATE INDEX post_of_mission ON post (agency_id, mission_id, sort_key, id);
CREATE INDEX post_of_parent ON post (agency_id, parent_id, sort_key, id);

CREATE TABLE leg (
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
CREATE UNIQUE INDEX leg__code ON leg (agency_id, code);
CREATE INDEX leg_sorted ON leg (agency_id, sort_key, id);
CREATE INDEX leg_of_mission ON leg (agency_id, mission_id, sort_key, id);
CREATE INDEX leg_of_parent ON leg (agency_id, parent_id, sort_key, id);

CREATE TABLE item (
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
    FOREIGN KEY (agency_id, mission_id) REFERENCES mission (agency_id, id),
    FOREIGN KEY (agency_id, parent_id) REFERENCES leg (agency_id, id)
);
CREATE UNIQUE INDEX item__code ON item (agency_id, code);
CREATE INDEX item_sorted ON item (agency_id, sort_key, id);
CREATE INDEX item_of_mission ON item (agency_id, mission_id, sort_key, id);
CREATE INDEX item_of_parent ON item (agency_id, parent_id, sort_key, id);

CREATE TABLE participation (
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
    FOREIGN KEY (agency_id, mission_id) REFERENCES mission (agency_id, id),
    FOREIGN KEY (agency_id, parent_id) REFERENCES item (agency_id, id)
);
CREATE UNIQUE INDEX participation__code ON participation (agency_id, code);
CREATE INDEX participation_sorted ON participation (agency_id, sort_key, id);
CREATE INDEX participation_of_mission ON participation (agency_id, mission_id, sort_key, id);
CREATE INDEX participation_of_parent ON participation (agency_id, parent_id, sort_key, id);

CREATE TABLE meeting (
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
CREATE UNIQUE INDEX meeting__code ON meeting (agency_id, code);
CREATE INDEX meeting_sorted ON meeting (agency_id, sort_key, id);
CREATE INDEX meeting_of_mission ON meeting (agency_id, mission_id, sort_key, id);
CREATE INDEX meeting_of_parent ON meeting (agency_id, parent_id, sort_key, id);

CREATE TABLE ask (
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
CREATE UNIQUE INDEX ask__code ON ask (agency_id, code);
CREATE INDEX ask_sorted ON ask (agency_id, sort_key, id);
CREATE INDEX ask_of_mission ON ask (agency_id, mission_id, sort_key, id);
CREATE INDEX ask_of_parent ON ask (agency_id, parent_id, sort_key, id);

CREATE TABLE commitment (
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
CREATE UNIQUE INDEX commitment__code ON commitment (agency_id, code);
CREATE INDEX commitment_sorted ON commitment (agency_id, sort_key, id);
CREATE INDEX commitment_of_mission ON commitment (agency_id, mission_id, sort_key, id);
CREATE INDEX commitment_of_parent ON commitment (agency_id, parent_id, sort_key, id);

CREATE TABLE agreement (
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
CREATE UNIQUE INDEX agreement__code ON agreement (agency_id, code);
CREATE INDEX agreement_sorted ON agreement (agency_id, sort_key, id);
CREATE INDEX agreement_of_mission ON agreement (agency_id, mission_id, sort_key, id);
CREATE INDEX agreement_of_parent ON agreement (agency_id, parent_id, sort_key, id);

CREATE TABLE document (
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
CREATE UNIQUE INDEX document__code ON document (agency_id, code);
CREATE INDEX document_sorted ON document (agency_id, sort_key, id);
CREATE INDEX document_of_mission ON document (agency_id, mission_id, sort_key, id);
CREATE INDEX document_of_parent ON document (agency_id, parent_id, sort_key, id);

CREATE TABLE matchmaking (
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
CREATE UNIQUE INDEX matchmaking__code ON matchmaking (agency_id, code);
CREATE INDEX matchmaking_sorted ON matchmaking (agency_id, sort_key, id);
CREATE INDEX matchmaking_of_mission ON matchmaking (agency_id, mission_id, sort_key, id);
CREATE INDEX matchmaking_of_parent ON matchmaking (agency_id, parent_id, sort_key, id);

CREATE TABLE request (
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
CREATE UNIQUE INDEX request__code ON request (agency_id, code);
CREATE INDEX request_sorted ON request (agency_id, sort_key, id);
CREATE INDEX request_of_mission ON request (agency_id, mission_id, sort_key, id);
CREATE INDEX request_of_parent ON request (agency_id, parent_id, sort_key, id);

CREATE TABLE timetable (
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
CREATE UNIQUE INDEX timetable__code ON timetable (agency_id, code);
CREATE INDEX timetable_sorted ON timetable (agency_id, sort_key, id);
CREATE INDEX timetable_of_mission ON timetable (agency_id, mission_id, sort_key, id);
CREATE INDEX timetable_of_parent ON timetable (agency_id, parent_id, sort_key, id);

-- Teams of an agency.
CREATE TABLE team (
    agency_id UUID NOT NULL,
    id UUID NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT,
    PRIMARY KEY (agency_id, id),
    FOREIGN KEY (agency_id) REFERENCES agency (id)
);
CREATE UNIQUE INDEX team__name ON team (agency_id, name);

-- What a user may do in an agency; scope_id is the mission or, for the whole agency, the nil id.
CREATE TABLE membership (
    agency_id UUID NOT NULL,
    id UUID NOT NULL,
    user_id UUID NOT NULL,
    role TEXT COLLATE "C" NOT NULL,
    mission_id UUID,
    scope_id UUID NOT NULL,
    team_id UUID,
    until BIGINT,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    revoked_at BIGINT,
    PRIMARY KEY (agency_id, id),
    FOREIGN KEY (agency_id) REFERENCES agency (id),
    FOREIGN KEY (user_id) REFERENCES app_user (id),
    FOREIGN KEY (agency_id, mission_id) REFERENCES mission (agency_id, id),
    FOREIGN KEY (agency_id, team_id) REFERENCES team (agency_id, id)
);
CREATE UNIQUE INDEX membership__role ON membership (agency_id, user_id, scope_id, role);
CREATE INDEX membership_of_user ON membership (user_id);

-- Browser sessions; looked up before the agency is known. Only the hash of the token is kept.
CREATE TABLE session (
    id UUID NOT NULL,
    token_hash BYTEA NOT NULL,
    user_id UUID NOT NULL,
    agency_id UUID,
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    user_agent TEXT COLLATE "C" NOT NULL,
    revoked_at BIGINT,
    PRIMARY KEY (id),
    FOREIGN KEY (user_id) REFERENCES app_user (id)
);
CREATE UNIQUE INDEX session__token_hash ON session (token_hash);
CREATE INDEX session_of_user ON session (user_id, seen_at);

-- Links that work once: first administrator, invitation, new password.
CREATE TABLE one_time_link (
    token_hash BYTEA NOT NULL,
    purpose TEXT COLLATE "C" NOT NULL,
    user_id UUID,
    agency_id UUID,
    subject TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT,
    PRIMARY KEY (token_hash)
);

-- Failed sign-ins by account and by address, both hashed.
CREATE TABLE sign_in_attempt (
    scope TEXT COLLATE "C" NOT NULL,
    key_hash BYTEA NOT NULL,
    failures BIGINT NOT NULL,
    window_start BIGINT NOT NULL,
    blocked_until BIGINT NOT NULL,
    PRIMARY KEY (scope, key_hash)
);

-- Calendar feed links: unguessable and revocable.
CREATE TABLE feed_token (
    agency_id UUID NOT NULL,
    id UUID NOT NULL,
    token_hash BYTEA NOT NULL,
    subject TEXT COLLATE "C" NOT NULL,
    subject_id UUID NOT NULL,
    mission_id UUID,
    created_by UUID,
    created_at BIGINT NOT NULL,
    revoked_at BIGINT,
    PRIMARY KEY (agency_id, id),
    FOREIGN KEY (agency_id) REFERENCES agency (id),
    FOREIGN KEY (agency_id, mission_id) REFERENCES mission (agency_id, id)
);
CREATE UNIQUE INDEX feed_token__token_hash ON feed_token (agency_id, token_hash);
CREATE INDEX feed_token_lookup ON feed_token (token_hash);

-- The end of each agency's audit chain. The nil agency is the house itself.
CREATE TABLE audit_head (
    agency_id UUID NOT NULL,
    seq BIGINT NOT NULL,
    hash BYTEA NOT NULL,
    PRIMARY KEY (agency_id)
);

CREATE TABLE audit_entry (
    agency_id UUID NOT NULL,
    seq BIGINT NOT NULL,
    at BIGINT NOT NULL,
    user_id UUID,
    door TEXT COLLATE "C" NOT NULL,
    request TEXT COLLATE "C" NOT NULL,
    intention TEXT COLLATE "C" NOT NULL,
    verb TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C",
    record_id UUID,
    record_version BIGINT,
    mission_id UUID,
    batch_id UUID,
    note TEXT COLLATE "C" NOT NULL,
    links TEXT COLLATE "C",
    body TEXT COLLATE "C",
    salt BYTEA,
    payload_hash BYTEA,
    erased_at BIGINT,
    hash BYTEA NOT NULL,
    PRIMARY KEY (agency_id, seq)
);
CREATE INDEX audit_entry_of_record ON audit_entry (agency_id, record_id, record_version);
CREATE INDEX audit_entry_of_mission ON audit_entry (agency_id, mission_id, seq);
CREATE INDEX audit_entry_of_batch ON audit_entry (agency_id, batch_id, seq);

-- Answers already given, so that a repeated request is not carried out twice.
CREATE TABLE idempotency (
    agency_id UUID NOT NULL,
    owner_id UUID NOT NULL,
    key TEXT COLLATE "C" NOT NULL,
    request_hash BYTEA NOT NULL,
    status BIGINT NOT NULL,
    response BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    touched_at BIGINT NOT NULL,
    PRIMARY KEY (agency_id, owner_id, key)
);

-- Human numbers.
CREATE TABLE counter (
    agency_id UUID NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    value BIGINT NOT NULL,
    PRIMARY KEY (agency_id, name),
    FOREIGN KEY (agency_id) REFERENCES agency (id)
);

-- Seats, slots and everything else that only one may hold.
CREATE TABLE reservation (
    agency_id UUID NOT NULL,
    scope_id UUID NOT NULL,
    what TEXT COLLATE "C" NOT NULL,
    holder_id UUID NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (agency_id, scope_id, what),
    FOREIGN KEY (agency_id) REFERENCES agency (id)
);
CREATE INDEX reservation_of_holder ON reservation (agency_id, holder_id);

-- Places that are counted but not told apart.
CREATE TABLE stock (
    agency_id UUID NOT NULL,
    id UUID NOT NULL,
    taken BIGINT NOT NULL,
    capacity BIGINT NOT NULL,
    PRIMARY KEY (agency_id, id),
    FOREIGN KEY (agency_id) REFERENCES agency (id),
    CHECK (taken >= 0 AND taken <= capacity)
);

-- Work for the background runner, written in the transaction that asks for it.
CREATE TABLE job (
    agency_id UUID NOT NULL,
    id UUID NOT NULL,
    queue TEXT COLLATE "C" NOT NULL,
    payload TEXT COLLATE "C" NOT NULL,
    once TEXT COLLATE "C",
    state TEXT COLLATE "C" NOT NULL,
    run_at BIGINT NOT NULL,
    lease_until BIGINT NOT NULL,
    worker TEXT COLLATE "C" NOT NULL,
    attempts BIGINT NOT NULL,
    max_attempts BIGINT NOT NULL,
    progress BIGINT NOT NULL,
    note TEXT COLLATE "C" NOT NULL,
    cancel BOOLEAN NOT NULL,
    result TEXT COLLATE "C",
    error TEXT COLLATE "C",
    created_by UUID,
    created_at BIGINT NOT NULL,
    finished_at BIGINT,
    PRIMARY KEY (agency_id, id),
    FOREIGN KEY (agency_id) REFERENCES agency (id)
);
CREATE UNIQUE INDEX job__once ON job (agency_id, queue, once);
CREATE INDEX job_due ON job (state, run_at);
CREATE INDEX job_of_agency ON job (agency_id, state, run_at);

-- Documents as they were issued or attached.
CREATE TABLE blob (
    agency_id UUID NOT NULL,
    id UUID NOT NULL,
    sha256 BYTEA NOT NULL,
    mime TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    size BIGINT NOT NULL,
    content BYTEA NOT NULL,
    created_by UUID,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (agency_id, id),
    FOREIGN KEY (agency_id) REFERENCES agency (id)
);
CREATE INDEX blob_by_digest ON blob (agency_id, sha256);

-- What can be found, and by which tokens.
CREATE TABLE search_document (
    agency_id UUID NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    record_id UUID NOT NULL,
    mission_id UUID,
    title TEXT COLLATE "C" NOT NULL,
    tokens TEXT COLLATE "C" NOT NULL,
    length BIGINT NOT NULL,
    PRIMARY KEY (agency_id, kind, record_id),
    FOREIGN KEY (agency_id) REFERENCES agency (id)
);
CREATE INDEX search_document_of_mission ON search_document (agency_id, mission_id);

-- Tokens are made by the program; PostgreSQL's own text parser takes no part.
CREATE INDEX search_index ON search_document
    USING gin (array_to_tsvector(string_to_array(tokens, ' '))) WITH (fastupdate = off);

-- The chain of the house.
INSERT INTO audit_head (agency_id, seq, hash)
    VALUES ('00000000-0000-0000-0000-000000000000', 0, decode(repeat('00', 32), 'hex'));
