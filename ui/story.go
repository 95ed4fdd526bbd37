package ui

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// told is an operation with everything that happened to it.
type told struct {
	op    desk.Operation
	steps []desk.Step
	left  desk.Tax // of a mixed sale
	err   error
}

// loadStory reads an operation and its story, and shows them if it is still
// the one that is chosen. One is read at a time: while a key is held down, rows
// go by faster than their stories can be told.
func (s *historyScreen) loadStory(id int64) {
	if s.loading != 0 && s.loading != id {
		return // the answer looks for what is chosen by then
	}
	s.loading = id
	background(s.Window, func() told {
		var t told
		if t.op, t.err = s.desk.Operation(context.Background(), id); t.err == nil {
			t.steps, t.err = s.desk.Story(context.Background(), id)
		}
		if t.err == nil && t.op.Mixed {
			t.left, t.err = s.desk.LeftTax(context.Background(), t.op)
		}
		return t
	}, func(t told) {
		s.loading = 0
		if s.open != id && s.open != 0 {
			s.loadStory(s.open)
			return
		}
		if t.err != nil {
			s.log.Error("read a story", "error", t.err)
		}
		if s.open == id && t.err == nil {
			s.showStory(&t)
		}
	})
}

// showStory fills the right half; nil leaves a quiet hint there.
func (s *historyScreen) showStory(t *told) {
	defer s.strayed(s.chosen.Gateway)
	if t == nil {
		s.chosen, s.first = desk.Operation{}, nil
		hint := kit.NewParagraph(kit.Body, kit.ColorSoft, s.words.T("history.pick"))
		s.side.Objects = []fyne.CanvasObject{kit.NewCard(hint)}
		s.side.Refresh()
		return
	}
	s.chosen, s.leftTax = t.op, t.left
	o := t.op
	body := s.storyHead(o)
	if o.Contradicted {
		body.Add(kit.NewBanner(kit.Declined, s.words.T("story.contradiction.banner"), ""))
	}
	for _, step := range t.steps {
		body.Add(s.step(step))
	}
	body.Add(kit.NewDashedRule())
	s.first = nil
	for i, b := range s.acts(o) {
		if i == 0 {
			s.first = b
		}
		body.Add(b)
	}
	s.side.Objects = []fyne.CanvasObject{storyCard(body)}
	s.side.Refresh()
}

// strayed brings the strip up to date when the chosen row is another gateway's,
// which has answers of its own to practise.
func (s *historyScreen) strayed(before string) {
	if s.on == screenHistory && s.chosen.Gateway != before {
		s.refreshStrip()
	}
}

// storyCard lets a long story scroll inside its card.
func storyCard(body fyne.CanvasObject) fyne.CanvasObject {
	card, _ := kit.NewScrollCard(body)
	return card
}

// storyHead is who or what a row is about, and how much money if any.
func (s *historyScreen) storyHead(o desk.Operation) *fyne.Container {
	name := kit.NewStrong(kit.Subtitle, s.words.subject(o))
	name.Shrink = true
	body := kit.Column(10, kit.Row(8, kit.Grow(name), kit.NewChip(s.words.State(o), toneOf(o))))
	lead := kit.NewStrong(kit.Title, s.words.T("kind."+string(o.Kind)))
	if money := o.Kind.TakesMoney() || o.Kind.GivesBack(); money {
		lead.Set(s.words.Won(o.AmountKRW))
		lead.Strike = o.CancelledBy != 0
	} else if o.AmountKRW > 0 {
		lead.Set(lead.Content() + " " + s.words.Won(o.AmountKRW))
	}
	lead.Shrink, lead.Smaller = true, true
	body.Add(lead)
	if part := s.words.partLine(o); part != "" {
		body.Add(kit.NewParagraph(kit.Body, kit.ColorInk, kit.Strong(part)))
	}
	if o.MaskedCard != "" || o.CardCompany != "" {
		facts := filled(strings.TrimSpace(o.CardCompany + " " + o.MaskedCard))
		if money := o.Kind.TakesMoney() || o.Kind.GivesBack(); money && !desk.FromAccount(o) {
			facts = append(facts, s.words.Quota(o.Quota))
		}
		if o.Kind == desk.KindSettle {
			facts = append(facts, s.words.T("kind.settle"))
		}
		body.Add(kit.NewParagraph(kit.Body, kit.ColorSoft, kit.Listed(facts...)))
	}
	if advice := s.words.advice(o.Gateway, o.Advice); o.State == desk.Declined && advice != "" {
		body.Add(kit.NewParagraph(kit.Note, kit.ColorSoft, advice))
	}
	body.Add(kit.NewDashedRule())
	return body
}

