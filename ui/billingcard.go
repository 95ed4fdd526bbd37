package ui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// billingCard is one look-up or deletion beside the list: what stands behind
// the key, the key as a mask, and what can be done, each with its key.
type billingCard struct {
	*billingScreen
	op      desk.Operation
	secret  *kit.Paragraph // the key, masked unless it was revealed
	acts    []customerAct
	buttons []*kit.Button // of the acts
	show    *kit.Button   // the one that shows and hides the key, nil where that can't be
	view    fyne.CanvasObject
	masking func() // stops the clock that hides the key again; nil while it is hidden
}

func newBillingCard(s *billingScreen, o desk.Operation) *billingCard {
	c := &billingCard{billingScreen: s, op: o}
	t := s.words.T
	c.secret = kit.NewParagraph(kit.Body, kit.ColorSoft, o.KeyHint)
	var head fyne.CanvasObject = c.secret // leads where nothing is known of what stands behind it
	if o.CardCompany != "" {
		lead := kit.NewStrong(kit.Subtitle, o.CardCompany)
		lead.Shrink = true
		head = lead
	}
	body := kit.Column(10, kit.Row(8, kit.Grow(head), kit.NewChip(s.words.State(o), toneOf(o))))
	if o.MaskedCard != "" {
		number := kit.NewStrong(kit.Title, o.MaskedCard)
		number.Shrink, number.Smaller = true, true
		body.Add(number)
	}
	if head != c.secret {
		body.Add(c.secret)
	}
	body.Add(kit.NewDashedRule())
	if said := s.words.outcome(o); o.Kind == desk.KindDeleteKey || o.State != desk.Approved {
		body.Add(kit.NewParagraph(kit.Body, toneOf(o).Ink(), kit.Strong(said.Money)))
		if said.Hint != "" {
			body.Add(kit.NewParagraph(kit.Body, kit.ColorInk, said.Hint))
		}
		body.Add(kit.NewDashedRule())
	}
	for _, row := range c.facts() {
		body.Add(fact(row[0], row[1]))
	}
	if o.State == desk.Approved && o.Kind == desk.KindLookupKey && s.found.Operation.ID != o.ID {
		body.Add(kit.NewParagraph(kit.Note, kit.ColorSoft, t("billing.fact.again")))
	}
	body.Add(kit.NewDashedRule())
	c.acts = c.possible()
	for _, a := range c.acts {
		b := kit.NewButton(a.kind, a.text, a.do).Key(a.key).Left()
		c.buttons = append(c.buttons, b)
		if a.name == fyne.KeyK {
			c.show = b
		}
		body.Add(b)
	}
	c.marked(s.canvas().Focused() == s.list.Keys())
	c.view = storyCard(body)
	return c
}

// facts are what is known of the key: all of it right after its look-up.
func (c *billingCard) facts() [][2]string {
	t := c.words.T
	var facts [][2]string
	add := func(key, value string) {
		if value != "" {
			facts = append(facts, [2]string{t(key), value})
		}
	}
	if c.found.Operation.ID == c.op.ID && c.op.State == desk.Approved {
		k := c.found.Key
		method := map[desk.BillingMethod]string{desk.BillingCard: "billing.card", desk.BillingAccount: "billing.account"}[k.Method]
		if method != "" {
			add("billing.fact.method", t(method))
		}
		add("billing.fact.holder", k.HolderName)
		add("billing.fact.phone", k.HolderPhone)
		add("billing.fact.type", c.holderType(k.HolderType))
		add("billing.fact.tax", map[string]string{"Y": t("billing.fact.tax.yes"), "N": t("billing.fact.tax.no")}[k.TaxDeduction])
	}
	when := "billing.fact.at"
	if c.op.Kind == desk.KindDeleteKey {
		when = "billing.fact.deleted_at"
	}
	add(when, c.words.when(c.op.PreparedAt, c.desk.Now()))
	add("billing.fact.staff", c.op.Staff)
	return facts
}

// holderType says in the language of the program whose a key is; a word that
// Payple does not document stays as it came.
func (c *billingCard) holderType(received string) string {
	key := map[string]string{
		"개인": "billing.holder.person", "법인": "billing.holder.corporation", "개인사업자": "billing.holder.sole",
	}[received]
	if key == "" {
		return received
	}
	return c.words.T(key)
}

