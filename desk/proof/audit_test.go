package proof

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"keyindesk/desk"
	"keyindesk/gateways/practice"
)

// fault is how history and money can part.
type fault string

// The four that must never be.
const (
	lost    fault = "lost"    // money moved, and the history doesn't say so or denies it
	doubled fault = "doubled" // money moved more often than somebody pressed
	guessed fault = "guessed" // the history claims what did not happen
	corrupt fault = "corrupt" // the history can't be opened or doesn't hold together
)

// finding is one fault, in a sentence for people.
type finding struct {
	fault fault
	note  string
}

// verdict is everything that is wrong. Empty is the promise.
type verdict []finding

func (v *verdict) found(f fault, form string, values ...any) {
	*v = append(*v, finding{f, fmt.Sprintf(form, values...)})
}

// addNew adds what was not found before: a charge that is lost once stays lost
// at every later look into the same folder.
func (v *verdict) addNew(other verdict) {
	for _, f := range other {
		if !slices.Contains(*v, f) {
			*v = append(*v, f)
		}
	}
}

func (v verdict) count(f fault) (n int) {
	for _, found := range v {
		if found.fault == f {
			n++
		}
	}
	return n
}

func (v verdict) String() string {
	return fmt.Sprintf("lost=%d doubled=%d guessed=%d corrupt=%d",
		v.count(lost), v.count(doubled), v.count(guessed), v.count(corrupt))
}

// audit opens what a killed child left, as the next start would, and compares
// it with the gateway's ledger. It works on a copy, so that the next child
// meets the folder just as it was left and recovers it by itself, perhaps to
// be killed in the middle of that.
func (g *gateway) audit(t testing.TB, dir string, pressed *presses) (v verdict) {
	t.Helper()
	if err := g.drain(); err != nil {
		t.Fatal("the harness can't reach its own gateway:", err)
	}
	if requests := g.Requests(); requests > pressed.count() {
		v.found(doubled, "%d requests for %d presses", requests, pressed.count())
	}
	left := copyOf(t, dir)
	defer os.RemoveAll(left)
	rows, err := readHistory(left)
	if err != nil {
		v.found(corrupt, "%v", err)
		return v
	}
	return append(v, judge(g.Ledger(), rows, pressed)...)
}

// copyOf is a copy of a folder, for the caller to remove.
func copyOf(t testing.TB, dir string) string {
	t.Helper()
	copied, err := os.MkdirTemp("", "desk-audit")
	if err = errors.Join(err, copyFolder(dir, copied)); err != nil {
		t.Fatal(err)
	}
	return copied
}

// readHistory opens a folder and returns everything that staff could see in
// it. Any error means that the file did not stand the kill.
func readHistory(dir string) (rows []desk.Operation, err error) {
	ctx := context.Background()
	history, err := openHistory(ctx, dir)
	if err != nil {
		return nil, fmt.Errorf("open: %w", err)
	}
	defer func() {
		if closing := history.Close(); err == nil && closing != nil {
			err = fmt.Errorf("close: %w", closing)
		}
		if err == nil {
			err = quickCheck(filepath.Join(dir, "history.db"))
		}
	}()
	if err := history.VerifyChain(ctx); err != nil {
		return nil, fmt.Errorf("verify the chain: %w", err)
	}
	query := desk.Query{Limit: 1000}
	for {
		page, err := history.History(ctx, query)
		if err != nil {
			return nil, fmt.Errorf("read the history: %w", err)
		}
		rows = append(rows, page.Operations...)
		if query.Before = page.Next; query.Before == "" {
			return rows, nil
		}
	}
}