// acts are what can be done with an operation, each with its key.
func (s *historyScreen) acts(o desk.Operation) []*kit.Button {
	t := s.words.T
	var acts []*kit.Button
	if o.State == desk.InDoubt {
		acts = append(acts, kit.NewButton(kit.Primary, t("story.settle"), s.settle).Key("S").Left())
	}
	if hasSlip(o) {
		acts = append(acts, kit.NewButton(kit.Plain, t("story.slip"), s.openSlip).Key("P").Left())
	}
	if o.Kind == desk.KindCharge {
		acts = append(acts, kit.NewButton(kit.Plain, t("story.again"), s.keyInAgain).Key("R").Left())
	}
	if desk.Cancellable(o) {
		acts = append(acts, kit.NewButton(kit.Danger, t("story.cancel"), s.askCancel).Key("C").Left())
	}
	if key := elsewhere(o); key != "" {
		acts = append(acts, kit.NewButton(kit.Plain, t(key), s.seeElsewhere).Key("O").Left())
	}
	if o.Settled {
		acts = append(acts, kit.NewButton(kit.Quiet, t("story.correct"), s.settle).Key("S").Left())
	}
	return acts
}

// hasSlip says whether money moved, so that there is something to hand out.
func hasSlip(o desk.Operation) bool {
	return o.State == desk.Approved && (o.Kind.TakesMoney() || o.Kind.GivesBack())
}

// elsewhere names the screen on which a row goes on, as the key of its button;
// "" for one that is at home here.
func elsewhere(o desk.Operation) string {
	switch {
	case o.Kind == desk.KindLookupKey || o.Kind == desk.KindDeleteKey:
		return "story.see_keys"
	case o.CustomerID != 0:
		return "story.see_wallet"
	}
	return ""
}

// seeElsewhere leads to the screen on which the chosen row goes on.
func (s *historyScreen) seeElsewhere() {
	if s.settled() {
		s.openWhere(s.chosen)
	}
}

// openWhere shows the billing key or the customer that a row is about.
func (w *Window) openWhere(o desk.Operation) {
	switch elsewhere(o) {
	case "story.see_keys":
		if b, ok := w.screens[screenBilling].(*billingScreen); ok {
			w.show(screenBilling)
			b.reload(o.ID)
			b.list.Focus()
		}
	case "story.see_wallet":
		if c, ok := w.screens[screenWallet].(*walletScreen); ok {
			w.show(screenWallet)
			c.customers(o.CustomerID)
		}
	}
}

// step is one line of the story: when, what, and the fact that proves it.
func (s *historyScreen) step(step desk.Step) fyne.CanvasObject {
	what, detail := s.words.step(s.chosen.Gateway, step)
	lead := kit.NewParagraph(kit.Body, kit.ColorInk, what)
	if tone, ok := toneOfStep(step); ok {
		lead.Color = tone.Ink()
	}
	lines := kit.Column(2, lead)
	if detail != "" {
		lines.Add(kit.NewParagraph(kit.Note, kit.ColorSoft, detail))
	}
	at, now := desk.InKorea(step.At), desk.InKorea(s.desk.Now())
	when := at.Format("15:04:05")
	switch {
	case at.Year() != now.Year():
		when = at.Format("06/01/02 15:04")
	case desk.BusinessDay(at) != desk.BusinessDay(now):
		when = at.Format("01/02 15:04")
	}
	return kit.Step(kit.NewSoft(kit.Note, when), lines)
}

// settled says whether the story beside the list is that of the chosen row: a
// key must not act on the row before it.
func (s *historyScreen) settled() bool { return s.chosen.ID != 0 && s.chosen.ID == s.open }

// openRow does what a person most likely wants with the chosen row: its slip,
// or to settle it; otherwise the keyboard moves to the first act of its story.
func (s *historyScreen) openRow() {
	switch {
	case s.chosen.State == desk.InDoubt:
		s.settle()
	case hasSlip(s.chosen):
		s.openSlip()
	case s.first != nil:
		s.first.Focus()
	}
}

// openSlip shows the slip of the chosen operation.
func (s *historyScreen) openSlip() {
	if s.settled() {
		s.showSlipOf(s.desk, s.chosen)
	}
}

func (s *historyScreen) keyInAgain() {
	if c, ok := s.screens[screenCharge].(*chargeScreen); ok && s.settled() && s.chosen.Kind == desk.KindCharge {
		c.again(s.chosen)
	}
}

// settle leads to the page on which a person says what was found out.
func (s *historyScreen) settle() {
	if s.settled() && (s.chosen.State == desk.InDoubt || s.chosen.Settled) {
		s.openDoubt(s.chosen.ID)
	}
}
