-- Search and directory answer from rows of their own: beside what a record is found by stand what
-- a hit shows and by what a list is narrowed and sorted. Only the program can make these rows, so
-- it makes them anew where the counter `search_edition` does not name the edition it knows.

DROP TABLE search_index;
DROP TABLE search_document;

CREATE TABLE search_document (
    docid INTEGER PRIMARY KEY,
    agency_id BLOB NOT NULL,
    kind TEXT NOT NULL,
    record_id BLOB NOT NULL,
    mission_id BLOB,
    length INTEGER NOT NULL,
    spelt TEXT NOT NULL,
    card TEXT NOT NULL,
    tokens TEXT NOT NULL,
    UNIQUE (agency_id, kind, record_id),
    FOREIGN KEY (agency_id) REFERENCES agency (id)
) STRICT;
CREATE INDEX search_document_of_mission ON search_document (agency_id, mission_id);

-- Beginnings of up to eight letters have lists of their own: without them every search for a
-- common word would gather its list anew.
CREATE VIRTUAL TABLE search_index USING fts5 (
    tokens,
    content = '',
    contentless_delete = 1,
    detail = none,
    prefix = '1 2 3 4 5 6 7 8',
    tokenize = "ascii"
);

-- One line for each party that is not deleted; the places in the order of each language are keys
-- of its collation.
CREATE TABLE directory_line (
    agency_id BLOB NOT NULL,
    kind TEXT NOT NULL,
    record_id BLOB NOT NULL,
    class TEXT NOT NULL,
    country TEXT NOT NULL,
    unresolved INTEGER NOT NULL,
    place_zh BLOB NOT NULL,
    place_en BLOB NOT NULL,
    place_de BLOB NOT NULL,
    PRIMARY KEY (agency_id, kind, record_id),
    FOREIGN KEY (agency_id) REFERENCES agency (id)
) STRICT;
CREATE INDEX directory_line_zh
    ON directory_line (agency_id, place_zh, record_id, kind, class, country, unresolved);
CREATE INDEX directory_line_en
    ON directory_line (agency_id, place_en, record_id, kind, class, country, unresolved);
CREATE INDEX directory_line_de
    ON directory_line (agency_id, place_de, record_id, kind, class, country, unresolved);
-- Which countries there are; only that question asks with the same condition.
CREATE INDEX directory_line_country ON directory_line (agency_id, country) WHERE country <> '';
