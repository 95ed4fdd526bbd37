-- Billing keys, customers and their payments: more kinds of operations, the
-- customers they are about, and cancels of a part of a sale. SQLite can't
-- change a table's conditions, so operations is built anew and takes the old
-- one's name. The connection does not enforce foreign keys meanwhile.

-- Who has a CustomerKey with a gateway. A row changes only together with the
-- operation that says why (changed_by).
CREATE TABLE customers (
    id           INTEGER PRIMARY KEY,
    gateway      TEXT NOT NULL,
    shop_user_id TEXT NOT NULL CHECK (shop_user_id <> ''),
    merchant_id  TEXT NOT NULL,
    state        TEXT NOT NULL CHECK (state IN ('pending', 'active', 'revoked')),

    -- Sealed, one by one; NULL when not given.
    name         BLOB,
    phone        BLOB,
    email        BLOB,
    customer_key BLOB, -- sealed; there is one while active

    key_hint     TEXT NOT NULL DEFAULT '',
    created_at   TEXT NOT NULL,
    updated_at   TEXT NOT NULL,
    changed_by   INTEGER REFERENCES operations (id),

    UNIQUE (gateway, shop_user_id),
    CHECK ((state = 'active') = (customer_key IS NOT NULL))
) STRICT;

CREATE TABLE operations_2 (
    id             INTEGER PRIMARY KEY,
    kind           TEXT NOT NULL CHECK (kind IN ('charge', 'cancel', 'lookup-key', 'delete-key', 'register-customer',
        'issue-key', 'revoke-key', 'list-methods', 'register-payment', 'settle')),
    gateway        TEXT NOT NULL,
    environment    TEXT NOT NULL,
    terminal       TEXT NOT NULL,
    staff          TEXT NOT NULL,
    state          TEXT NOT NULL
        CHECK (state IN ('prepared', 'approved', 'declined', 'not-sent', 'in-doubt', 'no-answer')),
    parent_id      INTEGER REFERENCES operations (id),
    customer_id    INTEGER REFERENCES customers (id),
    order_number   TEXT NOT NULL UNIQUE CHECK (length(order_number) BETWEEN 1 AND 20),
    order_seq      INTEGER NOT NULL, -- 0 for a number that was not counted
    request_id     TEXT NOT NULL DEFAULT '',
    business_day   TEXT NOT NULL,
    prepared_at    TEXT NOT NULL,
    finished_at    TEXT NOT NULL DEFAULT '',

    amount_krw     INTEGER NOT NULL,
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
    private        BLOB, -- what the next step needs

    merchant_id       TEXT NOT NULL DEFAULT '',
    key_hint          TEXT NOT NULL DEFAULT '',
    masked_number     TEXT NOT NULL DEFAULT '', -- as the gateway masked it
    transaction_id    TEXT NOT NULL DEFAULT '',
    cancel_id         TEXT NOT NULL DEFAULT '',
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

    -- What the browser page sent back.
    returned       INTEGER NOT NULL DEFAULT 0 CHECK (returned IN (0, 1)),
    return_code    TEXT NOT NULL DEFAULT '',

    CHECK ((kind IN ('cancel', 'issue-key', 'settle')) = (parent_id IS NOT NULL)),
    CHECK (kind = 'cancel' OR (customer_id IS NOT NULL) = (kind IN ('register-customer', 'issue-key', 'revoke-key',
        'list-methods', 'register-payment', 'settle'))),
    CHECK ((kind IN ('charge', 'cancel', 'settle', 'register-payment') AND amount_krw > 0)
        OR (kind NOT IN ('charge', 'cancel', 'settle', 'register-payment') AND amount_krw = 0)),
    CHECK ((state = 'prepared') = (finished_at = '')),
    -- Only what a repeat can't harm ends without an answer, and only the rest is
    -- ever in doubt.
    CHECK (state <> 'no-answer' OR kind IN ('lookup-key', 'list-methods', 'register-customer', 'register-payment')),
    CHECK (state <> 'in-doubt' OR kind NOT IN ('lookup-key', 'list-methods', 'register-customer', 'register-payment')),
    CHECK (returned = 0 OR (state = 'approved' AND kind IN ('register-customer', 'register-payment'))),
    CHECK (returned = 1 OR return_code = '')
) STRICT;

INSERT INTO operations_2 (id, kind, gateway, environment, terminal, staff, state, parent_id, order_number, order_seq,
    business_day, prepared_at, finished_at, amount_krw, quota, masked_card, network, item_name, fingerprint, mixed,
    taxable_krw, free_krw, reason, buyer_name, buyer_phone, buyer_email, transaction_id, approval_number, answered_at,
    card_company, result_code, result_message, advice, fault, kakao_result_code, interest_free, parts_given, supply_krw,
    vat_krw, exempt_krw)
