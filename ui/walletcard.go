package ui

import (
	"time"

	"fyne.io/fyne/v2"

	"keyindesk/desk"
	"keyindesk/desk/slip"
	"keyindesk/ui/kit"
)

// cardModel is a page that says one thing about the money and what to do now.
type cardModel struct {
	title, hint string
	chip        string
	tone        kit.Tone
	chipTone    kit.Tone // where it differs from the tone
	said        Said
	acts        []cardAct         // the main one first
	paper       *kit.SlipModel    // beside it; nil for none
	side        fyne.CanvasObject // beside it instead of a slip; may be nil
	back        func()            // Esc
	// unasked says that the page came up by itself: a key that was meant for the
	// page before must not act here.
	unasked bool
}

// cardAct is one button of it.
type cardAct struct {
	text, key string
	name      fyne.KeyName // the letter of the key, "" if it has none
	do        func()
}

// unaskedTime is how long a page that came up by itself ignores keys.
const unaskedTime = 3 * settleTime

// cardView shows a cardModel.
type cardView struct {
	*walletScreen
	model cardModel
	first *kit.Button
	paper *kit.Paper // nil if there is none
	footed
	ready time.Time
}

func (s *walletScreen) showCard(m cardModel, name string) *cardView {
	v := &cardView{walletScreen: s, model: m, ready: time.Now()}
	if m.unasked && s.settle > 0 {
		v.ready = v.ready.Add(unaskedTime)
	}
	lead := kit.NewParagraph(kit.Title, m.tone.Ink(), kit.Strong(m.said.Money))
	if m.tone == kit.Neutral || m.tone == kit.Cancelled {
		lead.Color = kit.ColorInk
	}
	body := kit.Column(12)
	if m.chip != "" {
		tone := m.tone
		if m.chipTone != kit.Neutral {
			tone = m.chipTone
		}
		body.Add(kit.Row(0, kit.NewChip(m.chip, tone), kit.Grow(nil)))
	}
	body.Add(lead)
	if m.said.Hint != "" {
		body.Add(kit.NewParagraph(kit.Subtitle, kit.ColorInk, m.said.Hint))
	}
	if textScale() <= roomyScale {
		body.Add(kit.NewDashedRule())
	}
	title, _, _ := heading(m.title, m.hint)
	v.footed = newFooted(body, kit.Column(12, v.buttons()...), func(text fyne.CanvasObject) fyne.CanvasObject {
		card := kit.NewCard(text)
		card.Pad = 28
		return v.beside(kit.Column(18, title, card))
	})
	s.open(v, name)
	return v
}

// beside puts what belongs to the card to its right.
func (v *cardView) beside(left fyne.CanvasObject) fyne.CanvasObject {
	m := v.model
	switch {
	case m.paper != nil:
		v.paper = kit.NewPaper()
		v.paper.Set(*m.paper)
		return kit.Beside(left, v.paper, slipWidth, paneGap)
	case m.side != nil:
		return kit.Beside(left, m.side, slipWidth, paneGap)
	default:
		return left
	}
}

// How wide a row of acts may be beside a slip, and under the whole page.
const (
	cardRow float32 = 640
	footRow float32 = 1080
)

// buttons are the acts, in as few rows as they fit in.
func (v *cardView) buttons() []fyne.CanvasObject {
	room := cardRow
	if textScale() > roomyScale {
		room = footRow
	}
	row := kit.Row(12)
	rows := []fyne.CanvasObject{row}
	for i, a := range v.model.acts {
		kind := kit.Plain
		if i == 0 {
			kind = kit.Primary
		}
		button := kit.NewButton(kind, a.text, func() { v.act(a) }).Big().Key(a.key)
		if i == 0 {
			v.first = button
		}
		if i > 0 && row.MinSize().Width+12+button.MinSize().Width > room {
			row = kit.Row(12)
			rows = append(rows, row)
		}
		row.Add(button)
	}
	return rows
}

func (v *cardView) act(a cardAct) {
	if !time.Now().Before(v.ready) {
		a.do()
	}
}

func (v *cardView) root() fyne.CanvasObject { return v.all }

func (v *cardView) scrolls() *kit.Scroll { return v.scroll }

func (v *cardView) focus() { v.first.Focus() }

func (v *cardView) leave() {}

func (v *cardView) main() { v.act(v.model.acts[0]) }

func (v *cardView) key(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		v.main()
		return true
	case fyne.KeyEscape:
		v.model.back()
		return true
	}
	for _, a := range v.model.acts {
		if a.name == ev.Name {
			v.act(a)
			return true
		}
	}
	return false
}

// tell shows how an act of a kind upon a customer ended where nothing else is
// to be done but to go back.
func (s *walletScreen) tell(said Said, tone kit.Tone, customer int64) {
	if s.view == s.home { // what is behind the sheet is true as well
		s.home.reload()
	}
	s.say(said, tone, func() { s.customers(customer) })
}

// slipActs are what can be done with a slip, each with its key. drawn is the slip
// beside the card.
func (s *walletScreen) slipActs(paper slip.Slip, drawn *kit.SlipModel) []cardAct {
	t := s.words.T
	h := s.newHandout(paper.In(t), func() bool {
		card, ok := s.view.(*cardView)
		return ok && s.on == screenWallet && card.model.paper == drawn
	})
	return []cardAct{
		{t("slip.print"), "P", fyne.KeyP, h.print},
		{t("slip.save"), "S", fyne.KeyS, h.save},
		{t("slip.copy"), "C", fyne.KeyC, h.copy},
	}
}

// name is who an operation is about.
func (s *walletScreen) name(o desk.Operation) string { return s.words.Name(o.Buyer) }
