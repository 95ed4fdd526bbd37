package ui

import (
	"context"
	"crypto/sha256"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// first6 is how many digits of a card number name its issuer.
const first6 = 6

// chargeScreen is where a card is keyed in: the form, the slip as it will be
// beside it, and after sending what happened.
type chargeScreen struct {
	*Window
	desk   *desk.Desk // the one that this screen was built for
	form   *form
	paper  *kit.Paper
	notice *kit.Banner // what to look at again before sending
	send   *kit.Button
	foot   *fyne.Container // the buttons under the form
	left   *fyne.Container // the form, or the result
	keying fyne.CanvasObject
	view   *kit.Scroll

	result    *resultView // nil while keying in
	busy      bool        // between the press of the button and the sheet
	companies map[string]string
	escaped   bool              // Esc was pressed on an order a moment ago
	alike     []desk.Operation  // what the duplicate guard found so far
	asked     [sha256.Size]byte // the card and amount it was asked about
	blind     bool              // the duplicate guard lacks the keys of earlier rows
}

func newChargeScreen(w *Window) *chargeScreen {
	s := &chargeScreen{Window: w, desk: w.desk, paper: kit.NewPaper(), companies: map[string]string{}}
	s.form = newForm(w.words, s.changed, s.recognise)
	t := w.words.T
	s.notice = kit.NewBanner(kit.InDoubt, "", "")
	s.send = kit.NewButton(kit.Primary, t("charge.submit.empty"), s.readBack).Big().Key("Ctrl ↵")
	clear := kit.NewButton(kit.Plain, t("charge.clear"), s.clear).Big().Key("Esc")
	more := kit.NewLink(kit.Body, t("charge.more"), nil)
	more.SetColor(kit.ColorSoft)
	more.OnTapped = func() { s.form.showMore(!s.form.more) }
	s.form.onMore = func(open bool) {
		more.SetText(t(map[bool]string{true: "charge.less", false: "charge.more"}[open]))
		s.relay()
	}
	for _, e := range s.form.entries {
		e.OnCtrlEnter = s.readBack
	}
	s.form.onEnd = s.send.Focus
	title, _, _ := heading(t("charge.title"), t("charge.hint"))
	s.foot = kit.Row(12, s.send, clear, kit.Grow(nil), more)
	s.keying = kit.Column(18, title, s.form.grid, s.notice, s.foot)
	setVisible(title, textScale() <= roomyScale)
	s.left = container.NewStack(s.keying)
	s.view = page(kit.Beside(s.left, s.paper, slipWidth, paneGap))
	s.changed()
	s.lookBlind()
	return s
}

// relay lays the form's column out again after a part of it appeared or went.
func (s *chargeScreen) relay() {
	if s.keying != nil {
		s.keying.Refresh()
		s.left.Refresh()
	}
}

func (s *chargeScreen) root() fyne.CanvasObject { return s.view }

func (s *chargeScreen) scrolls() *kit.Scroll { return s.view }

// enter puts the focus where the next key is wanted.
func (s *chargeScreen) enter() {
	switch {
	case s.result != nil:
		s.result.focus()
	case s.form.empty():
		s.form.cardField.Focus()
	}
	s.changed()
}

func (s *chargeScreen) key(ev *fyne.KeyEvent) bool {
	if s.result != nil {
		return s.result.key(ev)
	}
	if ev.Name == fyne.KeyEscape {
		s.escape()
		return true
	}
	return false
}

// escape clears the form; what somebody has keyed in takes a second press.
func (s *chargeScreen) escape() {
	if s.escaped || s.form.empty() {
		s.clear()
		return
	}
	s.escaped = true
	s.toast(s.words.T("charge.clear.again"))
	s.runner.After(toastTime, func() { s.escaped = false })
}

func (s *chargeScreen) main() {
	if s.result != nil {
		s.result.act()
		return
	}
	s.readBack()
}

// clear empties the form and begins anew.
func (s *chargeScreen) clear() {
	s.escaped = false
	s.form.clear()
	s.form.cardField.Focus()
}

// again keys an earlier order in anew, without its card.
func (s *chargeScreen) again(o desk.Operation) {
	s.next()
	s.form.again(o)
	s.Window.show(screenCharge)
	s.form.cardField.Focus()
}

// next is the next caller: an empty form.
func (s *chargeScreen) next() {
	s.result = nil
	s.form.clear()
	s.showForm()
}

// edit goes back to the form as it was.
func (s *chargeScreen) edit(at desk.Field) {
	s.result = nil
	s.showForm()
	if field := s.form.fields[at]; field != nil {
		field.Focus()
	}
}

func (s *chargeScreen) showForm() {
	s.left.Objects = []fyne.CanvasObject{s.keying}
	s.changed()
	s.view.Refresh()
	if s.on == screenCharge {
		s.form.cardField.Focus()
		s.seen(screenCharge)
	}
}

// changed brings everything that follows from the form up to date.
func (s *chargeScreen) changed() {
	if s.form == nil || s.result != nil {
		return
	}
	order := s.form.read()
	defer order.Card.Wipe()
	s.paper.Set(s.words.draftSlip(order, s.company(s.form.card.Value()), s.settings, s.desk.Environment))
	label := s.words.T("charge.submit.empty")
	if order.AmountKRW > 0 {
		label = s.words.T("charge.submit", "amount", desk.Grouped(order.AmountKRW))
	}
	if s.send.Text() != label {
		s.send.SetText(label)
		s.foot.Refresh()
	}
	for _, field := range s.form.fields {
		if field.Problem() != "" {
			s.form.showProblems(stillWrong(s.desk.Check(order), s.form))
			break
		}
	}
	s.lookAlike(order)
	s.showNotice(order)
}

// stillWrong keeps the findings of fields that are already marked: a mark goes
// away as soon as its field is right, and none appears while keying in.
func stillWrong(findings []desk.Finding, f *form) []desk.Finding {
	var kept []desk.Finding
	for _, finding := range findings {
		if field := f.fields[finding.Field]; field != nil && field.Problem() != "" {
			kept = append(kept, finding)
		}
	}
	return kept
}

// recognise shows the network of the card, and the card company once this shop
// has been answered by it for the same first six digits.
func (s *chargeScreen) recognise(digits string) {
	network := desk.NetworkOf(digits)
	if network == "" {
		s.form.cardField.SetHint("")
		return
	}
	company := s.company(digits)
	s.showCompany(strings.Join(filled(s.words.T("network."+network), company), " · "))
	if len(digits) < first6 || company != "" {
		return
	}
	bin := digits[:first6]
	background(s.Window, func() string {
		company, err := s.desk.CompanyHint(context.Background(), bin)
		if err != nil {
			s.log.Error("look a card company up", "error", err)
		}
		return company
	}, func(company string) {
		if company == "" {
			return
		}
		s.companies[bin] = company
		if now := s.form.card.Value(); strings.HasPrefix(now, bin) {
			s.recognise(now)
		}
	})
}

// company is the card company known for a number's first six digits.
func (s *chargeScreen) company(digits string) string {
	if len(digits) < first6 {
		return ""
	}
	return s.companies[digits[:first6]]
}

// showCompany puts what was recognised into the card field, where there is
// room for it beside the number.
func (s *chargeScreen) showCompany(text string) {
	if textScale() <= roomyScale {
		s.form.cardField.SetChip(text, kit.Accent)
	}
}
