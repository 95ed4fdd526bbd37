package store

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// closingKey signs the tests' closings.
var closingKey = ed25519.NewKeyFromSeed(testKey(7))

// closed closes whatever happened so far.
func closed(tb testing.TB, s *Store) Closing {
	tb.Helper()
	draft, err := s.DraftClosing(ctx, "박사장")
	if err != nil {
		tb.Fatal(err)
	}
	made, err := s.CloseDay(ctx, "박사장", draft.ToSeq, closingKey)
	if err != nil {
		tb.Fatal(err)
	}
	if made.OpeningKRW+made.MovedKRW() != made.ClosingKRW {
		tb.Errorf("closing %d: %d and %d do not come to %d", made.Number, made.OpeningKRW, made.MovedKRW(), made.ClosingKRW)
	}
	return made
}

func TestCloseDay(t *testing.T) {
	t.Run("says_what_happened", func(t *testing.T) {
		s, c := newStore(t)
		sale := approved(t, s, 10_000)
		finished(t, s, prepared(t, s, partIntent(sale, 3_000)).ID, Answer{State: Approved})
		charged(t, s, Declined)
		doubt := charged(t, s, InDoubt)
		c.set("2026-11-21 20:00:00")
		first := closed(t, s)
		want := ClosingRecord{
			Format: closingFormat, Environment: "practice", FileID: s.fileID, Number: 1, Staff: "박사장",
			ClosedAt: "2026-11-21T11:00:00.000Z", ToSeq: 8, Days: []string{"2026-11-21"},
			Sales: ClosingTally{1, 10_000}, Cancels: ClosingTally{1, 3_000}, ClosingKRW: 7_000, InDoubt: ClosingTally{1, doubt.AmountKRW},
			Companies:   []ClosingGroup{{Name: "BC카드", Sales: ClosingTally{1, 10_000}, Cancels: ClosingTally{1, 3_000}}},
			Gateways:    []ClosingGroup{{Name: "payup", Sales: ClosingTally{1, 10_000}, Cancels: ClosingTally{1, 3_000}}},
			StaffTotals: []ClosingGroup{{Name: "김직원", Sales: ClosingTally{1, 10_000}, Cancels: ClosingTally{1, 3_000}}},
			Open:        []ClosingOpen{{AmountKRW: doubt.AmountKRW, ID: 4, Kind: KindCharge, Order: doubt.OrderNumber, State: InDoubt}},
			Listed:      4, Key: hex.EncodeToString(closingKey.Public().(ed25519.PublicKey)),
		}
		if diff := cmp.Diff(want, first.ClosingRecord, cmpopts.EquateEmpty(), cmpopts.IgnoreFields(ClosingRecord{}, "Head", "ListSHA256")); diff != "" {
			t.Error(diff)
		}
		if len(first.List) != 4 || first.List[1].Parent != sale.ID || first.List[1].Kind != KindCancel || first.List[0].Approval != sale.ApprovalNumber {
			t.Errorf("%+v", first.List)
		}
		kept, err := s.Closing(ctx, 1)
		if diff := cmp.Diff(first, kept); diff != "" || err != nil {
			t.Error("another one is kept", diff, err)
		}
		if !ed25519.Verify(closingKey.Public().(ed25519.PublicKey), kept.Hash, kept.Signature) {
			t.Error("not signed")
		}
	})
	t.Run("late_findings_are_corrections_of_the_next", func(t *testing.T) {
		s, c := newStore(t)
		doubt, other := charged(t, s, InDoubt), charged(t, s, InDoubt)
		first := closed(t, s)
		c.set("2026-11-22 09:00:00")
		resolved(t, s, doubt.ID, happened("R1"))
		approved(t, s, 5_000)
		second := closed(t, s)
		want := []ClosingCorrection{{ID: doubt.ID, Order: doubt.OrderNumber, Kind: KindCharge, AmountKRW: doubt.AmountKRW,
			Was: InDoubt, Now: Approved, DeltaKRW: doubt.AmountKRW}}
		if diff := cmp.Diff(want, second.Corrections); diff != "" || second.ClosingKRW != doubt.AmountKRW+5_000 || second.InDoubt.Count != 1 {
			t.Error(diff, second.ClosingKRW, second.InDoubt)
		}
		resolved(t, s, doubt.ID, Resolution{Evidence: "승인 내역 없음"})
		resolved(t, s, other.ID, Resolution{Evidence: "승인 내역 없음"})
		third := closed(t, s)
		if third.CorrectionsKRW != -doubt.AmountKRW || len(third.Corrections) != 2 || third.ClosingKRW != 5_000 || third.InDoubt.Count != 0 {
			t.Errorf("%+v", third.ClosingRecord)
		}
		if again, err := s.Closing(ctx, 1); err != nil || !cmp.Equal(again, first) {
			t.Error("the first changed", err)
		}
	})
	t.Run("only_what_was_shown_is_closed", func(t *testing.T) {
		s, _ := newStore(t)
		approved(t, s, 1_000)
		draft, err := s.DraftClosing(ctx, "")
		if err != nil || draft.Hash != nil || draft.CheckCode() != "" {
			t.Fatal(draft.Hash, err)
		}
		approved(t, s, 2_000)
		if _, err := s.CloseDay(ctx, "", draft.ToSeq, closingKey); !errors.Is(err, ErrMoved) {
			t.Error(err)
		}
		made := closed(t, s)
		if _, err := s.CloseDay(ctx, "", made.ToSeq, closingKey); !errors.Is(err, ErrMoved) {
			t.Error("closed twice", err)
		}
	})
	t.Run("needs_a_key", func(t *testing.T) {
		s, _ := newStore(t)
		if _, err := s.CloseDay(ctx, "", 0, nil); !errors.Is(err, ErrNoSigner) {
			t.Error(err)
		}
	})
	t.Run("another_key_is_told", func(t *testing.T) {
		s, _ := newStore(t)
		first := closed(t, s)
		again := ed25519.NewKeyFromSeed(testKey(8))
		draft, err := s.DraftClosing(ctx, "")
		if err != nil {
			t.Fatal(err)
		}
		second, err := s.CloseDay(ctx, "", draft.ToSeq, again)
		if err != nil || second.Key == first.Key {
			t.Fatal(err)
		}
		var detail string
		if err := s.readers.Get(&detail, `SELECT detail FROM events WHERE type = 'signing-key'`); err != nil || !strings.Contains(detail, second.Key) {
			t.Error(detail, err)
		}
		if third := closed(t, s); third.Number != 3 || third.Listed != 0 || len(third.Corrections) != 0 {
			t.Errorf("%+v", third)
		}
	})
	t.Run("pages_of_closings", func(t *testing.T) {
		s, _ := newStore(t)
		for range 5 {
			approved(t, s, 1_000)
			closed(t, s)
		}
		page, err := s.Closings(ctx, 0, 2)
		if err != nil || len(page) != 2 || page[0].Number != 5 || page[0].List != nil {
			t.Fatal(page, err)
		}
		if page, err = s.Closings(ctx, page[1].Number, 0); err != nil || len(page) != 3 || page[2].Number != 1 {
			t.Error(page, err)
		}
		if _, err := s.Closing(ctx, 6); !errors.Is(err, ErrNotFound) {
			t.Error(err)
		}
	})
}

