package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var ctx = context.Background()

// clock is a clock that tests turn by hand.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) set(text string) {
	t, err := time.ParseInLocation(time.DateTime, text, korea)
	if err != nil {
		panic(err)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = t
}

func testKey(fill byte) []byte {
	key := make([]byte, 32)
	for i := range key {
		key[i] = fill
	}
	return key
}

// testOptions opens a practice history in dir on 21 November 2026 at noon.
func testOptions(tb testing.TB, dir string) (Options, *clock) {
	tb.Helper()
	sealer, err := NewSealer(testKey(1))
	if err != nil {
		tb.Fatal(err)
	}
	c := &clock{}
	c.set("2026-11-21 12:00:00")
	return Options{Dir: dir, Environment: "practice", Terminal: "7Q", OrderPrefix: "P", Sealer: sealer, Now: c.Now}, c
}

func openTest(tb testing.TB, o Options) *Store {
	tb.Helper()
	s, err := Open(ctx, o)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = s.Close() })
	return s
}

// newStore is an empty history that is checked against its own chain at the
// end of the test.
func newStore(tb testing.TB) (*Store, *clock) {
	tb.Helper()
	o, c := testOptions(tb, filepath.Join(tb.TempDir(), "practice"))
	s := openTest(tb, o)
	tb.Cleanup(func() {
		if err := s.VerifyChain(ctx); err != nil && !tb.Failed() {
			tb.Errorf("chain after the test: %v", err)
		}
	})
	return s, c
}

func chargeIntent(amount int64) Intent {
	return Intent{
		Kind: KindCharge, Gateway: "payup", Staff: "김직원", AmountKRW: amount, MaskedCard: "943100******1234",
		Network: "bc", ItemName: "꽃바구니", Fingerprint: []byte("card one"),
		Buyer: Buyer{Name: "홍길동", Phone: "01012345678", Email: "hong@example.kr"},
	}
}

func cancelIntent(charge Operation) Intent {
	return Intent{Kind: KindCancel, Gateway: charge.Gateway, Staff: "김직원", ParentID: charge.ID,
		AmountKRW: charge.AmountKRW, MaskedCard: charge.MaskedCard, ItemName: charge.ItemName, Reason: "변심"}
}

// partIntent cancels a part of a sale.
func partIntent(sale Operation, amount int64) Intent {
	in := cancelIntent(sale)
	in.AmountKRW = amount
	return in
}

func prepared(tb testing.TB, s *Store, in Intent) Operation {
	tb.Helper()
	op, err := s.Prepare(ctx, in)
	if err != nil {
		tb.Fatal(err)
	}
	holdBegun(tb, s, op.ID)
	return op
}

func approval(id string) Answer {
	return Answer{State: Approved, TransactionID: "TX" + id, ApprovalNumber: "AP" + id, AnsweredAt: "20261121120001",
		CardCompany: "BC카드", ResultCode: "0000", ResultMessage: "성공", Trace: `{"path":"/v2/api/payment"}`}
}

func finished(tb testing.TB, s *Store, id int64, a Answer) Operation {
	tb.Helper()
	op, err := s.Finish(ctx, id, a)
	if err != nil {
		tb.Fatal(err)
	}
	return op
}

// approved is a charge that went through.
func approved(tb testing.TB, s *Store, amount int64) Operation {
	tb.Helper()
	op := prepared(tb, s, chargeIntent(amount))
	return finished(tb, s, op.ID, approval(op.OrderNumber))
}

