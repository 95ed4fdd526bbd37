package ui

import (
	"context"
	"reflect"
	"slices"
	"strings"
	"time"

	"keyindesk/desk"
)

// pages are what is loaded of what a question finds: as many pages as a person
// has come down to, the newest first.
type pages struct {
	rows     []desk.Operation
	next     desk.Cursor // of the page after them; "" at the end
	question desk.Query
	totals   desk.Totals // of all pages, loaded or not
	summed   bool        // they are known
	others   bool        // some rows move no money
	wanted   bool        // rows are to be loaded as far as the one that is to be opened
	paging   bool        // the next page is being read
	asked    int         // counts the questions, so that a late answer is dropped
	stop     func()      // gives the question up that is being answered
}

// ahead is how many rows below those in sight are there before they are wanted.
const ahead = desk.PageRows / 2

// slow is how long rows that answer another question may stay in sight.
const slow = 300 * time.Millisecond

// longPage is what is read at a time where many rows are read again.
const longPage = 1000

// answer is a page of a question, and what all its pages come to.
type answer struct {
	page   desk.Page
	totals desk.Totals
	summed bool // totals are there
	err    error
}

// reload asks what the filters say now: for as many rows as there is room for, so
// that a key is answered soon; the next page comes by itself. The same question
// once more gets as many rows as there were, so that nothing that a person is at
// goes away.
func (s *historyScreen) reload() {
	q, rows, until := s.query(), max(s.list.Room(), desk.FirstRows), int64(0)
	again := reflect.DeepEqual(q, s.question)
	if again {
		rows = max(rows, len(s.rows))
	}
	if s.wanted || again && s.place(s.open) >= 0 {
		until = s.open
	}
	if s.stop != nil {
		s.stop()
	}
	ctx, stop := context.WithCancel(context.Background())
	s.asked++
	s.question, s.paging, s.wanted, s.stop = q, false, false, stop
	asked, answered := s.asked, again // or nothing is to be said meanwhile
	if strings.TrimSpace(q.Text) != "" && !s.desk.SearchReady() {
		again, answered = false, true
		s.sayWaiting("history.waiting", "history.waiting.hint")
	}
	background(s.Window, func() answer {
		var a answer
		if a.page, a.err = s.read(ctx, q, rows, until); a.err == nil {
			a = s.sum(ctx, q, a)
		}
		return a
	}, func(a answer) {
		answered = true
		switch {
		case asked != s.asked:
		case a.err != nil:
			s.unread(a.err)
		default:
			s.show(a, again)
			s.sumLater(ctx, q, asked)
		}
	})
	if answered {
		return
	}
	s.runner.After(slow, func() {
		if asked == s.asked && !answered {
			s.sayWaiting("history.reading", "history.reading.hint")
		}
	})
}

// sum adds what all pages come to, if that is known at once: before the search
// is ready every row has to be looked at.
func (s *historyScreen) sum(ctx context.Context, q desk.Query, a answer) answer {
	if s.desk.SearchReady() {
		a.totals, a.err = s.desk.Totals(ctx, q)
		a.summed = a.err == nil
	}
	return a
}

// sumLater brings the sums of rows that are shown already.
func (s *historyScreen) sumLater(ctx context.Context, q desk.Query, asked int) {
	if s.summed {
		return
	}
	background(s.Window, func() answerOf[desk.Totals] {
		totals, err := s.desk.Totals(ctx, q)
		return answerOf[desk.Totals]{totals, err}
	}, func(a answerOf[desk.Totals]) {
		switch {
		case asked != s.asked:
		case a.err != nil:
			s.unread(a.err)
		default:
			s.totals, s.summed = a.got, true
			s.sums.Set(s.sumLine(s.totals))
			s.column.Refresh()
		}
	})
}

