package desk_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"keyindesk/desk"
	"keyindesk/gateways"
	"keyindesk/store"
	"keyindesk/store/keys"
	"keyindesk/store/verify"
)

// closer is a counter whose desk can close.
func closer(t *testing.T) (*counter, *[][]byte) {
	t.Helper()
	c := openCounter(t)
	var kept [][]byte
	c.Desk = desk.New(desk.Config{
		Book: c.history, Environment: desk.Practice, KeyIn: c.gateway, FingerprintKey: []byte("a key for tests only"),
		SigningKey: ed25519.NewKeyFromSeed(bytes.Repeat([]byte{3}, 32)), Now: c.clock, Log: slog.New(slog.NewJSONHandler(c.log, nil)),
		Witness: func(anchor []byte) error { kept = append(kept, anchor); return errors.New("the keyring is locked") },
	})
	return c, &kept
}

// order is an order of so much, on another card than any before.
func (c *counter) sell(amount int64) desk.Operation {
	c.t.Helper()
	o := rice()
	o.AmountKRW, o.Quota = amount, 0
	op, err := c.readBack(o).Charge(c.t.Context(), true)
	if err != nil {
		c.t.Fatal(err)
	}
	return op
}

func (c *counter) giveBack(o desk.Operation) desk.Operation {
	c.t.Helper()
	op, err := c.Cancel(c.t.Context(), desk.CancelOrder{ChargeID: o.ID, Reason: "변심", Confirm: desk.Grouped(o.AmountKRW), Staff: "이도윤"})
	if err != nil {
		c.t.Fatal(err)
	}
	return op
}

// at is a moment in Korea.
func at(text string) time.Time {
	t, err := time.Parse("2006-01-02 15:04 -0700", text+" +0900")
	if err != nil {
		panic(err)
	}
	return t
}

