-- The history: one row an attempt, and behind it the chained events.
-- Times are UTC text with milliseconds, amounts are whole won.

PRAGMA application_id = 1264141395; -- "KYDS"

-- What this file is. The chain of events begins with it.
CREATE TABLE file (
    id          INTEGER PRIMARY KEY CHECK (id = 1),
    file_id     TEXT NOT NULL,
    environment TEXT NOT NULL,
    created_at  TEXT NOT NULL
) STRICT;

CREATE TABLE operations (
    id             INTEGER PRIMARY KEY,
    kind           TEXT NOT NULL CHECK (kind IN ('charge', 'cancel')),
    gateway        TEXT NOT NULL,
    environment    TEXT NOT NULL,
    terminal       TEXT NOT NULL,
    staff          TEXT NOT NULL,
    state          TEXT NOT NULL CHECK (state IN ('prepared', 'approved', 'declined', 'not-sent', 'in-doubt')),
    parent_id      INTEGER REFERENCES operations (id),
    order_number   TEXT NOT NULL UNIQUE CHECK (length(order_number) BETWEEN 1 AND 20),
    order_seq      INTEGER NOT NULL, -- 0 for staff's own number
    business_day   TEXT NOT NULL,
    prepared_at    TEXT NOT NULL,
    finished_at    TEXT NOT NULL DEFAULT '',

    amount_krw     INTEGER NOT NULL CHECK (amount_krw > 0),
    quota          INTEGER NOT NULL,
    masked_card    TEXT NOT NULL,
    network        TEXT NOT NULL,
    item_name      TEXT NOT NULL,
    fingerprint    BLOB,
    mixed          INTEGER NOT NULL CHECK (mixed IN (0, 1)),
    taxable_krw    INTEGER NOT NULL,
    free_krw       INTEGER NOT NULL,
    reason         TEXT NOT NULL,

    -- Sealed, one by one; NULL when not given.
    buyer_name     BLOB,
    buyer_phone    BLOB,
    buyer_email    BLOB,

    transaction_id    TEXT NOT NULL DEFAULT '',
    approval_number   TEXT NOT NULL DEFAULT '',
    answered_at       TEXT NOT NULL DEFAULT '',
    card_company      TEXT NOT NULL DEFAULT '',
    result_code       TEXT NOT NULL DEFAULT '',
    result_message    TEXT NOT NULL DEFAULT '',
    advice            TEXT NOT NULL DEFAULT '',
    fault             TEXT NOT NULL DEFAULT '',
    kakao_result_code TEXT NOT NULL DEFAULT '',
    interest_free     INTEGER NOT NULL DEFAULT 0 CHECK (interest_free IN (0, 1)),
    parts_given       INTEGER NOT NULL DEFAULT 0 CHECK (parts_given IN (0, 1)),
    supply_krw        INTEGER NOT NULL DEFAULT 0,
    vat_krw           INTEGER NOT NULL DEFAULT 0,
    exempt_krw        INTEGER NOT NULL DEFAULT 0,

    CHECK ((kind = 'cancel') = (parent_id IS NOT NULL)),
    CHECK ((state = 'prepared') = (finished_at = ''))
) STRICT;

-- A charge is given back at most once, and by one cancel at a time.
CREATE UNIQUE INDEX operations_one_cancel ON operations (parent_id)
    WHERE kind = 'cancel' AND state IN ('prepared', 'in-doubt', 'approved');
CREATE INDEX operations_parent ON operations (parent_id, id) WHERE parent_id IS NOT NULL;
CREATE INDEX operations_day ON operations (business_day, id);
CREATE INDEX operations_order_seq ON operations (business_day, order_seq);
CREATE INDEX operations_open ON operations (state, id) WHERE state IN ('prepared', 'in-doubt');
CREATE INDEX operations_fingerprint ON operations (fingerprint, business_day) WHERE fingerprint IS NOT NULL;
CREATE INDEX operations_transaction ON operations (transaction_id) WHERE transaction_id <> '';
CREATE INDEX operations_card ON operations (masked_card, id);

CREATE TABLE events (
    seq          INTEGER PRIMARY KEY,
    operation_id INTEGER NOT NULL REFERENCES operations (id),
    at           TEXT NOT NULL,
    type         TEXT NOT NULL,
    staff        TEXT NOT NULL,
    detail       TEXT NOT NULL,
    prev_hash    BLOB NOT NULL CHECK (length(prev_hash) = 32),
    hash         BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE INDEX events_operation ON events (operation_id, seq);

-- What was written stays written.
CREATE TRIGGER file_no_update BEFORE UPDATE ON file
BEGIN SELECT RAISE(ABORT, 'the file row is never changed'); END;
CREATE TRIGGER file_no_delete BEFORE DELETE ON file
BEGIN SELECT RAISE(ABORT, 'the file row is never deleted'); END;

CREATE TRIGGER events_no_update BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
CREATE TRIGGER events_no_delete BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;
CREATE TRIGGER events_append_only BEFORE INSERT ON events
WHEN NEW.seq <> COALESCE((SELECT MAX(seq) FROM events), 0) + 1
    OR NEW.prev_hash <> COALESCE((SELECT hash FROM events ORDER BY seq DESC LIMIT 1), NEW.prev_hash)
BEGIN SELECT RAISE(ABORT, 'events are only appended'); END;

CREATE TRIGGER operations_no_delete BEFORE DELETE ON operations
BEGIN SELECT RAISE(ABORT, 'operations are never deleted'); END;
CREATE TRIGGER operations_begin_prepared BEFORE INSERT ON operations
WHEN NEW.state <> 'prepared'
BEGIN SELECT RAISE(ABORT, 'an operation begins prepared'); END;
CREATE TRIGGER operations_intent_stays BEFORE UPDATE OF id, kind, gateway, environment, terminal, staff, parent_id,
    order_number, order_seq, business_day, prepared_at, amount_krw, quota, masked_card, network, item_name,
    mixed, taxable_krw, free_krw, reason ON operations
BEGIN SELECT RAISE(ABORT, 'an intent is never changed'); END;
CREATE TRIGGER operations_person_stays BEFORE UPDATE OF fingerprint, buyer_name, buyer_phone, buyer_email ON operations
BEGIN SELECT RAISE(ABORT, 'sealed data are never changed'); END;
-- An outcome is written once; only a person's finding goes past it.
CREATE TRIGGER operations_outcome_stays BEFORE UPDATE OF state, finished_at, transaction_id, approval_number, answered_at,
    card_company, result_code, result_message, advice, fault, kakao_result_code, interest_free, parts_given,
    supply_krw, vat_krw, exempt_krw ON operations
WHEN NOT (
    (OLD.state = 'prepared' AND NEW.state <> 'prepared')
    OR (OLD.state IN ('in-doubt', 'approved', 'declined') AND NEW.state IN ('approved', 'declined')
        AND EXISTS (SELECT 1 FROM events WHERE operation_id = OLD.id AND type = 'resolved')))
BEGIN SELECT RAISE(ABORT, 'an outcome is never changed'); END;
