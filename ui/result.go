package ui

import (
	"errors"

	"fyne.io/fyne/v2"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// resultView says what happened to a charge, in place of the form: the money
// first, then what to do, with one main act on Enter.
type resultView struct {
	content fyne.CanvasObject
	button  *kit.Button
	act     func()
	escape  func()
	slip    *handout // nil where no money moved
}

func (v *resultView) focus() { v.button.Focus() }

func (v *resultView) key(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		v.act()
	case fyne.KeyEscape:
		v.escape()
	case fyne.KeyP, fyne.KeyS, fyne.KeyC:
		if v.slip != nil {
			v.slip.byLetter(rune(ev.Name[0]))
		}
	default:
		return false
	}
	return true
}

// showResult replaces the form by what happened. The card is wiped as soon as
// it can't be needed again: after an approval and whenever sending again would
// be wrong.
func (s *chargeScreen) showResult(op desk.Operation, err error) {
	var unrecorded *desk.Unrecorded
	switch {
	case errors.As(err, &unrecorded):
		s.form.clear()
		said := s.words.explain(err)
		s.put(s.newResult(op, said, kit.Declined, "result.next", s.next))
	case err != nil:
		s.refuse(err)
		return
	case op.State == desk.Approved:
		s.form.clear()
		s.put(s.newResult(op, s.words.outcome(op), kit.Approved, "result.next", s.next))
	case op.State == desk.InDoubt:
		s.form.clear()
		v := s.newResult(op, s.words.outcome(op), kit.InDoubt, "result.settle", func() { s.next(); s.openDoubt(op.ID) })
		v.escape = s.next
		s.put(v)
	case op.State == desk.NotSent:
		s.put(s.newResult(op, s.words.outcome(op), kit.Neutral, "result.again", func() { s.edit(""); s.readBack() }))
	default:
		s.put(s.newResult(op, s.words.outcome(op), kit.Declined, "result.fix", func() { s.edit(desk.FieldCardNumber) }))
	}
	if s.result != nil {
		s.seen("slip")
	}
}

// newResult builds the view around its main act; Esc leads to an empty form.
func (s *chargeScreen) newResult(op desk.Operation, said Said, tone kit.Tone, actKey string, act func()) *resultView {
	t := s.words.T
	v := &resultView{act: act, escape: s.next}
	paper := s.words.slipOf(op, s.settings.Shop)
	s.paper.Set(s.words.paper(paper, toneOf(op)))
	v.button = kit.NewButton(kit.Primary, t(actKey), act).Big().Key("↵")
	buttons := kit.Wrap(12, v.button) // with large text on two lines: the slip with its numbers stays beside them
	if hasSlip(op) {
		v.slip = s.newHandout(paper.In(s.words.T), func() bool { return s.on == screenCharge && s.result == v })
		buttons.Add(kit.NewButton(kit.Plain, t("slip.print"), v.slip.print).Big().Key("P"))
		buttons.Add(kit.NewButton(kit.Plain, t("slip.save"), v.slip.save).Big().Key("S"))
		buttons.Add(kit.NewButton(kit.Plain, t("slip.copy"), v.slip.copy).Big().Key("C"))
	} else {
		buttons.Add(kit.NewButton(kit.Plain, t("result.next"), s.next).Big().Key("Esc"))
	}
	lead := kit.NewParagraph(kit.Title, tone.Ink(), kit.Strong(said.Money))
	if tone == kit.Neutral {
		lead.Color = kit.ColorInk
	}
	card := kit.NewCard(kit.Column(12, kit.Row(0, kit.NewChip(s.words.State(op), toneOf(op)), kit.Grow(nil)), lead,
		kit.NewParagraph(kit.Subtitle, kit.ColorInk, said.Hint), kit.NewDashedRule(), buttons))
	card.Pad = 28
	v.content = card
	return v
}

func (s *chargeScreen) put(v *resultView) {
	s.result = v
	s.left.Objects = []fyne.CanvasObject{kit.Column(0, v.content)}
	s.view.Refresh()
	s.view.ScrollToTop()
	if s.on == screenCharge {
		v.focus()
	}
}