// TestCloseDayRefuses alters the file with another program: no day is closed
// over sums that disagree, and the place is named.
func TestCloseDayRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		attack string
		want   Tampering
		sums   bool
	}{
		"an old amount":       {`UPDATE operations SET amount_krw = 9 WHERE id = 1`, Tampering{ProblemRow, 0, 1, 0, 0}, true},
		"an old state":        {`UPDATE operations SET state = 'declined' WHERE id = 1`, Tampering{ProblemRow, 0, 1, 0, 0}, true},
		"a new amount":        {`UPDATE operations SET amount_krw = 9 WHERE id = 3`, Tampering{ProblemRow, 0, 3, 0, 0}, false},
		"a new event":         {`UPDATE events SET detail = '{}' WHERE seq = 7`, Tampering{ProblemHash, 7, 3, 0, 0}, false},
		"a new row":           {insertCopy(1, map[string]string{"id": "9", "order_number": "'x'"}), Tampering{ProblemNoStory, 0, 9, 0, 0}, true},
		"the closing":         {`UPDATE closings SET record = replace(record, '"closing_krw":1000', '"closing_krw":1001')`, Tampering{ProblemClosing, 0, 0, 0, 1}, false},
		"the closing's event": {`UPDATE events SET detail = '{}' WHERE seq = 5`, Tampering{ProblemClosing, 0, 0, 0, 1}, false},
		"the closing's end":   {`UPDATE events SET hash = prev_hash WHERE seq = 4`, Tampering{ProblemClosing, 0, 0, 0, 1}, false},
	} {
		t.Run(strings.ReplaceAll(name, " ", "_"), func(t *testing.T) {
			o, _ := testOptions(t, quickTemp(t))
			s := openTest(t, o)
			approved(t, s, 1_000)   // events 1, 2
			charged(t, s, Declined) // 3, 4
			closed(t, s)            // 5
			approved(t, s, 2_000)   // 6, 7
			s.Close()
			db := freeHand(t, filepath.Join(o.Dir, databaseName))
			db.MustExec(c.attack)
			db.Close()
			s = openTest(t, o)
			_, err := s.DraftClosing(ctx, "")
			var found *Tampering
			var sums *SumsDisagree
			if errors.As(err, &sums) {
				found = sums.Where
			} else if !errors.As(err, &found) {
				t.Fatal("not seen", err)
			}
			if (sums != nil) != c.sums || *found != c.want || !errors.Is(err, ErrTampered) {
				t.Errorf("%v: found %+v, want %+v", err, *found, c.want)
			}
			if _, err := s.CloseDay(ctx, "", 7, closingKey); !errors.Is(err, ErrTampered) {
				t.Error("closed", err)
			}
			if n, _ := s.Closings(ctx, 0, 0); len(n) > 1 {
				t.Error("a closing more")
			}
		})
	}
}

