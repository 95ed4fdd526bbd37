package store

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestFacets(t *testing.T) {
	s, _ := newStore(t)
	facets := func() Facets {
		t.Helper()
		f, err := s.Facets(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	if got := facets(); len(got.Gateways)+len(got.CardCompanies)+len(got.Staff) != 0 {
		t.Errorf("of an empty history: %+v", got)
	}
	open := prepared(t, s, chargeIntent(1000))
	if got := facets(); len(got.CardCompanies) != 0 {
		t.Errorf("card companies before any is known: %q", got.CardCompanies)
	}
	finished(t, s, open.ID, approval("1"))
	other := chargeIntent(2000)
	other.Gateway, other.Staff = "easypay", ""
	answer := approval("2")
	answer.CardCompany = "현대카드"
	finished(t, s, prepared(t, s, other).ID, answer)
	want := Facets{Gateways: []string{"easypay", "payup"}, CardCompanies: []string{"BC카드", "현대카드"}, Staff: []string{"김직원"}}
	if diff := cmp.Diff(want, facets()); diff != "" {
		t.Error(diff)
	}
}

// While the index is held back, as by a big history that was just opened, only
// what needs it waits, and says so.
func TestSearchThatIsHeldBack(t *testing.T) {
	s, _ := newStore(t)
	approved(t, s, 1000)
	pass, err := s.search.take(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if s.SearchReady() {
		t.Error("a search that was not built is said to be ready")
	}
	if page, err := s.History(ctx, Query{}); err != nil || len(page.Operations) != 1 {
		t.Errorf("a question without a text: %+v, %v", page, err)
	}
	short, stop := context.WithTimeout(ctx, 20*time.Millisecond)
	defer stop()
	if _, err := s.History(short, Query{Text: "길동"}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a search did not wait: %v", err)
	}
	if _, err := s.Facets(short); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("what can be chosen did not wait: %v", err)
	}
	pass()
	if page, err := s.History(ctx, Query{Text: "길동"}); err != nil || len(page.Operations) != 1 || !s.SearchReady() {
		t.Errorf("afterwards: %+v, %v, ready %v", page, err, s.SearchReady())
	}
}

// slowSealer calls opens before it opens anything.
type slowSealer struct {
	Sealer
	opens func()
}

func (s *slowSealer) Open(sealed, context []byte) ([]byte, error) {
	s.opens()
	return s.Sealer.Open(sealed, context)
}

// TestSearchThatIsStopped: the next key stops a search that was just taking in
// what was written. What searches look through stays, and is right.
func TestSearchThatIsStopped(t *testing.T) {
	o, _ := testOptions(t, filepath.Join(t.TempDir(), "practice"))
	sealer := &slowSealer{o.Sealer, func() {}}
	o.Sealer = sealer
	s := openTest(t, o)
	approved(t, s, 1000)
	if err := s.WarmSearch(ctx); err != nil {
		t.Fatal(err)
	}
	for range 20 {
		approved(t, s, 2000)
	}
	stopped, stop := context.WithCancel(ctx)
	sealer.opens = func() {
		stop()
		time.Sleep(5 * time.Millisecond) // until the driver has heard of it
	}
	if _, err := s.Totals(stopped, Query{Text: "길동"}); !errors.Is(err, context.Canceled) {
		t.Fatalf("it was not stopped: %v", err)
	}
	sealer.opens = func() {}
	if !s.SearchReady() {
		t.Fatal("what was built is gone")
	}
	if n := s.search.index.Len(); n == 21 {
		t.Error("nothing was left to be taken in")
	}
	if sum, err := s.Totals(ctx, Query{Text: "길동"}); err != nil || sum.Approved != (Tally{Count: 21, AmountKRW: 41_000}) {
		t.Errorf("%+v, %v", sum, err)
	}
}
