-- What belongs to a record of another kind cannot name one that is not there: meetings, asks,
-- commitments, agreements and sessions of matchmaking belong to programme items; requests,
-- timetables and profiles belong to sessions. A link to nothing, should there be one, is emptied
-- first; the record itself stays as it is.

UPDATE matchmaking SET parent_id = NULL WHERE parent_id IS NOT NULL AND NOT EXISTS
    (SELECT 1 FROM item p WHERE p.agency_id = matchmaking.agency_id AND p.id = matchmaking.parent_id);
ALTER TABLE matchmaking ADD CONSTRAINT matchmaking_parent
    FOREIGN KEY (agency_id, parent_id) REFERENCES item (agency_id, id);

UPDATE meeting SET parent_id = NULL WHERE parent_id IS NOT NULL AND NOT EXISTS
    (SELECT 1 FROM item p WHERE p.agency_id = meeting.agency_id AND p.id = meeting.parent_id);
ALTER TABLE meeting ADD CONSTRAINT meeting_parent
    FOREIGN KEY (agency_id, parent_id) REFERENCES item (agency_id, id);

UPDATE ask SET parent_id = NULL WHERE parent_id IS NOT NULL AND NOT EXISTS
    (SELECT 1 FROM item p WHERE p.agency_id = ask.agency_id AND p.id = ask.parent_id);
ALTER TABLE ask ADD CONSTRAINT ask_parent
    FOREIGN KEY (agency_id, parent_id) REFERENCES item (agency_id, id);

UPDATE commitment SET parent_id = NULL WHERE parent_id IS NOT NULL AND NOT EXISTS
    (SELECT 1 FROM item p WHERE p.agency_id = commitment.agency_id AND p.id = commitment.parent_id);
ALTER TABLE commitment ADD CONSTRAINT commitment_parent
    FOREIGN KEY (agency_id, parent_id) REFERENCES item (agency_id, id);

UPDATE agreement SET parent_id = NULL WHERE parent_id IS NOT NULL AND NOT EXISTS
    (SELECT 1 FROM item p WHERE p.agency_id = agreement.agency_id AND p.id = agreement.parent_id);
ALTER TABLE agreement ADD CONSTRAINT agreement_parent
    FOREIGN KEY (agency_id, parent_id) REFERENCES item (agency_id, id);

UPDATE request SET parent_id = NULL WHERE parent_id IS NOT NULL AND NOT EXISTS
    (SELECT 1 FROM matchmaking p WHERE p.agency_id = request.agency_id AND p.id = request.parent_id);
ALTER TABLE request ADD CONSTRAINT request_parent
    FOREIGN KEY (agency_id, parent_id) REFERENCES matchmaking (agency_id, id);

UPDATE timetable SET parent_id = NULL WHERE parent_id IS NOT NULL AND NOT EXISTS
    (SELECT 1 FROM matchmaking p WHERE p.agency_id = timetable.agency_id AND p.id = timetable.parent_id);
ALTER TABLE timetable ADD CONSTRAINT timetable_parent
    FOREIGN KEY (agency_id, parent_id) REFERENCES matchmaking (agency_id, id);

UPDATE profile SET parent_id = NULL WHERE parent_id IS NOT NULL AND NOT EXISTS
    (SELECT 1 FROM matchmaking p WHERE p.agency_id = profile.agency_id AND p.id = profile.parent_id);
ALTER TABLE profile ADD CONSTRAINT profile_parent
    FOREIGN KEY (agency_id, parent_id) REFERENCES matchmaking (agency_id, id);