// read reads so many rows and, unless it is 0, on to the one until which is
// wanted.
func (s *historyScreen) read(ctx context.Context, q desk.Query, rows int, until int64) (desk.Page, error) {
	var all desk.Page
	for {
		q.Limit = longPage // what is wanted is far down
		if left := rows - len(all.Operations); left > 0 {
			q.Limit = min(left, longPage)
		}
		page, err := s.desk.History(ctx, q)
		if err != nil {
			return desk.Page{}, err
		}
		all.Operations, all.Next = append(all.Operations, page.Operations...), page.Next
		n := len(all.Operations)
		if page.Next == "" || n >= rows && (until == 0 || all.Operations[n-1].ID <= until) {
			return all, nil
		}
		q.Before = page.Next
	}
}

// inSight asks for the next page when what is in sight, or chosen, comes near the
// end of what is loaded. Nobody waits for it: keys, wheel and bar go on with the
// rows that there are, and End leads to the last of them.
func (s *historyScreen) inSight(_, last int) {
	if s.next == "" || s.paging || max(last, s.list.Selected()) < len(s.rows)-ahead {
		return
	}
	q, asked := s.question, s.asked
	q.Before, q.Limit = s.next, desk.PageRows
	s.paging = true
	background(s.Window, func() answer {
		var a answer
		if a.page, a.err = s.desk.History(context.Background(), q); a.err == nil {
			a = s.sum(context.Background(), q, a)
		}
		return a
	}, func(a answer) {
		if asked != s.asked {
			return
		}
		s.paging = false
		switch {
		case a.err != nil:
			s.unread(a.err)
		case a.summed && s.summed && a.totals != s.totals: // something was written meanwhile
			s.reload()
		default:
			s.add(a.page)
			s.list.Reload(false)
		}
	})
}

// add puts a page behind those that are loaded.
func (s *historyScreen) add(page desk.Page) {
	s.rows, s.next = append(s.rows, page.Operations...), page.Next
	s.others = s.others || slices.ContainsFunc(page.Operations, func(o desk.Operation) bool { return !o.Kind.TakesMoney() && !o.Kind.GivesBack() })
}

// unread says that the history could not be read.
func (s *historyScreen) unread(err error) {
	s.log.Error("read the history", "error", err)
	s.sums.Set(s.words.explain(err).Hint)
}

// show brings the list, the sums and the story up to date with the answer to a
// question, or to the same question again.
func (s *historyScreen) show(a answer, again bool) {
	before, selected := s.rows, s.list.Selected()
	s.rows, s.others, s.totals, s.summed = nil, false, a.totals, a.summed
	s.add(a.page)
	s.sayEmpty("history.empty", "history.empty.hint")
	if s.summed {
		s.sums.Set(s.sumLine(a.totals))
	} else {
		s.sums.Set(s.words.T("history.summing"))
	}
	s.column.Refresh()
	if again && len(before) > 0 {
		s.list.Shift(max(0, s.place(before[0].ID)))
	}
	s.list.Reload(!again)
	at := s.place(s.open)
	if at < 0 && len(s.rows) > 0 {
		at = 0
		if again { // what was chosen is gone from here
			at = min(max(selected, 0), len(s.rows)-1)
		}
	}
	if at == s.list.Selected() {
		s.choose(at)
	} else {
		s.list.Select(at)
	}
}

// place is where an operation stands in the list; -1 if it does not.
func (s *historyScreen) place(id int64) int {
	return slices.IndexFunc(s.rows, func(o desk.Operation) bool { return o.ID == id })
}

// sayEmpty shows what stands in place of rows while there are none.
func (s *historyScreen) sayEmpty(lead, hint string) {
	s.lead.Set(s.words.T(lead))
	s.hint.Set(s.words.T(hint))
	setVisible(s.empty, len(s.rows) == 0)
}

// sayWaiting takes the rows of another question away while the answer to this one
// takes its time.
func (s *historyScreen) sayWaiting(lead, hint string) {
	s.rows, s.next, s.others = nil, "", false
	s.sums.Set("")
	s.sayEmpty(lead, hint)
	s.column.Refresh()
	s.list.Reload(true)
	s.showStory(nil)
}

// choose shows the story of a row.
func (s *historyScreen) choose(i int) {
	if i < 0 || i >= len(s.rows) {
		s.open = 0
		s.showStory(nil)
		return
	}
	s.open = s.rows[i].ID
	s.loadStory(s.open)
}
