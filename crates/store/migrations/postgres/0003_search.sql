-- Search and directory answer from rows of their own: beside what a record is found by stand what
-- a hit shows and by what a list is narrowed and sorted. Only the program can make these rows, so
-- it makes them anew where the counter `search_edition` does not name the edition it knows.

DROP TABLE search_document;

CREATE TABLE search_document (
    agency_id UUID NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    record_id UUID NOT NULL,
    mission_id UUID,
    length BIGINT NOT NULL,
    spelt TEXT COLLATE "C" NOT NULL,
    card TEXT COLLATE "C" NOT NULL,
    tokens TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (agency_id, kind, record_id),
    FOREIGN KEY (agency_id) REFERENCES agency (id)
);
CREATE INDEX search_document_of_mission ON search_document (agency_id, mission_id);

-- Tokens are made by the program; PostgreSQL's own text parser takes no part.
CREATE INDEX search_index ON search_document
    USING gin (array_to_tsvector(string_to_array(tokens, ' '))) WITH (fastupdate = off);

-- One line for each party that is not deleted; the places in the order of each language are keys
-- of its collation.
CREATE TABLE directory_line (
    agency_id UUID NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    record_id UUID NOT NULL,
    class TEXT COLLATE "C" NOT NULL,
    country TEXT COLLATE "C" NOT NULL,
    unresolved BOOLEAN NOT NULL,
    place_zh BYTEA NOT NULL,
    place_en BYTEA NOT NULL,
    place_de BYTEA NOT NULL,
    PRIMARY KEY (agency_id, kind, record_id),
    FOREIGN KEY (agency_id) REFERENCES agency (id)
);
CREATE INDEX directory_line_zh
    ON directory_line (agency_id, place_zh, record_id, kind, class, country, unresolved);
CREATE INDEX directory_line_en
    ON directory_line (agency_id, place_en, record_id, kind, class, country, unresolved);
CREATE INDEX directory_line_de
    ON directory_line (agency_id, place_de, record_id, kind, class, country, unresolved);
-- Which countries there are; only that question asks with the same condition.
CREATE INDEX directory_line_country ON directory_line (agency_id, country) WHERE country <> '';