func TestOpen(t *testing.T) {
	t.Run("keeps_everything_over_a_restart", func(t *testing.T) {
		o, _ := testOptions(t, filepath.Join(t.TempDir(), "practice"))
		s := openTest(t, o)
		in := chargeIntent(50_000)
		in.Quota, in.Mixed, in.TaxableKRW, in.FreeKRW, in.OverrideOf = 3, true, 33_000, 17_000, 0
		op := prepared(t, s, in)
		a := approval("1")
		a.InterestFree, a.PartsGiven, a.SupplyKRW, a.VATKRW, a.ExemptKRW, a.KakaoResultCode = true, true, 30_000, 3_000, 17_000, "0000"
		a.Advice, a.Fault = "none", "none"
		want := finished(t, s, op.ID, a)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		s = openTest(t, o)
		got, err := s.Operation(ctx, op.ID)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		if got.Buyer != in.Buyer || got.Quota != 3 || !got.InterestFree || got.VATKRW != 3_000 || got.Environment != "practice" {
			t.Errorf("%+v", got)
		}
		if len(s.Recovered()) != 0 {
			t.Error("nothing was cut off")
		}
	})
	t.Run("cut_off_operations_are_in_doubt", func(t *testing.T) {
		o, c := testOptions(t, t.TempDir())
		s := openTest(t, o)
		charge := approved(t, s, 1000)
		cut := []Operation{prepared(t, s, chargeIntent(2000)), prepared(t, s, cancelIntent(charge))}
		s.Close()
		c.set("2026-11-22 09:00:00")
		s = openTest(t, o)
		recovered := s.Recovered()
		if len(recovered) != 2 {
			t.Fatalf("recovered %d", len(recovered))
		}
		for i, op := range recovered {
			if op.ID != cut[i].ID || op.State != InDoubt || !op.FinishedAt.Equal(c.Now()) || op.Buyer != cut[i].Buyer {
				t.Errorf("%+v", op)
			}
			story, err := s.Story(ctx, op.ID)
			if err != nil || len(story) != 2 || story[1].Type != EventCutOff {
				t.Errorf("story %v %v", story, err)
			}
		}
		s.Close()
		if s = openTest(t, o); len(s.Recovered()) != 0 {
			t.Error("recovered twice")
		}
		if err := s.VerifyChain(ctx); err != nil {
			t.Error(err)
		}
	})
	t.Run("another_environment_is_refused", func(t *testing.T) {
		o, _ := testOptions(t, t.TempDir())
		openTest(t, o).Close()
		o.Environment = "live"
		if _, err := Open(ctx, o); !errors.Is(err, ErrOtherEnvironment) {
			t.Error(err)
		}
	})
	t.Run("any_folder_name_will_do", func(t *testing.T) {
		for _, name := range []string{"홍길동의 PC", "a#b", "100%25", "what?mode=memory", "a b&c=d;e", "'quote\""} {
			if runtime.GOOS == "windows" && name != "홍길동의 PC" {
				continue
			}
			o, _ := testOptions(t, filepath.Join(t.TempDir(), name))
			s := openTest(t, o)
			approved(t, s, 1000)
			s.Close()
			if _, err := os.Stat(filepath.Join(o.Dir, databaseName)); err != nil {
				t.Error(err)
			}
		}
	})
	t.Run("without_the_key_the_history_stays_and_the_buyer_is_unreadable", func(t *testing.T) {
		o, _ := testOptions(t, t.TempDir())
		s := openTest(t, o)
		op := approved(t, s, 1000)
		s.Close()
		other, _ := NewSealer(testKey(2))
		for _, sealer := range []Sealer{other, nil} {
			o.Sealer = sealer
			s = openTest(t, o)
			got, err := s.Operation(ctx, op.ID)
			if err != nil || got.Buyer != (Buyer{Unreadable: true}) || got.AmountKRW != 1000 {
				t.Errorf("%+v %v", got, err)
			}
			if page, err := s.History(ctx, Query{Text: "홍길동"}); err != nil || len(page.Operations) != 0 {
				t.Error("found by an unreadable name", err)
			}
			if err := s.VerifyChain(ctx); err != nil {
				t.Error(err)
			}
			s.Close()
		}
		s = openTest(t, o)
		if _, err := s.Prepare(ctx, chargeIntent(1000)); !errors.Is(err, ErrNoSealer) {
			t.Error("kept a name in plain", err)
		}
	})
}

// TestReader watches from other connections while rows are written: a row
// without its event, or an outcome without its event, never shows.
func TestReader(t *testing.T) {
	t.Run("never_sees_half", func(t *testing.T) {
		s, _ := newStore(t)
		done := make(chan struct{})
		go func() {
			defer close(done)
			for range 40 {
				op, err := s.Prepare(ctx, chargeIntent(1000))
				if err == nil {
					_, err = s.Finish(ctx, op.ID, approval(op.OrderNumber))
				}
				if err != nil {
					t.Error(err)
				}
			}
		}()
		for looks := 0; ; looks++ {
			if err := s.VerifyChain(ctx); err != nil {
				t.Fatal(err)
			}
			select {
			case <-done:
				if looks < 3 {
					t.Errorf("looked only %d times", looks)
				}
				return
			default:
			}
		}
	})
	t.Run("can_not_write", func(t *testing.T) {
		s, _ := newStore(t)
		_, err := s.readers.ExecContext(ctx, `INSERT INTO file (id, file_id, environment, created_at) VALUES (2, '', '', '')`)
		if !isTroubleKind(disk(err), TroubleReadOnly) {
			t.Error(err)
		}
	})
}
