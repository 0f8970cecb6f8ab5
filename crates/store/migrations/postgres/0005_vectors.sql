-- Words that very many records have are found by reading the table until enough are found, so its
-- rows keep the vector that was made anew for every row read; rare words are found by the index.

DROP INDEX search_index;
ALTER TABLE search_document ADD COLUMN vector TSVECTOR NOT NULL
    GENERATED ALWAYS AS (array_to_tsvector(string_to_array(tokens, ' '))) STORED;
CREATE INDEX search_index ON search_document USING gin (vector) WITH (fastupdate = off);
ANALYZE search_document;
