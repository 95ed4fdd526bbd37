package ui

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// retentionCard erases who old buyers were, when somebody asks for it.
type retentionCard struct {
	*settingsScreen
	years *kit.Segment
	found *kit.Paragraph
	kept  *kit.Paragraph
	left  *erasedLeft
	act   fyne.CanvasObject // hidden while there is nothing to erase
	asked int               // counts the questions, so that a late answer is dropped
	view  fyne.CanvasObject
}

func newRetentionCard(s *settingsScreen) *retentionCard {
	t := s.words.T
	c := &retentionCard{settingsScreen: s, found: kit.NewParagraph(kit.Body, kit.ColorInk, " "), kept: kit.NewParagraph(kit.Note, kit.ColorSoft, "")}
	c.years = kit.NewSegment(texts(t, len(desk.RetentionYears), func(i int) string {
		return "settings.keep.years." + itoa(desk.RetentionYears[i])
	}), len(desk.RetentionYears)-1)
	c.years.OnChanged = func(int) { c.look() }
	c.act = kit.Row(0, kit.NewButton(kit.Plain, t("settings.keep.erase"), c.ask))
	c.kept.Hide()
	c.act.Hide()
	c.left = newErasedLeft(s)
	c.view = section(t("settings.keep"), t("settings.keep.hint"), c.years, c.found, c.kept, c.act, c.left.view)
	return c
}

func (c *retentionCard) chosen() int { return desk.RetentionYears[c.years.Selected()] }

// erasable is what is older than some years, and since when.
type erasable struct {
	desk.Erasable
	before string
}

// look counts what is older.
func (c *retentionCard) look() {
	c.left.look()
	c.count(func(e erasable) {
		t := c.words.T
		text := t("settings.keep.nothing", "date", e.before)
		if n := e.Operations + e.Customers; n > 0 {
			text = t("settings.keep.found", "date", e.before, "count", kit.Strong(desk.Grouped(int64(e.Operations))),
				"customers", kit.Strong(desk.Grouped(int64(e.Customers))))
		}
		var kept []string
		if e.InDoubt > 0 {
			kept = append(kept, t("settings.keep.in_doubt", "count", itoa(e.InDoubt)))
		}
		if e.Active > 0 {
			kept = append(kept, t("settings.keep.active", "count", itoa(e.Active)))
		}
		c.found.Set(text)
		c.kept.Set(strings.Join(kept, " "))
		setVisible(c.kept, len(kept) > 0)
		setVisible(c.act, e.Operations+e.Customers > 0)
		c.relay()
	})
}

func (c *retentionCard) count(then func(erasable)) {
	c.asked++
	asked, years := c.asked, c.chosen()
	background(c.Window, func() answerOf[erasable] {
		found, before, err := c.Office.Erasable(context.Background(), years)
		return answerOf[erasable]{erasable{found, before}, err}
	}, func(a answerOf[erasable]) {
		switch {
		case asked != c.asked:
		case a.err != nil:
			c.log.Warn("count what is old", "error", a.err)
		default:
			then(a.got)
		}
	})
}

// ask counts once more and asks, typed, for the number of rows.
func (c *retentionCard) ask() {
	c.count(func(e erasable) {
		t := c.words.T
		number := itoa(e.Operations + e.Customers)
		c.askTyped(typedAsk{
			title: t("erase.title"), text: t("erase.text", "date", e.before),
			facts: []fyne.CanvasObject{
				fact(t("erase.operations"), t("export.rows", "count", desk.Grouped(int64(e.Operations)))),
				fact(t("erase.customers"), t("erase.people", "count", desk.Grouped(int64(e.Customers)))),
			},
			label: t("erase.type", "count", number), max: 8, number: true,
			fits:  func(typed string) bool { return strings.ReplaceAll(strings.TrimSpace(typed), ",", "") == number },
			other: t("erase.type.other", "count", number), send: t("settings.keep.erase"), name: "erase",
		}, func(string) { c.eraseNow() })
	})
}

// eraseNow erases, and opens the desk anew: what the search knows is in memory.
func (c *retentionCard) eraseNow() {
	years, staff := c.chosen(), c.settings.Staff
	done := c.waitingFor(c.words.T("erase.working"), c.words.T("erase.working.text"), c.words.T("restore.looking.long"))
	background(c.Window, func() answerOf[desk.Erased] {
		e, err := c.Office.Erase(context.Background(), years, staff)
		return answerOf[desk.Erased]{e, err}
	}, func(a answerOf[desk.Erased]) {
		done()
		if a.err != nil {
			c.log.Error("erase", "error", a.err)
		}
		w := c.Window
		w.openDeskThen(w.desk.Environment, func() {
			w.show(screenSettings)
			w.erased(a.got, a.err)
		})
	})
}

// erased says what came of it, and offers to delete the backups that still
// have the names.
func (w *Window) erased(e desk.Erased, err error) {
	t := w.words.T
	left := w.words.erasedLeft(e)
	switch {
	case err != nil:
		w.say(Said{t("erase.failed"), w.words.troubleText(err)}, kit.Declined, func() {})
	case left == "":
		w.toastFor(t("erase.done"), 2*toastTime)
	case len(e.Older) == 0, !e.BackedUp:
		w.say(Said{t("erase.done"), left}, kit.Neutral, func() {})
	default:
		w.askWhether(t("erase.done"), left, t("erase.older.delete"), t("erase.older.leave"), func() {
			w.dropBackups(e, w.lookAtErased)
		})
	}
}

// lookAtErased lets the settings, if they are shown, say what is left.
func (w *Window) lookAtErased() {
	if s, ok := w.screens[screenSettings].(*settingsScreen); ok {
		s.retention.left.look()
	}
}
