package store

import (
	"context"
	"errors"
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
