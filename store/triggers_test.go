package store

import (
	"fmt"
	"strings"
	"testing"
)

// TestTriggers tries to change what was written through the very connection
// that writes.
func TestTriggers(t *testing.T) {
	s, _ := newStore(t)
	charge := approved(t, s, 1000)
	prepared(t, s, chargeIntent(2000))
	resolved(t, s, charged(t, s, InDoubt).ID, happened("R1"))
	const copyOf = ` operation_id, at, type, staff, detail, prev_hash, hash FROM events WHERE seq = 1`
	for name, statement := range map[string]string{
		"change an event":            `UPDATE events SET detail = '{}' WHERE seq = 1`,
		"change nothing of an event": `UPDATE events SET detail = detail`,
		"delete an event":            `DELETE FROM events WHERE seq = (SELECT MAX(seq) FROM events)`,
		"replace an event":           `INSERT OR REPLACE INTO events (` + eventColumns + `) SELECT seq,` + copyOf,
		"append out of order":        `INSERT INTO events (` + eventColumns + `) SELECT 99,` + copyOf,
		"append without the link":    `INSERT INTO events (` + eventColumns + `) SELECT (SELECT MAX(seq) + 1 FROM events),` + copyOf,
		"delete an operation":        `DELETE FROM operations WHERE id = 2`,
		"replace an operation":       `INSERT OR REPLACE INTO operations SELECT * FROM operations WHERE id = 2`,
		"begin approved":             insertCopy(1, map[string]string{"id": "9", "order_number": "'x'"}),
		"change an amount":           `UPDATE operations SET amount_krw = 1 WHERE id = 2`,
		"change a parent":            `UPDATE operations SET parent_id = 2 WHERE id = 1`,
		"change an id":               `UPDATE operations SET id = 9 WHERE id = 2`,
		"change a person":            `UPDATE operations SET buyer_name = NULL WHERE id = 1`,
		"change a fingerprint":       `UPDATE operations SET fingerprint = x'00' WHERE id = 1`,
		"change an answer":           `UPDATE operations SET transaction_id = 'mine' WHERE id = 1`,
		"approved to declined":       `UPDATE operations SET state = 'declined' WHERE id = 1`,
		"approved to prepared":       `UPDATE operations SET state = 'prepared', finished_at = '' WHERE id = 1`,
		"settled to not sent":        `UPDATE operations SET state = 'not-sent' WHERE id = 3`,
		"settled to in doubt":        `UPDATE operations SET state = 'in-doubt' WHERE id = 3`,
		"prepared with a time":       `UPDATE operations SET finished_at = 'x' WHERE id = 2`,
		"a state unheard of":         `UPDATE operations SET state = 'maybe', finished_at = 'x' WHERE id = 2`,
		"change the file":            `UPDATE file SET environment = 'live'`,
		"delete the file":            `DELETE FROM file`,
		"a real for an amount":       `INSERT INTO operations (amount_krw) VALUES (1.5)`,
		"text into a blob":           `INSERT INTO events (` + eventColumns + `) SELECT seq + 100, operation_id, at, type, staff, detail, 'x', 'y' FROM events WHERE seq = 1`,
	} {
		t.Run(strings.ReplaceAll(name, " ", "_"), func(t *testing.T) {
			if _, err := s.writer.Exec(statement); err == nil {
				t.Error("allowed")
			}
		})
	}
	if got, err := s.Operation(ctx, charge.ID); err != nil || got.State != Approved {
		t.Error(got, err)
	}
}

// TestTriggersAfterFinding tries what the rules in Go refuse, in rows that a
// person settled and that may still change.
func TestTriggersAfterFinding(t *testing.T) {
	s, _ := newStore(t)
	for name, c := range map[string]struct {
		arrange func(t *testing.T) string
		want    string
	}{
		"a cancel that happened after all, of what is given back already": {func(t *testing.T) string {
			sale := approved(t, s, 1000)
			doubt := finished(t, s, prepared(t, s, partIntent(sale, 600)).ID, Answer{State: InDoubt})
			resolved(t, s, doubt.ID, Resolution{Evidence: "취소 안 됨"})
			finished(t, s, prepared(t, s, partIntent(sale, 401)).ID, Answer{State: Approved})
			return fmt.Sprintf(`UPDATE operations SET state = 'approved' WHERE id = %d`, doubt.ID)
		}, "what remains of a sale"},
		"a sale that did not happen, with a cancel": {func(t *testing.T) string {
			sale := resolved(t, s, charged(t, s, InDoubt).ID, happened("R1"))
			prepared(t, s, partIntent(sale, 1))
			return fmt.Sprintf(`UPDATE operations SET state = 'declined' WHERE id = %d`, sale.ID)
		}, "stays a sale"},
		"a key asked for twice at once": {func(t *testing.T) string {
			op := prepared(t, s, allKinds[KindIssueKey](t, s))
			return insertCopy(op.ID, map[string]string{"id": "999", "order_number": "'x'"})
		}, "UNIQUE"},
	} {
		t.Run(strings.ReplaceAll(name, " ", "_"), func(t *testing.T) {
			if _, err := s.writer.Exec(c.arrange(t)); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Error("allowed", err)
			}
		})
	}
}
