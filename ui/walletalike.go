package ui

import (
	"context"
	"strings"

	"keyindesk/desk"
)

// pastAlike shows what looks like a payment that the desk refused for it, and
// goes on once staff say so.
func (s *walletScreen) pastAlike(find func(context.Context) ([]desk.Operation, error), goOn func(past []desk.Operation)) {
	type found struct {
		rows []desk.Operation
		err  error
	}
	background(s.Window, func() found {
		rows, err := find(context.Background())
		return found{rows, err}
	}, func(f found) {
		switch {
		case f.err != nil:
			s.log.Error("look for duplicates", "error", f.err)
			s.say(s.words.explain(f.err), toneOf(desk.Operation{State: desk.InDoubt}), func() { s.view.focus() })
		case len(f.rows) == 0: // it has been cleared up meanwhile
			goOn(nil)
		default:
			s.askFirst(s.words.customerLead(f.rows[0]), s.words.alikeLines(f.rows), s.words.T("wallet.alike.go"), func() { goOn(f.rows) })
		}
	})
}

// customerLead says what an earlier sale to a customer means for a new one.
func (w *Words) customerLead(earlier desk.Operation) string {
	if earlier.State == desk.InDoubt || earlier.State == desk.Prepared {
		return w.T("wallet.alike.doubt")
	}
	return w.T("wallet.alike.same")
}

// shownAlike is how many of the rows are named one by one.
const shownAlike = 4

// alikeLines name the earlier sales.
func (w *Words) alikeLines(rows []desk.Operation) string {
	var lines []string
	for i, o := range rows {
		if i == shownAlike {
			lines = append(lines, w.T("readback.duplicate.more", "count", itoa(len(rows)-i)))
			break
		}
		lines = append(lines, w.duplicateLine(o))
	}
	return strings.Join(lines, "\n")
}
