//! Records, audit chain, sessions, jobs and search on SQLite and PostgreSQL.
