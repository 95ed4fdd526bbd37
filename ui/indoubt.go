package ui

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// inDoubtScreen is the queue of what the program can't know, with what to look
// for and the place to write down what was found.
type inDoubtScreen struct {
	*Window
	desk        *desk.Desk // the one that this screen was built for
	title, hint *kit.Text
	queue       *fyne.Container
	side        *fyne.Container
	scroll      *kit.Scroll // around side
	list        *kit.Scroll // around queue
	view        fyne.CanvasObject

	rows    []desk.Operation
	asked   map[int64]desk.Step // the newest inquiry about a row
	shownAs map[int64]string    // the order numbers under which a gateway shows rows, where they are others
	wanted  int64               // the operation to open, whatever its state; 0 for the oldest
	finding *findingForm
}

func newInDoubtScreen(w *Window) *inDoubtScreen {
	s := &inDoubtScreen{Window: w, desk: w.desk, queue: kit.Column(12), side: container.NewStack()}
	head, title, hint := heading(w.words.T("doubt.title", "count", "0"), w.words.T("doubt.hint"))
	s.title, s.hint = title, hint
	s.scroll = kit.NewScroll(s.side)
	s.list = kit.NewScroll(s.queue)
	panes := container.New(doubtLayout{}, s.list, s.scroll)
	s.view = container.NewBorder(kit.Inset(18, pagePad, head), nil, nil, nil, panes)
	return s
}

// barRoom is what kit.NewScroll keeps beside its content for the bar.
const barRoom float32 = 14

// doubtLayout gives the queue two fifths and the finding three.
type doubtLayout struct{}

// Layout is Fyne's.
func (doubtLayout) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	width := s.Width - 2*pagePad - 24
	left := width * 0.36
	objects[0].Move(fyne.NewPos(pagePad-edge, 0))
	objects[0].Resize(fyne.NewSize(left+edge+barRoom, s.Height-8))
	objects[1].Move(fyne.NewPos(pagePad+left+24-edge, 0))
	objects[1].Resize(fyne.NewSize(width-left+edge+barRoom, s.Height-8))
}

// MinSize is Fyne's.
func (doubtLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(640, 240) }

func (s *inDoubtScreen) root() fyne.CanvasObject { return s.view }

func (s *inDoubtScreen) scrolls() *kit.Scroll { return s.scroll }

func (s *inDoubtScreen) enter() { s.reload() }

func (s *inDoubtScreen) key(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyEscape:
		s.Window.show(screenHistory)
	case fyne.KeyUp:
		s.step(-1)
	case fyne.KeyDown:
		s.step(1)
	case fyne.KeyL:
		if s.finding != nil {
			s.finding.inquire()
		}
	case fyne.KeyO:
		if s.finding != nil {
			s.finding.goWhereItRepeats()
		}
	default:
		return false
	}
	return true
}

func (s *inDoubtScreen) main() {
	if s.finding != nil {
		s.finding.main()
	}
}

// openDoubt opens the screen at one operation: one in doubt, or one whose
// finding a person wants to correct.
func (w *Window) openDoubt(id int64) {
	if d, ok := w.screens[screenInDoubt].(*inDoubtScreen); ok {
		d.wanted = id
		w.show(screenInDoubt)
	}
}

// chosen is the index of the operation that is open.
func (s *inDoubtScreen) chosen() int {
	for i, o := range s.rows {
		if o.ID == s.wanted {
			return i
		}
	}
	return 0
}

func (s *inDoubtScreen) step(by int) {
	if at := s.chosen() + by; at >= 0 && at < len(s.rows) {
		s.wanted = s.rows[at].ID
		s.draw()
	}
}

