package store

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"

	"keyindesk/store/verify"
)

// secondOpinion asks the other program about an open history.
func secondOpinion(tb testing.TB, s *Store) verify.Report {
	tb.Helper()
	r, err := verify.File(ctx, s.path, verify.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	if r.Verdict != verify.Intact {
		tb.Errorf("%s: %+v", r.Verdict, r.Findings)
	}
	return r
}

// TestSecondOpinion holds that the other program finds nothing wrong with what
// this one does to a history in all its ways.
func TestSecondOpinion(t *testing.T) {
	t.Run("wallet", func(t *testing.T) {
		s, _ := newStore(t)
		walletHistory(t, s)
		closed(t, s)
		secondOpinion(t, s)
	})
	t.Run("erased", func(t *testing.T) {
		s, c := newStore(t)
		yearsOfBuyers(t, s, c)
		if err := s.Erase(ctx, fiveYearsAgo, "김점장"); err != nil {
			t.Fatal(err)
		}
		approved(t, s, 4_000)
		closed(t, s)
		secondOpinion(t, s)
	})
	t.Run("migrated", func(t *testing.T) {
		for _, version := range olderVersions {
			o := olderHistory(t, quickTemp(t), version)
			s := openTest(t, o)
			closed(t, s)
			secondOpinion(t, s)
		}
	})
	t.Run("rescued", func(t *testing.T) {
		o, c := testOptions(t, filepath.Join(quickTemp(t), "practice"))
		richHistory(t, o, c)
		content := readFile(t, filepath.Join(o.Dir, databaseName))
		random := rand.New(rand.NewPCG(3, 9))
		rescuedOnes := 0
		for n := range 40 {
			t.Run(fmt.Sprint(n), func(t *testing.T) {
				bent := slices.Clone(content)
				if n > 0 { // the first is whole
					page := 1 + random.IntN(len(bent)/pageBytes-1)
					clear(bent[page*pageBytes : (page+1)*pageBytes])
				}
				_, s, err := rescued(t, bent)
				if errors.Is(err, ErrNothingReads) {
					return
				}
				if err != nil {
					t.Fatal(err)
				}
				approvedAgain(t, s)
				if r := secondOpinion(t, s); len(r.Rescued) != 1 {
					t.Errorf("rescued %d times", len(r.Rescued))
				}
				rescuedOnes++
			})
		}
		if rescuedOnes < 20 {
			t.Error("too few were rescued to say anything:", rescuedOnes)
		}
	})
}