SELECT id, kind, gateway, environment, terminal, staff, state, parent_id, order_number, order_seq,
    business_day, prepared_at, finished_at, amount_krw, quota, masked_card, network, item_name, fingerprint, mixed,
    taxable_krw, free_krw, reason, buyer_name, buyer_phone, buyer_email, transaction_id, approval_number, answered_at,
    card_company, result_code, result_message, advice, fault, kakao_result_code, interest_free, parts_given, supply_krw,
    vat_krw, exempt_krw
FROM operations ORDER BY id;

DROP TABLE operations;
ALTER TABLE operations_2 RENAME TO operations;

-- A sale has one cancel at a time; a payment is settled at most once; the key of
-- a registration is asked for by one operation at a time.
CREATE UNIQUE INDEX operations_one_cancel ON operations (parent_id)
    WHERE kind = 'cancel' AND state IN ('prepared', 'in-doubt');
CREATE UNIQUE INDEX operations_one_settle ON operations (parent_id)
    WHERE kind = 'settle' AND state IN ('prepared', 'in-doubt', 'approved');
CREATE UNIQUE INDEX operations_one_issue ON operations (parent_id)
    WHERE kind = 'issue-key' AND state = 'prepared';
-- What a page's return, and an inquiry, are found by.
CREATE UNIQUE INDEX operations_customer_request ON operations (request_id)
    WHERE kind = 'register-customer' AND request_id <> '';
CREATE UNIQUE INDEX operations_payment_request ON operations (request_id)
    WHERE kind IN ('register-payment', 'cancel') AND request_id <> '';

CREATE INDEX operations_request ON operations (request_id, id) WHERE request_id <> '';
CREATE INDEX operations_parent ON operations (parent_id, id) WHERE parent_id IS NOT NULL;
CREATE INDEX operations_customer ON operations (customer_id, id) WHERE customer_id IS NOT NULL;
CREATE INDEX operations_day ON operations (business_day, id);
CREATE INDEX operations_order_seq ON operations (business_day, order_seq);
CREATE INDEX operations_open ON operations (state, id) WHERE state IN ('prepared', 'in-doubt');
CREATE INDEX operations_waiting ON operations (id)
    WHERE kind IN ('register-customer', 'register-payment') AND state = 'approved' AND returned = 0;
CREATE INDEX operations_fingerprint ON operations (fingerprint, business_day) WHERE fingerprint IS NOT NULL;
CREATE INDEX operations_transaction ON operations (transaction_id) WHERE transaction_id <> '';
CREATE INDEX operations_card ON operations (masked_card, id);
CREATE INDEX operations_number ON operations (masked_number, id) WHERE masked_number <> '';

-- What was written stays written.
CREATE TRIGGER operations_no_delete BEFORE DELETE ON operations
BEGIN SELECT RAISE(ABORT, 'operations are never deleted'); END;
CREATE TRIGGER operations_begin_prepared BEFORE INSERT ON operations
WHEN NEW.state <> 'prepared'
BEGIN SELECT RAISE(ABORT, 'an operation begins prepared'); END;
CREATE TRIGGER operations_intent_stays BEFORE UPDATE OF id, kind, gateway, environment, terminal, staff, parent_id,
    customer_id, order_number, order_seq, request_id, business_day, prepared_at, amount_krw, quota, masked_card, network,
    item_name, mixed, taxable_krw, free_krw, reason ON operations
BEGIN SELECT RAISE(ABORT, 'an intent is never changed'); END;
CREATE TRIGGER operations_merchant_stays BEFORE UPDATE OF merchant_id ON operations
WHEN OLD.merchant_id <> '' AND NEW.merchant_id <> OLD.merchant_id
BEGIN SELECT RAISE(ABORT, 'an intent is never changed'); END;
CREATE TRIGGER operations_person_stays BEFORE UPDATE OF fingerprint, buyer_name, buyer_phone, buyer_email ON operations
BEGIN SELECT RAISE(ABORT, 'sealed data are never changed'); END;
-- An outcome is written once; of a row in doubt the gateway's own later word
-- goes past it, and a person's finding.
CREATE TRIGGER operations_outcome_stays BEFORE UPDATE OF state, finished_at, merchant_id, key_hint, masked_number,
    transaction_id, cancel_id, approval_number, answered_at, card_company, result_code, result_message, advice, fault,
    kakao_result_code, interest_free, parts_given, supply_krw, vat_krw, exempt_krw ON operations
WHEN NOT (
    (OLD.state = 'prepared' AND NEW.state <> 'prepared')
    OR (OLD.state = 'in-doubt' AND NEW.state IN ('approved', 'declined')
        AND (SELECT type FROM events WHERE operation_id = OLD.id ORDER BY seq DESC LIMIT 1) = 'inquired')
    OR (OLD.state IN ('in-doubt', 'approved', 'declined') AND NEW.state IN ('approved', 'declined')
        AND (SELECT type FROM events WHERE operation_id = OLD.id ORDER BY seq DESC LIMIT 1) = 'resolved'))