// draw shows the queue and the chosen operation.
func (s *inDoubtScreen) draw() {
	s.finding = nil
	s.drawQueue()
	var back *kit.Button
	if len(s.rows) == 0 {
		s.wanted = 0
		back = s.drawNone()
	} else {
		s.wanted = s.rows[s.chosen()].ID
		s.finding = newFindingForm(s, s.rows[s.chosen()])
		s.side.Objects = []fyne.CanvasObject{s.finding.view}
	}
	s.side.Refresh()
	s.scroll.Refresh() // its content is another, and so is the bar
	s.scroll.ScrollToTop()
	s.refreshStrip() // the row's gateway has answers of its own to practise
	switch {
	case s.on != screenInDoubt:
	case s.finding != nil:
		s.finding.focus()
	default:
		back.Focus()
	}
}

// drawNone says that nothing is in doubt, and returns the way back.
func (s *inDoubtScreen) drawNone() *kit.Button {
	t := s.words.T
	back := kit.NewButton(kit.Primary, t("doubt.none.back"), func() { s.Window.show(screenCharge) }).Key("↵")
	s.queue.Add(kit.NewCard(kit.Column(14, kit.NewStrong(kit.Subtitle, t("doubt.none")),
		kit.NewParagraph(kit.Body, kit.ColorSoft, t("doubt.none.hint")), kit.Row(0, back))))
	s.queue.Refresh()
	s.side.Objects = nil
	return back
}

// drawQueue shows what is in doubt, and how much of it.
func (s *inDoubtScreen) drawQueue() {
	open, at := 0, s.chosen()
	s.queue.Objects = nil
	for i, o := range s.rows {
		if o.State == desk.InDoubt {
			open++
		}
		s.queue.Add(s.queueCard(o, i == at))
	}
	if len(s.rows) > 1 {
		s.queue.Add(kit.NewSoft(kit.Note, s.words.T("doubt.more")))
	}
	s.title.Set(s.words.T("doubt.title", "count", itoa(open)))
	setVisible(s.hint, open > 0)
	s.queue.Refresh()
}

// queueCard is one operation of the queue.
func (s *inDoubtScreen) queueCard(o desk.Operation, chosen bool) fyne.CanvasObject {
	t := s.words.T
	lead := kit.NewStrong(kit.Subtitle, t("doubt."+string(o.Kind), "amount", desk.Grouped(o.AmountKRW)))
	lead.Shrink, lead.Smaller = true, true
	chip := kit.NewChip(s.words.since(s.desk.Now().Sub(o.PreparedAt)), kit.InDoubt)
	if o.State != desk.InDoubt {
		chip = kit.NewChip(s.words.State(o), toneOf(o))
	}
	card := kit.NewCard(kit.Column(4, kit.Row(8, kit.Grow(lead), chip),
		kit.NewParagraph(kit.Body, kit.ColorInk, kit.Listed(filled(s.words.subject(o), strings.TrimSpace(o.CardCompany+" "+o.MaskedCard))...)),
		kit.NewParagraph(kit.Note, kit.ColorSoft, o.OrderNumber+" · "+s.words.when(o.PreparedAt, s.desk.Now()))))
	if chosen {
		card.Edge = kit.ColorInDoubt
	}
	return newTap(card, func() { s.wanted = o.ID; s.draw() })
}

// filled keeps the texts that are not empty.
func filled(texts ...string) []string {
	var kept []string
	for _, text := range texts {
		if text != "" {
			kept = append(kept, text)
		}
	}
	return kept
}

// since says how long something has been waiting.
func (w *Words) since(d time.Duration) string {
	switch {
	case d < time.Minute:
		return w.T("doubt.since.now")
	case d < time.Hour:
		return w.T("doubt.since", "minutes", itoa(int(d.Minutes())))
	case d < 24*time.Hour:
		return w.T("doubt.since.hours", "hours", itoa(int(d.Hours())))
	case d < 48*time.Hour:
		return w.T("doubt.since.day")
	default:
		return w.T("doubt.since.days", "days", itoa(int(d.Hours()/24)))
	}
}

// when writes a time, with its day unless it is today.
func (w *Words) when(at, now time.Time) string {
	if desk.BusinessDay(at) == desk.BusinessDay(now) {
		return desk.InKorea(at).Format("15:04:05")
	}
	return desk.InKorea(at).Format("2006-01-02 15:04:05")
}
