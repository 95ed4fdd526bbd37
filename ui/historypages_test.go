package ui

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"keyindesk/desk"
	"keyindesk/store"
)

// longBook is a history of so many sales that nobody wrote. A search in it finds
// every tenth.
type longBook struct {
	desk.Book
	now   func() time.Time
	sales int64
	asked []desk.Query // pages
}

// long gives the counter such a history.
func (c *counter) long(sales int64) *longBook {
	b := &longBook{Book: c.desk.Book, sales: sales, now: func() time.Time { return c.now }}
	c.desk.Book = b
	return b
}

func (b *longBook) sale(id int64) desk.Operation {
	return desk.Operation{ID: id, Kind: desk.KindCharge, State: desk.Approved, Gateway: "payup", AmountKRW: 1000, PreparedAt: b.now(),
		OrderNumber: strconv.FormatInt(id, 10)}
}

func (b *longBook) step(q desk.Query) int64 {
	if q.Text != "" {
		return 10
	}
	return 1
}

func (b *longBook) History(_ context.Context, q desk.Query) (desk.Page, error) {
	b.asked = append(b.asked, q)
	from, step := b.sales, b.step(q)
	if q.Before != "" {
		before, err := strconv.ParseInt(string(q.Before), 10, 64)
		if err != nil {
			return desk.Page{}, err
		}
		from = before - 1
	}
	var p desk.Page
	for id := from - from%step; id > 0 && len(p.Operations) < q.Limit; id -= step {
		p.Operations = append(p.Operations, b.sale(id))
	}
	if n := len(p.Operations); n > 0 && p.Operations[n-1].ID > step {
		p.Next = desk.Cursor(strconv.FormatInt(p.Operations[n-1].ID, 10))
	}
	return p, nil
}

// Totals are the same for every question, so that they don't give a page away
// that belongs to another.
func (b *longBook) Totals(context.Context, desk.Query) (desk.Totals, error) {
	return desk.Totals{Rows: int(b.sales), Approved: desk.Tally{Count: int(b.sales), AmountKRW: 1000 * b.sales}}, nil
}

func (b *longBook) Operation(_ context.Context, id int64) (desk.Operation, error) {
	return b.sale(id), nil
}

// limits are how many rows were asked for, one time after the other.
func (b *longBook) limits() []int {
	var all []int
	for _, q := range b.asked {
		all = append(all, q.Limit)
	}
	return all
}

// inOrder fails where rows are doubled or left out between the newest and the
// last that is loaded.
func (b *longBook) inOrder(t *testing.T, rows []desk.Operation) {
	t.Helper()
	for i, o := range rows {
		if o.ID != b.sales-int64(i) {
			t.Fatalf("row %d is sale %d of %d", i, o.ID, b.sales)
		}
	}
}

func (b *longBook) SearchReady() bool { return true }

func (b *longBook) Story(context.Context, int64) ([]store.Event, error) { return nil, nil }

