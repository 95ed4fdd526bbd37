package store

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

// TestPlans holds that what every start and every screen asks does not grow with
// the history: SQLite answers it from an index made for it.
func TestPlans(t *testing.T) {
	s, _ := newStore(t)
	one := approved(t, s, 1000)
	asked := map[string]func() error{
		"operations_open": func() error { _, err := s.InDoubtCount(ctx); return err },
		"in doubt":        func() error { _, err := s.InDoubt(ctx); return err },
		"cut off":         func() error { _, err := hasPrepared(ctx, s.readers); return err },
		"pages":           func() error { _, err := s.PendingReturns(ctx); return err },
		"duplicates":      func() error { return mustFind(s.Duplicates(ctx, one.Fingerprint, 1000, one.BusinessDay)) },
		"one":             func() error { _, err := s.Operation(ctx, one.ID); return err },
		"unsaved":         func() error { _, err := s.Unsaved(ctx); return err },
		"story":           func() error { _, err := s.Story(ctx, one.ID); return err },
		"charge and answer": func() error {
			finished(t, s, prepared(t, s, chargeIntent(2000)).ID, Answer{State: Declined})
			return nil
		},
	}
	for name, ask := range asked {
		if err := ask(); err != nil {
			t.Error(name, err)
		}
	}
	seen := 0
	for _, text := range keptTexts(t, s) {
		for _, step := range plan(t, s, text) {
			if step == "SCAN o" || step == "SCAN c" || step == "SCAN operations" {
				t.Errorf("reads a whole table: %s\n%s", step, text)
			}
		}
		seen++
	}
	if seen < 15 {
		t.Error("saw few statements:", seen)
	}
}

func mustFind(found []Operation, err error) error {
	if err == nil && len(found) == 0 {
		return errors.New("nothing found")
	}
	return err
}

// keptTexts are the statements that the store's connections have kept.
func keptTexts(t *testing.T, s *Store) (texts []string) {
	t.Helper()
	for range readerCount {
		conn, err := s.readers.Conn(ctx)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		texts = append(texts, textsOf(t, conn)...)
	}
	conn, err := s.writer.Conn(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	return append(texts, textsOf(t, conn)...)
}

// plan is how SQLite goes about a statement.
func plan(t *testing.T, s *Store, text string) (steps []string) {
	t.Helper()
	db, err := openReaders(ctx, s.path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.QueryContext(ctx, `EXPLAIN QUERY PLAN `+text, make([]any, strings.Count(text, "?"))...)
	if err != nil {
		t.Fatal(err, text)
	}
	defer rows.Close()
	for rows.Next() {
		var id, parent, unused int
		var step string
		if err := rows.Scan(&id, &parent, &unused, &step); err != nil {
			t.Fatal(err)
		}
		steps = append(steps, step)
	}
	return steps
}

// TestRegistrationsByIndex: however much customers have bought, the list of them
// looks at their registrations only.
func TestRegistrationsByIndex(t *testing.T) {
	s, _ := newStore(t)
	if steps := plan(t, s, selectCustomer); !slices.ContainsFunc(steps, func(step string) bool {
		return strings.Contains(step, "operations_registrations")
	}) {
		t.Errorf("a customer's registration is looked for otherwise: %q", steps)
	}
}