// TestClosingTriggers tries to change what was closed through the very
// connection that writes.
func TestClosingTriggers(t *testing.T) {
	s, _ := newStore(t)
	approved(t, s, 1_000)
	closed(t, s)
	approved(t, s, 2_000)
	for name, statement := range map[string]string{
		"change a closing":        `UPDATE closings SET record = '{}'`,
		"delete a closing":        `DELETE FROM closings`,
		"replace a closing":       `INSERT OR REPLACE INTO closings SELECT * FROM closings`,
		"a closing out of order":  `INSERT INTO closings SELECT 3, record, list, zeroblob(32), signature FROM closings`,
		"a closing without event": `INSERT INTO closings SELECT 2, record, list, zeroblob(32), signature FROM closings`,
		"an event of no number":   `INSERT INTO events SELECT seq + 2, 0, at, type, staff, detail, hash, hash FROM events ORDER BY seq DESC LIMIT 1`,
	} {
		if _, err := s.writer.Exec(statement); err == nil {
			t.Error(name, "allowed")
		}
	}
}

// TestCanonical holds the form of records against RFC 8785: names in order, no
// white space, no escapes but the needed ones.
func TestCanonical(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"국민<&>", `"국민<&>"`}, {"a\u2028b\u2029", "\"a\u2028b\u2029\""}, {`\u2028`, `"\\u2028"`}, {"\x01\b\f\n\"\\\x7f", `"\u0001\b\f\n\"\\` + "\x7f\""},
	} {
		if got, err := canonical(c.text); err != nil || string(got) != c.want {
			t.Errorf("%q: %s, want %s %v", c.text, got, c.want, err)
		}
	}
	s, _ := newStore(t)
	approved(t, s, 1_000)
	charged(t, s, InDoubt)
	c := closed(t, s)
	var kept closingRow
	if err := s.readers.Get(&kept, `SELECT number, record, list, hash, signature FROM closings`); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{kept.Record, kept.List} {
		var value any
		if err := json.Unmarshal([]byte(text), &value); err != nil {
			t.Fatal(err)
		}
		sorted, err := canonical(value) // a map's names are sorted
		if err != nil || string(sorted) != text {
			t.Errorf("%s\nis not\n%s", text, sorted)
		}
	}
	list := sha256.Sum256([]byte(kept.List))
	if c.ListSHA256 != hex.EncodeToString(list[:]) || !bytes.Equal(c.Hash, closingHash([]byte(kept.Record))) {
		t.Error("hashes differ")
	}
	if code := c.CheckCode(); len(code) != 19 || strings.Count(code, "-") != 3 {
		t.Error(code)
	}
}
