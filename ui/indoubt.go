package ui

import (
	"context"
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
	scroll      *container.Scroll // around side
	view        fyne.CanvasObject

	rows    []desk.Operation
	shownAs map[int64]string // the order numbers under which a gateway shows rows, where they are others
	wanted  int64            // the operation to open, whatever its state; 0 for the oldest
	finding *findingForm
}

func newInDoubtScreen(w *Window) *inDoubtScreen {
	s := &inDoubtScreen{Window: w, desk: w.desk, queue: kit.Column(12), side: container.NewStack()}
	head, title, hint := heading(w.words.T("doubt.title", "count", "0"), w.words.T("doubt.hint"))
	s.title, s.hint = title, hint
	s.scroll = container.NewVScroll(kit.Inset(edge, edge, s.side))
	panes := container.New(doubtLayout{}, container.NewVScroll(kit.Inset(edge, edge, s.queue)), s.scroll)
	s.view = container.NewBorder(kit.Inset(18, pagePad, head), nil, nil, nil, panes)
	return s
}

// doubtLayout gives the queue two fifths and the finding three.
type doubtLayout struct{}

// Layout is Fyne's.
func (doubtLayout) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	width := s.Width - 2*pagePad - 24
	left := width * 0.36
	objects[0].Move(fyne.NewPos(pagePad-edge, 0))
	objects[0].Resize(fyne.NewSize(left+2*edge, s.Height-8))
	objects[1].Move(fyne.NewPos(pagePad+left+24-edge, 0))
	objects[1].Resize(fyne.NewSize(width-left+2*edge, s.Height-8))
}

// MinSize is Fyne's.
func (doubtLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(640, 240) }

func (s *inDoubtScreen) root() fyne.CanvasObject { return s.view }

func (s *inDoubtScreen) scrolls() *container.Scroll { return s.scroll }

func (s *inDoubtScreen) enter() { s.reload() }

func (s *inDoubtScreen) key(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyEscape:
		s.Window.show(screenHistory)
	case fyne.KeyUp:
		s.step(-1)
	case fyne.KeyDown:
		s.step(1)
	default:
		return false
	}
	return true
}

func (s *inDoubtScreen) main() {
	if s.finding != nil {
		s.finding.record()
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

// reload reads the queue, with the wanted operation in front if it is not in
// doubt itself.
func (s *inDoubtScreen) reload() {
	wanted := s.wanted
	type queue struct {
		rows    []desk.Operation
		shownAs map[int64]string
		err     error
	}
	background(s.Window, func() queue {
		var q queue
		if q.rows, q.err = s.desk.InDoubt(context.Background()); q.err != nil {
			return q
		}
		if wanted != 0 && !contains(q.rows, wanted) {
			op, err := s.desk.Operation(context.Background(), wanted)
			if q.err = err; err == nil && (op.Settled || op.State == desk.InDoubt) {
				q.rows = append([]desk.Operation{op}, q.rows...)
			}
		}
		q.shownAs = s.numbersOf(q.rows)
		return q
	}, func(q queue) {
		if q.err != nil {
			s.log.Error("read the queue", "error", q.err)
		}
		s.rows, s.shownAs = q.rows, q.shownAs
		s.draw()
	})
}

// numbersOf are the order numbers of the payments that settlements belong to:
// under those the gateway knows them.
func (s *inDoubtScreen) numbersOf(rows []desk.Operation) map[int64]string {
	numbers := map[int64]string{}
	for _, o := range rows {
		if o.Kind != desk.KindSettle {
			continue
		}
		payment, err := s.desk.Operation(context.Background(), o.ParentID)
		if err != nil {
			s.log.Error("read the payment of a settlement", "error", err)
			continue
		}
		numbers[o.ID] = payment.OrderNumber
	}
	return numbers
}

func contains(rows []desk.Operation, id int64) bool {
	for _, o := range rows {
		if o.ID == id {
			return true
		}
	}
	return false
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
	t := s.words.T
	open := 0
	s.queue.Objects = nil
	at := s.chosen()
	for i, o := range s.rows {
		if o.State == desk.InDoubt {
			open++
		}
		s.queue.Add(s.queueCard(o, i == at))
	}
	if len(s.rows) > 1 {
		s.queue.Add(kit.NewSoft(kit.Note, t("doubt.more")))
	}
	s.title.Set(t("doubt.title", "count", itoa(open)))
	setVisible(s.hint, open > 0)
	s.finding = nil
	if len(s.rows) == 0 {
		s.wanted = 0
		back := kit.NewButton(kit.Primary, t("doubt.none.back"), func() { s.Window.show(screenCharge) }).Key("↵")
		s.queue.Add(kit.NewCard(kit.Column(14, kit.NewStrong(kit.Subtitle, t("doubt.none")),
			kit.NewParagraph(kit.Body, kit.ColorSoft, t("doubt.none.hint")), kit.Row(0, back))))
		s.side.Objects = nil
		defer func() {
			if s.on == screenInDoubt {
				back.Focus()
			}
		}()
	} else {
		s.wanted = s.rows[at].ID
		s.finding = newFindingForm(s, s.rows[at])
		s.side.Objects = []fyne.CanvasObject{s.finding.view}
	}
	s.queue.Refresh()
	s.side.Refresh()
	s.refreshStrip() // the row's gateway has answers of its own to practise
	if s.finding != nil && s.on == screenInDoubt {
		s.finding.focus()
	}
}

// queueCard is one operation of the queue.
func (s *inDoubtScreen) queueCard(o desk.Operation, chosen bool) fyne.CanvasObject {
	t := s.words.T
	lead := kit.NewStrong(kit.Subtitle, t("doubt."+string(o.Kind), "amount", desk.Grouped(o.AmountKRW)))
	lead.Shrink = true
	chip := kit.NewChip(s.words.since(s.desk.Now().Sub(o.PreparedAt)), kit.InDoubt)
	if o.State != desk.InDoubt {
		chip = kit.NewChip(s.words.State(o), toneOf(o))
	}
	card := kit.NewCard(kit.Column(4, kit.Row(8, kit.Grow(lead), chip),
		kit.NewParagraph(kit.Body, kit.ColorInk, strings.Join(filled(s.words.Name(o.Buyer), o.CardCompany, o.MaskedCard), " · ")),
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