// possible are the acts, the most likely first.
func (c *billingCard) possible() []customerAct {
	t := c.words.T
	var acts []customerAct
	add := func(kind kit.Kind, key, letter string, name fyne.KeyName, do func()) {
		acts = append(acts, customerAct{kind, t(key), letter, name, do})
	}
	settings := c.op.Advice == "settings" || c.op.Advice == "network-block"
	if settings && c.op.State == desk.Declined {
		add(kit.Plain, "charge.to_settings", "S", fyne.KeyS, func() { c.Window.show(screenSettings) })
	}
	if c.desk.BillingKeys == nil {
		return acts
	}
	if _, ok := c.desk.Inquirable(c.op); ok {
		add(kit.Plain, "billing.act.inquire", "L", fyne.KeyL, c.inquire)
	} else {
		add(kit.Plain, "billing.act.again", "L", fyne.KeyL, c.lookAgain)
	}
	add(kit.Plain, "billing.act.reveal", "K", fyne.KeyK, c.reveal)
	add(kit.Plain, "billing.act.copy", "C", fyne.KeyC, c.copy)
	if c.op.Kind == desk.KindLookupKey && c.op.State == desk.Approved || c.op.Kind == desk.KindDeleteKey && c.op.State != desk.Approved {
		add(kit.Danger, "billing.act.delete", "D", fyne.KeyD, c.askDelete)
	}
	return acts
}

// marked shows on the first act that Enter does it while the list has the
// keyboard, and its letter otherwise.
func (c *billingCard) marked(listed bool) {
	for i, b := range c.buttons {
		key := c.acts[i].key
		if i == 0 && listed {
			key = "↵"
		}
		b.Weigh(c.acts[i].kind, key)
	}
}

// main does the first act.
func (c *billingCard) main() {
	if len(c.acts) > 0 {
		c.acts[0].do()
	}
}

func (c *billingCard) key(name fyne.KeyName) bool { return actByKey(c.acts, name) }

// lookAgain asks about this row's key once more.
func (c *billingCard) lookAgain() {
	id, staff := c.op.ID, c.settings.Staff
	c.ask("billing.working.lookup", func() (desk.BillingKeyFound, error) {
		return c.desk.LookupAgain(context.Background(), id, staff)
	}, func(desk.BillingKeyFound) { c.list.Focus() })
}

// reveal shows the key for a while, or hides it. That it was revealed is
// written down first.
func (c *billingCard) reveal() {
	if c.masking != nil {
		c.mask()
		return
	}
	c.withKey(false, func(key desk.Secret) {
		c.masking = c.runner.After(revealTime, c.mask)
		c.secret.SetColor(kit.ColorInk)
		c.secret.Set(kit.Strong(key.Reveal()))
		c.show.SetText(c.words.T("billing.act.hide"))
		c.view.Refresh()
		c.toast(c.words.T("wallet.revealed", "seconds", itoa(int(revealTime/time.Second))))
	})
}

// mask hides the key again.
func (c *billingCard) mask() {
	if c.masking == nil {
		return
	}
	c.masking()
	c.masking = nil
	c.secret.SetColor(kit.ColorSoft)
	c.secret.Set(c.op.KeyHint)
	c.show.SetText(c.words.T("billing.act.reveal"))
	c.view.Refresh()
}

// copy puts the key on the clipboard for a while.
func (c *billingCard) copy() { c.withKey(true, c.copySecret) }

// withKey asks the desk for the key, which writes down that it was seen.
func (c *billingCard) withKey(copied bool, then func(desk.Secret)) {
	id, staff := c.op.ID, c.settings.Staff
	background(c.Window, func() answerOf[desk.Secret] {
		key, err := c.desk.RevealBillingKey(context.Background(), id, copied, staff)
		return answerOf[desk.Secret]{key, err}
	}, func(a answerOf[desk.Secret]) {
		switch {
		case a.err != nil:
			c.log.Warn("reveal a billing key", "error", a.err)
			c.refuse(a.err)
		case c.card == c: // it is still this row
			then(a.got)
		}
	})
}