func TestDay(t *testing.T) {
	c := openCounter(t)
	c.set(at("2026-11-02 10:00"))
	c.sell(1_000_000)
	c.set(at("2026-11-20 10:00"))
	c.sell(30_000)
	c.set(at("2026-11-20 20:00"))
	c.sell(40_000)
	c.set(at("2026-11-21 09:00"))
	kept, back := c.sell(52_000), c.sell(20_000)
	c.giveBack(back)
	c.gateway.onCharge = ends(gateways.Unknown, "", "timeout")
	doubt := c.sell(7_000)
	c.gateway.onCharge = nil
	c.set(at("2026-11-21 18:00"))
	day, err := c.Day(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	tally := func(count int, amount int64) desk.Tally { return desk.Tally{Count: count, AmountKRW: amount} }
	got := map[string]any{
		"date": day.Date, "ends": day.Ends.Format("2006-01-02 15:04"), "today": day.Today, "yesterday": day.Yesterday, "so far": day.SoFar,
		"month": day.Month.NetKRW(), "instant": day.Instant, "slow": day.Slow, "companies": day.Companies, "cancels": len(day.Cancels),
	}
	want := map[string]any{
		"date": "2026-11-21", "ends": "2026-11-22 00:00", "today": desk.Sums{Sales: tally(2, 72_000), Cancels: tally(1, 20_000)},
		"yesterday": desk.Sums{Sales: tally(2, 70_000)}, "so far": desk.Sums{Sales: tally(1, 30_000)},
		"month": int64(1_122_000), "instant": tally(1, 52_000), "slow": tally(2, 70_000),
		"companies": []desk.DayGroup{{Name: "신한카드", Sums: desk.Sums{Sales: tally(2, 72_000), Cancels: tally(1, 20_000)}}}, "cancels": 1,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if len(day.Doubts) != 1 || day.Doubts[0].ID != doubt.ID || day.Doubts[0].CanAsk || !day.Doubts[0].Until.IsZero() {
		t.Errorf("%+v", day.Doubts) // nobody but a person can look at Payup's
	}
	if day.Cancels[0].Reason != "변심" || day.Cancels[0].ParentID != back.ID || day.Staff[0].Name != "김하늘" || kept.ID == 0 {
		t.Errorf("%+v", day)
	}
}

func TestCloseDay(t *testing.T) {
	t.Run("closes_what_was_shown", func(t *testing.T) {
		c, kept := closer(t)
		c.sell(52_000)
		draft, err := c.DraftClosing(t.Context(), "박사장")
		if err != nil || draft.Number != 1 || draft.ClosingKRW != 52_000 {
			t.Fatalf("%+v %v", draft, err)
		}
		c.sell(1_000)
		if _, err := c.CloseDay(t.Context(), draft); !errors.Is(err, desk.ErrMoved) {
			t.Error(err)
		}
		if draft, err = c.DraftClosing(t.Context(), "박사장"); err != nil {
			t.Fatal(err)
		}
		made, err := c.CloseDay(t.Context(), draft)
		if err != nil || made.ClosingKRW != 53_000 || made.Staff != "박사장" || len(made.List) != 2 {
			t.Fatalf("%+v %v", made, err)
		}
		if len(*kept) != 1 || !bytes.Contains((*kept)[0], []byte(`"closing":1`)) || !strings.Contains(c.log.String(), "how far the history goes") {
			t.Errorf("%q", *kept)
		}
		if _, err := c.CloseDay(t.Context(), draft); !errors.Is(err, desk.ErrMoved) {
			t.Error("closed twice", err)
		}
		found, err := verify.File(t.Context(), filepath.Join(c.dir, "history.db"), verify.Options{Code: desk.ClosingQR(made)})
		if err != nil || found.Verdict != verify.Intact || !found.Witnessed || found.LastClosing.Code != made.CheckCode() {
			t.Errorf("%+v %v", found, err)
		}
	})
	t.Run("waits_for_what_is_under_way", func(t *testing.T) {
		c, _ := closer(t)
		draft, err := c.DraftClosing(t.Context(), "")
		if err != nil {
			t.Fatal(err)
		}
		c.gateway.onCharge = func(gateways.Charge) gateways.Approval {
			if _, err := c.CloseDay(context.Background(), draft); !errors.Is(err, desk.ErrInFlight) {
				t.Error(err)
			}
			return gateways.Approval{Result: gateways.Result{Outcome: gateways.Declined}}
		}
		c.sell(1_000)
		c.Desk.Close()
		if _, err := c.CloseDay(t.Context(), draft); !errors.Is(err, desk.ErrClosing) {
			t.Error(err)
		}
	})
	t.Run("needs_the_key", func(t *testing.T) {
		c := openCounter(t)
		draft, err := c.DraftClosing(t.Context(), "")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := c.CloseDay(t.Context(), draft); !errors.Is(err, desk.ErrNoSigner) {
			t.Error(err)
		}
	})
	t.Run("says_where_the_sums_disagree", func(t *testing.T) {
		c, _ := closer(t)
		first := c.sell(52_000)
		c.set(c.clock().Add(time.Hour))
		draft, err := c.DraftClosing(t.Context(), "")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := c.CloseDay(t.Context(), draft); err != nil {
			t.Fatal(err)
		}
		book := tamperedBook{c.history, &store.SumsDisagree{EventsKRW: 52_000, RowsKRW: 9, Where: &store.Tampering{Problem: store.ProblemRow, OperationID: first.ID}}}
		_, err = c.at(book).DraftClosing(t.Context(), "")
		if !errors.Is(err, desk.ErrTampered) {
			t.Fatal(err)
		}
		if d := c.Disagreement(t.Context(), err); d.EventsKRW != 52_000 || d.RowsKRW != 9 || d.Operation.OrderNumber != first.OrderNumber {
			t.Errorf("%+v", d)
		}
		if d := c.Disagreement(t.Context(), &store.Tampering{Problem: store.ProblemClosing, Closing: 3}); d.Closing != 3 || d.Operation.ID != 0 {
			t.Errorf("%+v", d)
		}
	})
}

// tamperedBook finds the sums to disagree.
type tamperedBook struct {
	desk.Book
	err error
}

func (b tamperedBook) DraftClosing(context.Context, string) (store.Closing, error) {
	return store.Closing{}, b.err
}

// TestOlderHistory puts yesterday's copy of a practice history back: the office
// knows, whether the data folder went with it or not.
func TestOlderHistory(t *testing.T) {
	dir, ring := t.TempDir(), keys.Memory()
	open := func(dataDir string) (*desk.Office, *desk.Desk) {
		t.Helper()
		gate := &gateway{}
		o := desk.NewOffice(desk.OfficeConfig{DataDir: dataDir, Ring: ring, Wire: func(desk.Environment, string, desk.Credentials) (desk.Wired, error) {
			return desk.Wired{KeyIn: gate}, nil
		}})
		d, err := o.OpenDesk(t.Context(), desk.Practice)
		if err != nil {
			t.Fatal(err)
		}
		return o, d
	}
	sellAndClose := func(d *desk.Desk) {
		t.Helper()
		press, err := d.ReadBack(t.Context(), rice(), "김하늘")
		if err == nil {
			_, err = press.Charge(t.Context(), true)
		}
		if err != nil {
			t.Fatal(err)
		}
		draft, err := d.DraftClosing(t.Context(), "박사장")
		if err == nil {
			_, err = d.CloseDay(t.Context(), draft)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	o, d := open(dir)
	sellAndClose(d)
	o.Close()
	file := filepath.Join(dir, "practice", "history.db")
	yesterday, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	o, d = open(dir)
	if d.Behind() != nil {
		t.Fatal("behind itself")
	}
	sellAndClose(d)
	var audit bytes.Buffer
	if events, err := d.ExportAudit(t.Context(), &audit, nil); err != nil || audit.Len() < 1000 || events == 0 {
		t.Error(err)
	}
	o.Close()

	other := t.TempDir() // a data folder with nothing but the copy: the keyring knows
	if err := os.MkdirAll(filepath.Join(other, "practice"), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, place := range []string{file, filepath.Join(other, "practice", "history.db")} {
		if err := os.WriteFile(place, yesterday, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for name, dataDir := range map[string]string{"the_database": dir, "the_whole_folder": other} {
		t.Run(name, func(t *testing.T) {
			o, d := open(dataDir)
			defer func() { o.Close() }()
			b := d.Behind()
			if b == nil || b.OtherFile || b.Known.Closing != 2 {
				t.Fatalf("%+v", b)
			}
			if err := d.AcceptHistory(t.Context(), "박사장"); err != nil {
				t.Fatal(err)
			}
			o.Close()
			if o, d = open(dataDir); d.Behind() != nil {
				t.Errorf("told again: %+v", d.Behind())
			}
		})
	}
}