BEGIN SELECT RAISE(ABORT, 'an outcome is never changed'); END;
CREATE TRIGGER operations_private_stays BEFORE UPDATE OF private ON operations
WHEN NEW.private IS DISTINCT FROM OLD.private AND NEW.state = OLD.state AND NEW.returned = OLD.returned
BEGIN SELECT RAISE(ABORT, 'sealed data are never changed'); END;
CREATE TRIGGER operations_return_once BEFORE UPDATE OF returned, return_code ON operations
WHEN NOT (OLD.returned = 0 AND NEW.returned = 1
    AND (SELECT type FROM events WHERE operation_id = OLD.id ORDER BY seq DESC LIMIT 1) = 'returned')
BEGIN SELECT RAISE(ABORT, 'a page returns once'); END;

-- Never more is given back than was taken, and only of what was taken.
CREATE TRIGGER operations_cancel_fits BEFORE INSERT ON operations
WHEN NEW.kind = 'cancel' AND NOT EXISTS (SELECT 1 FROM operations sale
    WHERE sale.id = NEW.parent_id AND sale.kind IN ('charge', 'settle') AND sale.state = 'approved'
        AND NEW.amount_krw <= sale.amount_krw - (SELECT COALESCE(SUM(c.amount_krw), 0) FROM operations c
            WHERE c.parent_id = sale.id AND c.kind = 'cancel' AND c.state IN ('prepared', 'in-doubt', 'approved')))
BEGIN SELECT RAISE(ABORT, 'a cancel gives back what remains of a sale'); END;
CREATE TRIGGER operations_cancel_still_fits BEFORE UPDATE OF state ON operations
WHEN NEW.kind = 'cancel' AND NEW.state IN ('prepared', 'in-doubt', 'approved') AND NOT EXISTS (SELECT 1 FROM operations sale
    WHERE sale.id = NEW.parent_id AND sale.kind IN ('charge', 'settle') AND sale.state = 'approved'
        AND NEW.amount_krw <= sale.amount_krw - (SELECT COALESCE(SUM(c.amount_krw), 0) FROM operations c
            WHERE c.parent_id = sale.id AND c.kind = 'cancel' AND c.state IN ('prepared', 'in-doubt', 'approved')
                AND c.id <> NEW.id))
BEGIN SELECT RAISE(ABORT, 'a cancel gives back what remains of a sale'); END;
CREATE TRIGGER operations_sale_stays BEFORE UPDATE OF state ON operations
WHEN OLD.kind IN ('charge', 'settle') AND OLD.state = 'approved' AND NEW.state <> 'approved'
    AND EXISTS (SELECT 1 FROM operations c
        WHERE c.parent_id = OLD.id AND c.kind = 'cancel' AND c.state IN ('prepared', 'in-doubt', 'approved'))
BEGIN SELECT RAISE(ABORT, 'a sale with a cancel stays a sale'); END;

-- Nothing follows a page that has not returned, and a key is issued once.
CREATE TRIGGER operations_after_return BEFORE INSERT ON operations
WHEN NEW.kind IN ('issue-key', 'settle') AND NOT EXISTS (SELECT 1 FROM operations p
    WHERE p.id = NEW.parent_id AND p.returned = 1 AND p.customer_id = NEW.customer_id AND p.amount_krw = NEW.amount_krw
        AND p.kind = CASE NEW.kind WHEN 'settle' THEN 'register-payment' ELSE 'register-customer' END)
BEGIN SELECT RAISE(ABORT, 'the page has not returned'); END;
CREATE TRIGGER operations_issue_once BEFORE INSERT ON operations
WHEN NEW.kind = 'issue-key' AND EXISTS (SELECT 1 FROM operations i
    WHERE i.parent_id = NEW.parent_id AND i.kind = 'issue-key' AND i.state = 'approved')
BEGIN SELECT RAISE(ABORT, 'the key is issued already'); END;

CREATE TRIGGER customers_no_delete BEFORE DELETE ON customers
BEGIN SELECT RAISE(ABORT, 'customers are never deleted'); END;
CREATE TRIGGER customers_begin_pending BEFORE INSERT ON customers
WHEN NEW.state <> 'pending' OR NEW.key_hint <> '' OR NEW.changed_by IS NOT NULL OR NEW.updated_at <> NEW.created_at
BEGIN SELECT RAISE(ABORT, 'a customer begins pending'); END;
CREATE TRIGGER customers_identity_stays BEFORE UPDATE OF id, gateway, shop_user_id, name, phone, email, created_at ON customers
BEGIN SELECT RAISE(ABORT, 'who a customer is, is never changed'); END;
CREATE TRIGGER customers_follow BEFORE UPDATE OF merchant_id, state, customer_key, key_hint, updated_at, changed_by ON customers
WHEN NEW.changed_by IS NULL OR NEW.changed_by < COALESCE(OLD.changed_by, 0) OR NOT EXISTS (SELECT 1 FROM operations o
    WHERE o.id = NEW.changed_by AND o.customer_id = OLD.id AND o.state = 'approved'
        AND ((o.kind = 'issue-key' AND NEW.state = 'active') OR (o.kind = 'revoke-key' AND NEW.state = 'revoked')))
BEGIN SELECT RAISE(ABORT, 'a customer follows an operation'); END;
