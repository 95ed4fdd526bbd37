package ui

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"

	"keyindesk/desk"
)

// heldBook is a history whose search is not ready until ready is closed.
type heldBook struct {
	desk.Book
	ready chan struct{}
}

// holdSearch makes searches wait until what it returns is called.
func (c *counter) holdSearch() (release func()) {
	b := &heldBook{c.desk.Book, make(chan struct{})}
	c.desk.Book = b
	return func() { close(b.ready) }
}

func (b *heldBook) SearchReady() bool {
	select {
	case <-b.ready:
		return true
	default:
		return false
	}
}

// wait fails where a real search would wait: nothing may wait for it here.
func (b *heldBook) wait() error {
	if b.SearchReady() {
		return nil
	}
	return context.Canceled
}

func (b *heldBook) History(ctx context.Context, q desk.Query) (desk.Page, error) {
	if err := b.wait(); q.Text != "" && err != nil {
		return desk.Page{}, err
	}
	return b.Book.History(ctx, q)
}

func (b *heldBook) Facets(ctx context.Context) (desk.Facets, error) {
	if err := b.wait(); err != nil {
		return desk.Facets{}, err
	}
	return b.Book.Facets(ctx)
}

func TestSearchThatHasToWait(t *testing.T) {
	c := openCounter(t, nil)
	c.morning()
	release := c.holdSearch()
	c.time.slow = true
	c.press(fyne.KeyF3)
	h := c.history()
	for range 6 {
		c.time.pass()
	}
	if len(h.rows) != 6 {
		t.Fatalf("without a search %d rows are shown", len(h.rows))
	}
	c.search()
	c.typed("박서연")
	c.due(func() { h.reload() })
	if h.search.Value() != "박서연" || len(h.rows) != 0 || !h.empty.Visible() || h.lead.Content() != c.words.T("history.waiting") {
		t.Errorf("%q is typed, %d rows are shown, and it says %q", h.search.Value(), len(h.rows), h.lead.Content())
	}
	h.list.Focus()
	c.press(fyne.KeyC) // of a row that is not in sight
	if c.overlays() != 0 {
		t.Error("a row of another question can be cancelled")
	}
	release()
	for range 3 {
		c.time.pass()
	}
	if len(h.rows) != 1 || h.empty.Visible() || h.search.Value() != "박서연" || h.chosen.Buyer.Name != "박서연" {
		t.Errorf("afterwards %d rows are shown, with the story of %q", len(h.rows), h.chosen.Buyer.Name)
	}
}

// due does what a pause in the typing brings, without letting anything else
// happen.
func (c *counter) due(what func()) {
	c.time.due = map[int]func(){}
	what()
}

// An answer that is slow in coming leaves no rows in sight that belong to another
// question, and no sums; rows don't wait for sums that take long.
func TestSlowAnswer(t *testing.T) {
	c := openCounter(t, nil)
	c.morning()
	c.press(fyne.KeyF3)
	h := c.history()
	release := c.holdSearch()
	c.time.slow = true
	h.period.Focus()
	c.press(fyne.KeyDown)
	if len(h.rows) != 6 {
		t.Fatal("they are gone at once")
	}
	reading, late := c.time.due[0], c.time.due[1]
	c.time.due = map[int]func(){}
	late()
	if len(h.rows) != 0 || h.lead.Content() != c.words.T("history.reading") || h.chosen.ID != 0 {
		t.Errorf("%d rows of another day stay in sight", len(h.rows))
	}
	h.period.Set(len(periods) - 1)
	reading() // a late answer
	if len(h.rows) != 0 || h.lead.Content() != c.words.T("history.empty") {
		t.Errorf("yesterday has %d rows, and it says %q", len(h.rows), h.lead.Content())
	}
	c.due(h.reload)
	rows := c.time.due[0]
	c.time.due = map[int]func(){}
	rows()
	if len(h.rows) != 6 || h.summed || h.sums.Content() != c.words.T("history.summing") {
		t.Errorf("%d rows, and the sums read %q", len(h.rows), h.sums.Content())
	}
	release()
	for range 3 {
		c.time.pass()
	}
	if want := h.sumLine(h.totals); h.sums.Content() != want || h.totals.Rows != 6 {
		t.Errorf("the sums read %q, not %q", h.sums.Content(), want)
	}
}
