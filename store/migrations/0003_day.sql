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

-- Privacy at rest.

-- The keys of this history (data, fingerprint and signing key as one), wrapped
-- so that they travel with the file: by a key in the keyring, and by the
-- recovery phrase once there is one. Nothing in here is secret. What is made
-- anew takes the place of the old.
CREATE TABLE wrapped_keys (
    keys_id  TEXT NOT NULL CHECK (length(keys_id) = 16),
    way      TEXT NOT NULL CHECK (way IN ('keyring', 'phrase')),
    salt     BLOB NOT NULL,
    wrapped  BLOB NOT NULL CHECK (length(wrapped) > 0),
    begun_at TEXT NOT NULL, -- the keys
    made_at  TEXT NOT NULL, -- this wrapping of them
    PRIMARY KEY (keys_id, way)
) STRICT;

CREATE TRIGGER wrapped_keys_no_delete BEFORE DELETE ON wrapped_keys
BEGIN SELECT RAISE(ABORT, 'wrapped keys are never deleted'); END;
CREATE TRIGGER wrapped_keys_stay_theirs BEFORE UPDATE OF keys_id, way, begun_at ON wrapped_keys
BEGIN SELECT RAISE(ABORT, 'keys are wrapped anew, never exchanged'); END;

-- Who a buyer or a customer was is erased as a whole, for good, and only by an
-- event that names them.
DROP TRIGGER operations_person_stays;
CREATE TRIGGER operations_person_stays BEFORE UPDATE OF fingerprint, buyer_name, buyer_phone, buyer_email ON operations
WHEN NEW.fingerprint IS NOT NULL OR NEW.buyer_name IS NOT NULL OR NEW.buyer_phone IS NOT NULL OR NEW.buyer_email IS NOT NULL
    OR OLD.state IN ('prepared', 'in-doubt')
    OR NOT EXISTS (SELECT 1 FROM events e, json_each(e.detail, '$.operations') named
        WHERE e.seq = (SELECT MAX(seq) FROM events) AND e.type = 'erased' AND named.value = OLD.id
            AND OLD.business_day < json_extract(e.detail, '$.before'))
BEGIN SELECT RAISE(ABORT, 'sealed data are never changed'); END;

DROP TRIGGER customers_identity_stays;
CREATE TRIGGER customers_identity_stays BEFORE UPDATE OF id, gateway, shop_user_id, created_at ON customers
BEGIN SELECT RAISE(ABORT, 'who a customer is, is never changed'); END;
CREATE TRIGGER customers_person_stays BEFORE UPDATE OF name, phone, email ON customers
WHEN NEW.name IS NOT NULL OR NEW.phone IS NOT NULL OR NEW.email IS NOT NULL
    OR OLD.state = 'active'
    OR NOT EXISTS (SELECT 1 FROM events e, json_each(e.detail, '$.customers') named
        WHERE e.seq = (SELECT MAX(seq) FROM events) AND e.type = 'erased' AND named.value = OLD.id)
BEGIN SELECT RAISE(ABORT, 'who a customer is, is never changed'); END;

-- The list.

-- What a row shows beside its own columns, so that a page of old rows reads few
-- pages of the file. None of these indexes grows with a charge.
CREATE INDEX operations_cancels ON operations (parent_id, id, state, amount_krw) WHERE kind = 'cancel';
CREATE INDEX events_findings ON events (operation_id, type) WHERE type IN ('resolved', 'contradicted');

-- A customer's newest registration, however much they have bought since.
CREATE INDEX operations_registrations ON operations (customer_id, id) WHERE kind = 'register-customer';

-- What a charge writes.

-- One index says of a day what a charge asks of it, its last number and its
-- cards, in place of three: every page that a charge writes delays its answer.
DROP INDEX operations_day;
DROP INDEX operations_order_seq;
DROP INDEX operations_fingerprint;
CREATE INDEX operations_day ON operations (business_day, order_seq, fingerprint);

-- A card's company is known from memory, like all that is searched for.
DROP INDEX operations_card;
DROP INDEX operations_number;