func TestPagesComeByThemselves(t *testing.T) {
	const first, page = desk.FirstRows, desk.PageRows

	t.Run("those_in_sight_first", func(t *testing.T) {
		c := openCounter(t, nil)
		b := c.long(500)
		c.press(fyne.KeyF3)
		c.canvas().Capture()
		if limits := b.limits(); !slices.Equal(limits, []int{first, page}) {
			t.Errorf("asked for %d rows", limits)
		}
		if room := c.history().list.Room(); room > first || room < first-3 {
			t.Errorf("a window of 1280x720 has room for %d rows", room)
		}
		c.window.Resize(fyne.NewSize(1280, 1500))
		h := c.history()
		h.search.SetValue("홍")
		h.reload()
		if asked := b.limits(); asked[2] != h.list.Room() || asked[2] <= 2*first {
			t.Errorf("a tall window with room for %d asked for %d rows", h.list.Room(), asked[2])
		}
	})

	t.Run("as_a_person_goes_down_by_keys", func(t *testing.T) {
		c := openCounter(t, nil)
		b := c.long(500)
		c.press(fyne.KeyF3)
		h := c.history()
		if len(h.rows) != first+page {
			t.Fatalf("%d rows at first", len(h.rows))
		}
		c.hold(fyne.KeyPageDown, 200)
		if len(h.rows) != 500 || h.list.Selected() != 499 || h.chosen.ID != 1 {
			t.Errorf("at the end: %d rows, row %d, the story of %d", len(h.rows), h.list.Selected(), h.chosen.ID)
		}
		b.inOrder(t, h.rows)
		c.press(fyne.KeyHome)
		if h.chosen.ID != 500 || len(h.rows) != 500 {
			t.Errorf("Home leads to %d", h.chosen.ID)
		}
	})

	t.Run("by_the_wheel", func(t *testing.T) {
		c := openCounter(t, nil)
		b := c.long(500)
		c.press(fyne.KeyF3)
		h := c.history()
		c.canvas().Capture()
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(h.list).Add(fyne.NewPos(100, 100))
		for range 100 {
			test.Scroll(c.canvas(), at, 0, -400)
		}
		if len(h.rows) != 500 || h.list.Selected() != 0 {
			t.Errorf("%d rows, row %d is chosen", len(h.rows), h.list.Selected())
		}
		b.inOrder(t, h.rows)
	})

	t.Run("End_loads_a_page_not_a_million_rows", func(t *testing.T) {
		c := openCounter(t, nil)
		b := c.long(1_000_000)
		c.press(fyne.KeyF3)
		h := c.history()
		c.press(fyne.KeyEnd)
		if len(h.rows) != first+2*page || h.list.Selected() != first+page-1 {
			t.Errorf("the first End: %d rows, row %d", len(h.rows), h.list.Selected())
		}
		c.press(fyne.KeyEnd, fyne.KeyEnd)
		if len(h.rows) != first+4*page || h.list.Selected() != first+3*page-1 {
			t.Errorf("the third End: %d rows, row %d", len(h.rows), h.list.Selected())
		}
		if limits := b.limits(); slices.Max(limits) > page {
			t.Error("a page was longer:", limits)
		}
	})

	t.Run("what_is_written_meanwhile_doubles_and_skips_nothing", func(t *testing.T) {
		c := openCounter(t, nil)
		b := c.long(1000)
		c.press(fyne.KeyF3, fyne.KeyEnd)
		h := c.history()
		was := h.open
		b.sales += 3
		c.press(fyne.KeyPageDown, fyne.KeyPageDown, fyne.KeyEnd)
		b.inOrder(t, h.rows)
		if h.totals.Rows != 1003 || len(h.rows) <= 2*page {
			t.Errorf("%d rows of %d", len(h.rows), h.totals.Rows)
		}
		h.reload()
		if at := h.list.Selected(); h.rows[at].ID != h.open || h.open >= was {
			t.Errorf("row %d is %d, its story that of %d", at, h.rows[at].ID, h.open)
		}
	})

	t.Run("the_same_question_again_leaves_a_person_where_they_are", func(t *testing.T) {
		c := openCounter(t, nil)
		b := c.long(1000)
		c.press(fyne.KeyF3, fyne.KeyEnd, fyne.KeyEnd)
		h := c.history()
		rows, open := len(h.rows), h.open
		b.sales += 2
		c.press(fyne.KeyF2, fyne.KeyF3)
		b.inOrder(t, h.rows)
		if len(h.rows) < rows || h.open != open || h.rows[h.list.Selected()].ID != open {
			t.Errorf("%d rows of %d, at %d instead of %d", len(h.rows), rows, h.open, open)
		}
	})

	t.Run("and_leaves_in_sight_what_is", func(t *testing.T) {
		c := openCounter(t, nil)
		b := c.long(1000)
		c.press(fyne.KeyF3)
		h, first := c.history(), 0
		c.canvas().Capture()
		h.list.OnSight = func(f, l int) { first = f; h.inSight(f, l) }
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(h.list).Add(fyne.NewPos(100, 100))
		test.Scroll(c.canvas(), at, 0, -1400)
		seen := h.rows[first].ID
		b.sales += 2
		h.reload()
		if h.rows[first].ID != seen || h.list.Selected() != 2 || h.open != 1000 {
			t.Errorf("sale %d is in sight where %d was, row %d is chosen", h.rows[first].ID, seen, h.list.Selected())
		}
	})

	t.Run("a_late_page_of_another_question_is_dropped", func(t *testing.T) {
		c := openCounter(t, nil)
		c.long(1000)
		c.press(fyne.KeyF3)
		h := c.history()
		c.time.slow = true
		c.press(fyne.KeyEnd)
		if !h.paging {
			t.Fatal("no page is on its way")
		}
		h.search.SetValue("홍")
		h.reload()
		for _, n := range slices.Backward(slices.Sorted(maps.Keys(c.time.due))) { // what was asked first comes last
			c.time.due[n]()
		}
		if len(h.rows) == 0 || slices.ContainsFunc(h.rows, func(o desk.Operation) bool { return o.ID%10 != 0 }) {
			t.Errorf("%d rows, from %d to %d", len(h.rows), h.rows[0].ID, h.rows[len(h.rows)-1].ID)
		}
	})
}

// While a key is held down, rows go by faster than their stories can be read:
// those that are gone by then are not read at all.
func TestStoriesDoNotPileUp(t *testing.T) {
	c := openCounter(t, nil)
	c.long(1000)
	c.press(fyne.KeyF3)
	h := c.history()
	c.time.slow = true
	c.hold(fyne.KeyDown, 25)
	if n := len(c.time.due); n != 1 {
		t.Errorf("%d stories are being read", n)
	}
	for range 4 {
		c.time.pass()
	}
	if h.chosen.ID != h.open || h.open != 975 {
		t.Errorf("the story of %d is shown, %d is chosen", h.chosen.ID, h.open)
	}
}

// Rows of another day show it, those of another year their year, and both fit.
func TestRowTime(t *testing.T) {
	for _, percent := range []int{100, 150} {
		c := openCounter(t, func(s *desk.Settings) { s.TextPercent = percent })
		h := c.history()
		for at, want := range map[time.Time]string{
			noon: "15:32", noon.AddDate(0, 0, -1): "11/20", time.Date(2025, 12, 31, 15, 0, 0, 0, time.UTC): "01/01",
			time.Date(2025, 12, 31, 14, 59, 0, 0, time.UTC): "25/12/31", noon.AddDate(-2, 0, 0): "24/11/21",
		} {
			got := h.rowTime(desk.Operation{PreparedAt: at})
			if got != want {
				t.Errorf("%v shows %q, not %q", at, got, want)
			}
			room := h.columns()[0].Width * textScale()
			if w := fyne.MeasureText(got, 15*textScale(), fyne.TextStyle{}).Width; w > room {
				t.Errorf("at %d %% %q is %v wide and has %v", percent, got, w, room)
			}
		}
	}
}
