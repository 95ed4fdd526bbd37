package ui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// closingScreen is the evening: the day at a glance, what has to be settled
// first, and closing it.
type closingScreen struct {
	*Window
	desk        *desk.Desk // the one that this screen was built for
	title, hint *kit.Text
	head        fyne.CanvasObject
	button      *kit.Button
	body        *fyne.Container // the glance
	area        *kit.Scroll
	view        fyne.CanvasObject

	glance      glance
	hours, days *kit.Chart // as last drawn
	busy        bool
}

// glance is what the screen reads.
type glance struct {
	day     desk.Day
	last    []desk.Closing   // the newest closing, if there is one
	numbers map[int64]string // under which order numbers the gateways show what is in doubt
	// noPhrase: no recovery phrase was made and checked yet.
	noPhrase bool
	wrong    desk.Disagreement // why, if err says that something was altered
	err      error
}

func newClosingScreen(w *Window) *closingScreen {
	s := &closingScreen{Window: w, desk: w.desk, body: kit.Column(16)}
	t := w.words.T
	head, title, hint := heading(t("closing.heading", "date", w.words.date(desk.InKorea(w.desk.Now()))), "")
	s.title, s.hint, s.head = title, hint, head
	s.button = kit.NewButton(kit.Primary, t("closing.close"), s.main).Key("Ctrl ↵")
	list := kit.NewButton(kit.Plain, t("closing.list"), s.showList).Key("L")
	top := kit.Inset(18, pagePad, kit.Row(12, kit.Grow(head), list, s.button))
	s.area = kit.NewScroll(kit.Inset(0, pagePad-edge, s.body))
	s.view = container.NewBorder(top, nil, nil, nil, s.area)
	return s
}

func (s *closingScreen) root() fyne.CanvasObject { return s.view }

func (s *closingScreen) scrolls() *kit.Scroll { return s.area }

func (s *closingScreen) enter() {
	s.canvas().Focus(nil)
	s.reload(func() {})
}

func (s *closingScreen) key(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyEscape:
		s.Window.show(screenHistory)
	case fyne.KeyL:
		s.showList()
	case fyne.KeyUp, fyne.KeyDown, fyne.KeyPageUp, fyne.KeyPageDown:
		kit.ScrollBy(s.area, ev.Name)
	default:
		return false
	}
	return true
}

// reload reads the day in the background, draws it and goes on.
func (s *closingScreen) reload(then func()) {
	background(s.Window, func() (g glance) {
		ctx := context.Background()
		if g.day, g.err = s.desk.Day(ctx); g.err != nil {
			return g
		}
		if g.last, g.err = s.desk.Closings(ctx, 0, 1); g.err != nil {
			g.wrong = s.desk.Disagreement(ctx, g.err)
			return g
		}
		g.numbers = map[int64]string{}
		for _, d := range g.day.Doubts {
			if number, err := s.desk.NumberAtGateway(ctx, d.Operation); err == nil {
				g.numbers[d.ID] = number
			}
		}
		g.noPhrase = s.noPhrase(ctx)
		return g
	}, func(g glance) {
		if g.err != nil {
			s.log.Error("read the day", "error", g.err)
			s.tell(kit.Declined, s.words.notClosed(g.err, g.wrong))
			return
		}
		s.glance = g
		s.draw()
		then()
	})
}

// tell puts a sentence in the place of the glance.
func (s *closingScreen) tell(tone kit.Tone, said Said) {
	s.body.Objects = []fyne.CanvasObject{kit.NewBanner(tone, said.Money, said.Hint)}
	s.body.Refresh()
}

// draw puts the glance on screen.
func (s *closingScreen) draw() {
	t, day := s.words.T, s.glance.day
	s.title.Set(t("closing.heading", "date", s.words.date(day.Now)))
	if len(s.glance.last) == 0 {
		s.hint.Set(t("closing.hint.never"))
	} else {
		last := s.glance.last[0]
		s.hint.Set(t("closing.hint.last", "number", s.words.closingNumber(last.Number), "time", s.words.closedAt(last, day.Now)))
	}
	s.head.Refresh() // the title may be longer than it was
	s.body.Objects = nil
	if b := s.desk.Behind(); b != nil {
		s.body.Add(s.behindBanner(b))
	}
	s.body.Add(s.tiles())
	s.body.Add(s.cards())
	if s.glance.noPhrase {
		s.body.Add(kit.NewBanner(kit.Neutral, t("settings.phrase.none"), t("settings.phrase.none.text")).
			SetAction(t("settings.phrase.create"), s.toRecovery))
	}
	s.area.Refresh()
}

// date writes a day with its weekday.
func (w *Words) date(at time.Time) string {
	weekdays, months := fieldsOrLetters(w.T("closing.weekdays")), fieldsOrLetters(w.T("closing.months"))
	return w.T("closing.date", "month", months[int(at.Month()-1)%len(months)], "day", itoa(at.Day()),
		"weekday", weekdays[int(at.Weekday())%len(weekdays)])
}

// closingNumber writes the number of a closing: 12호.
func (w *Words) closingNumber(number int64) string {
	return w.T("closing.number", "number", desk.Grouped(number))
}

// closedAt writes when a day was closed, with its day unless it is today, short
// as in the history: it stands beside the heading.
func (w *Words) closedAt(c desk.Closing, now time.Time) string {
	at := desk.InKorea(c.ClosedTime())
	switch {
	case desk.BusinessDay(at) == desk.BusinessDay(now):
		return at.Format("15:04")
	case at.Year() == desk.InKorea(now).Year():
		return at.Format("01/02 15:04")
	}
	return at.Format("06/01/02 15:04")
}
