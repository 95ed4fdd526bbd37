-- The day. One section a subject.

-- Closings, and events of the file as a whole.

-- An event that is about no operation (a closing, an export, a backup) has none
-- here and 0 in its hash. Conditions of columns can't be changed, so events is
-- built anew and takes the old one's name; triggers of operations name it, and
-- the older kind of renaming leaves them alone.
CREATE TABLE events_3 (
    seq          INTEGER PRIMARY KEY,
    operation_id INTEGER REFERENCES operations (id) CHECK (operation_id > 0),
    at           TEXT NOT NULL,
    type         TEXT NOT NULL,
    staff        TEXT NOT NULL,
    detail       TEXT NOT NULL,
    prev_hash    BLOB NOT NULL CHECK (length(prev_hash) = 32),
    hash         BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

INSERT INTO events_3 (seq, operation_id, at, type, staff, detail, prev_hash, hash)
SELECT seq, operation_id, at, type, staff, detail, prev_hash, hash FROM events ORDER BY seq;

PRAGMA legacy_alter_table = 1;
DROP TABLE events;
ALTER TABLE events_3 RENAME TO events;
PRAGMA legacy_alter_table = 0;

CREATE INDEX events_operation ON events (operation_id, seq);

CREATE TRIGGER events_no_update BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
CREATE TRIGGER events_no_delete BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;
CREATE TRIGGER events_append_only BEFORE INSERT ON events
WHEN NEW.seq <> COALESCE((SELECT MAX(seq) FROM events), 0) + 1
    OR NEW.prev_hash <> COALESCE((SELECT hash FROM events ORDER BY seq DESC LIMIT 1), NEW.prev_hash)
BEGIN SELECT RAISE(ABORT, 'events are only appended'); END;

-- What was closed, as it was signed: record and list are canonical JSON, hash
-- covers the record, and the record covers the list.
CREATE TABLE closings (
    number    INTEGER PRIMARY KEY,
    record    TEXT NOT NULL,
    list      TEXT NOT NULL,
    hash      BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
    signature BLOB NOT NULL CHECK (length(signature) = 64)
) STRICT;

CREATE TRIGGER closings_no_update BEFORE UPDATE ON closings
BEGIN SELECT RAISE(ABORT, 'closings are never changed'); END;
CREATE TRIGGER closings_no_delete BEFORE DELETE ON closings
BEGIN SELECT RAISE(ABORT, 'closings are never deleted'); END;
CREATE TRIGGER closings_append_only BEFORE INSERT ON closings
WHEN NEW.number <> COALESCE((SELECT MAX(number) FROM closings), 0) + 1
    OR NOT EXISTS (SELECT 1 FROM events WHERE seq = (SELECT MAX(seq) FROM events) AND type = 'closed')
BEGIN SELECT RAISE(ABORT, 'closings are only appended'); END;