// judge compares the truth with the history. It knows nothing of how either
// came about.
func judge(ledger []practice.Entry, rows []desk.Operation, pressed *presses) (v verdict) {
	charges, cancels := map[string]desk.Operation{}, map[int64][]desk.Operation{}
	states := map[string]desk.State{}
	for _, row := range rows {
		states[row.OrderNumber] = row.State
		if row.Kind == desk.KindCancel {
			cancels[row.ParentID] = append(cancels[row.ParentID], row)
		} else {
			charges[row.OrderNumber] = row
		}
	}
	entries, taken := map[string]practice.Entry{}, map[int64]int{}
	for _, e := range ledger {
		if _, twice := entries[e.OrderNumber]; twice {
			v.found(doubled, "order %s was charged twice", e.OrderNumber)
		}
		entries[e.OrderNumber] = e
		if taken[e.AmountKRW]++; taken[e.AmountKRW] > pressed.charges[e.AmountKRW] {
			v.found(doubled, "order %s: charged without a press", e.OrderNumber)
		}
		v.judgeEntry(e, charges, cancels, pressed)
	}
	for _, row := range rows {
		v.judgeRow(row, entries, charges, cancels)
	}
	for number, state := range pressed.told {
		if string(states[number]) != state {
			v.found(lost, "order %s: staff were told %s, the history says %q", number, state, states[number])
		}
	}
	return v
}

// judgeEntry asks whether the history owns up to money that moved.
func (v *verdict) judgeEntry(e practice.Entry, charges map[string]desk.Operation, cancels map[int64][]desk.Operation, pressed *presses) {
	row, known := charges[e.OrderNumber]
	if !known || !admits(row) {
		v.found(lost, "order %s: charged %d won, the history says %q", e.OrderNumber, e.AmountKRW, row.State)
		return
	}
	if !e.Cancelled() {
		return
	}
	if !admitsAny(cancels[row.ID]) {
		v.found(lost, "order %s: given back, and no cancel says so", e.OrderNumber)
	}
	if pressed.cancels[e.AmountKRW] == 0 {
		v.found(doubled, "order %s: given back without a press", e.OrderNumber)
	}
}

// judgeRow asks whether a row claims only what happened.
func (v *verdict) judgeRow(row desk.Operation, entries map[string]practice.Entry, charges map[string]desk.Operation, cancels map[int64][]desk.Operation) {
	number := row.OrderNumber
	if row.Kind == desk.KindCancel {
		for _, charge := range charges {
			if charge.ID == row.ParentID {
				number = charge.OrderNumber
			}
		}
	}
	e, moved := entries[number]
	if row.Kind == desk.KindCancel {
		moved = e.Cancelled()
	}
	switch row.State {
	case desk.Prepared:
		v.found(corrupt, "order %s: still prepared after opening", row.OrderNumber)
	case desk.Approved:
		if !moved || e.AmountKRW != row.AmountKRW || e.TransactionID != row.TransactionID {
			v.found(guessed, "order %s: says approved, the gateway does not", row.OrderNumber)
		}
	case desk.Declined, desk.NotSent:
		if moved && (row.Kind == desk.KindCharge || !admitsAny(cancels[row.ParentID])) {
			v.found(guessed, "order %s: says %s, and money moved", row.OrderNumber, row.State)
		}
	}
}

// admits says whether a row allows for money having moved.
func admits(row desk.Operation) bool { return row.State == desk.Approved || row.State == desk.InDoubt }

func admitsAny(rows []desk.Operation) bool {
	for _, row := range rows {
		if admits(row) {
			return true
		}
	}
	return false
}

// copyFolder copies the files of a folder, if it is there: a child may have
// been killed before it made one. The ballast is big, of no content and never
// written to, so a second name for it will do.
func copyFolder(from, to string) error {
	return filepath.WalkDir(from, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case path == from && errors.Is(err, fs.ErrNotExist):
			return nil
		case err != nil || path == from:
			return err
		}
		inner, _ := filepath.Rel(from, path) // it is inside
		target := filepath.Join(to, inner)
		if entry.IsDir() {
			return os.MkdirAll(target, 0o700)
		}
		if entry.Name() == "ballast" && os.Link(path, target) == nil {
			return nil
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(target, content, 0o600)
	})
}
