-- Nothing to change: the index of SQLite stops by itself when enough is found. PostgreSQL keeps
-- vectors beside its tokens from this version on.

SELECT 1;
