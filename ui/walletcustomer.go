package ui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// revealTime is how long a revealed key is seen.
const revealTime = 15 * time.Second

// customerCard is one customer beside the list: who, the key as a mask, and
// what can be done, each with its key.
type customerCard struct {
	*walletScreen
	customer desk.Customer
	steps    []openStep
	secret   *kit.Paragraph // the key, masked unless it was revealed
	acts     []customerAct
	showing  *kit.Button // reveals the key, or hides it; nil where there is none
	body     *fyne.Container
	scroll   *kit.Scroll
	view     fyne.CanvasObject
	masking  func() // stops the clock that hides the key again; nil while it is hidden
}

// customerAct is one thing to do with a customer.
type customerAct struct {
	kind      kit.Kind
	text, key string
	name      fyne.KeyName
	do        func()
}

func newCustomerCard(v *customersView, c desk.Customer, steps []openStep) *customerCard {
	card := &customerCard{walletScreen: v.walletScreen, customer: c, steps: steps}
	t := v.words.T
	name := kit.NewStrong(kit.Subtitle, v.words.customerName(c))
	name.Shrink = true
	chip := kit.NewChip(t("customer."+string(c.State)), toneOfCustomer(c.State))
	card.body = kit.Column(10, kit.Row(8, kit.Grow(name), chip), kit.NewDashedRule(),
		fact(t("wallet.col.id"), c.ShopUserID))
	for _, row := range [][2]string{
		{t("wallet.phone"), kit.GroupPhone.Format(c.Phone)}, {t("wallet.email"), c.Email},
		{t("wallet.since"), desk.InKorea(c.CreatedAt).Format("2006-01-02")},
	} {
		if row[1] != "" {
			card.body.Add(fact(row[0], row[1]))
		}
	}
	if c.KeyHint != "" {
		card.secret = kit.NewParagraph(kit.Body, kit.ColorInk, c.KeyHint)
		card.body.Add(kit.Column(2, kit.NewSoft(kit.Body, t("wallet.col.key")), card.secret))
	}
	card.body.Add(kit.NewDashedRule())
	card.acts = card.possible()
	for _, a := range card.acts {
		button := kit.NewButton(a.kind, a.text, a.do).Key(a.key).Left()
		if a.name == fyne.KeyK {
			card.showing = button
		}
		card.body.Add(button)
	}
	card.view, card.scroll = kit.NewScrollCard(card.body)
	return card
}

// fact is a soft label with its value at the right edge, smaller than on a
// read-back.
func fact(label, value string) fyne.CanvasObject {
	text := kit.NewText(kit.Body, value)
	text.Align, text.Shrink, text.Smaller = fyne.TextAlignTrailing, true, true
	return kit.Row(16, kit.NewSoft(kit.Body, label), kit.Grow(text))
}

// possible are the acts, the most likely first.
func (c *customerCard) possible() []customerAct {
	if c.desk.Wallet == nil {
		return nil
	}
	t := c.words.T
	var acts []customerAct
	add := func(kind kit.Kind, text, key string, name fyne.KeyName, do func()) {
		if len(acts) == 0 {
			if kind = kit.Primary; key == "" {
				key = "↵"
			}
		}
		acts = append(acts, customerAct{kind, text, key, name, do})
	}
	for _, step := range c.steps {
		add(kit.Plain, c.stepText(step), "", "", func() { c.goOn(step) })
	}
	again := t("wallet.act.again")
	switch c.customer.State {
	case desk.CustomerActive:
		add(kit.Plain, t("wallet.act.pay"), "P", fyne.KeyP, func() { c.showMethods(c.customer, nil) })
		add(kit.Plain, t("wallet.act.reveal"), "K", fyne.KeyK, c.reveal)
		add(kit.Plain, t("wallet.act.copy"), "C", fyne.KeyC, c.copy)
		add(kit.Plain, again, "R", fyne.KeyR, func() { c.showRegister(c.customer) })
		add(kit.Danger, t("wallet.act.revoke"), "D", fyne.KeyD, c.askRevoke)
	case desk.CustomerPending:
		if len(c.steps) == 0 {
			again = t("wallet.act.register")
		}
		add(kit.Plain, again, "R", fyne.KeyR, func() { c.showRegister(c.customer) })
	default:
		add(kit.Plain, again, "R", fyne.KeyR, func() { c.showRegister(c.customer) })
	}
	return acts
}

func (c *customerCard) stepText(step openStep) string {
	t := c.words.T
	payment := step.page.Kind == desk.KindRegisterPayment
	switch {
	case payment && step.back():
		return t("wallet.settle", "amount", desk.Grouped(step.page.AmountKRW))
	case payment:
		return t("wallet.act.payment", "amount", desk.Grouped(step.page.AmountKRW))
	case step.back():
		return t("wallet.issue")
	default:
		return t("wallet.act.page")
	}
}

// main does the first act.
func (c *customerCard) main() {
	if len(c.acts) > 0 {
		c.acts[0].do()
	}
}

func (c *customerCard) key(name fyne.KeyName) bool { return actByKey(c.acts, name) }

// actByKey does the act of a key, and says whether there is one.
func actByKey(acts []customerAct, name fyne.KeyName) bool {
	if name == fyne.KeyDelete {
		name = fyne.KeyD
	}
	for _, a := range acts {
		if a.name != "" && a.name == name {
			a.do()
			return true
		}
	}
	return false
}

// reveal shows the key for a while, or hides it. That it was revealed is
// written down first.
func (c *customerCard) reveal() {
	if c.masking != nil {
		c.hide()
		return
	}
	c.withKey(false, func(key desk.Secret) {
		c.masking = c.runner.After(revealTime, c.hide)
		c.secret.Set(kit.Strong(key.Reveal()))
		c.showing.SetText(c.words.T("wallet.act.hide"))
		c.body.Refresh()
		c.view.Refresh()
		c.toast(c.words.T("wallet.revealed", "seconds", itoa(int(revealTime/time.Second))))
	})
}

// hide puts the mask back.
func (c *customerCard) hide() {
	if c.masking == nil {
		return
	}
	c.masking()
	c.masking = nil
	c.secret.Set(c.customer.KeyHint)
	c.showing.SetText(c.words.T("wallet.act.reveal"))
	c.body.Refresh()
	c.view.Refresh()
}

// copy puts the key on the clipboard for a while.
func (c *customerCard) copy() { c.withKey(true, c.copySecret) }

// withKey asks the desk for the key, which writes down that it was seen.
func (c *customerCard) withKey(copied bool, then func(desk.Secret)) {
	staff := c.settings.Staff
	background(c.Window, func() answerOf[desk.Secret] {
		key, err := c.desk.RevealCustomerKey(context.Background(), c.customer.ID, copied, staff)
		return answerOf[desk.Secret]{key, err}
	}, func(a answerOf[desk.Secret]) {
		switch {
		case a.err != nil:
			c.log.Warn("reveal a key", "error", a.err)
			c.say(c.words.explain(a.err), kit.Declined, func() { c.home.focus() })
		case c.home.detail == c: // it is still this customer
			then(a.got)
		}
	})
}

// askRevoke asks for the shop user id to be typed before the key ends for good.
func (c *customerCard) askRevoke() {
	t := c.words.T
	id := c.customer.ShopUserID
	c.askTyped(typedAsk{
		title: t("wallet.revoke.title", "name", c.words.customerName(c.customer)), text: t("wallet.revoke.text"),
		facts: []fyne.CanvasObject{fact(t("wallet.col.id"), id), fact(t("wallet.col.key"), c.customer.KeyHint)},
		label: t("wallet.revoke.type"), max: 60, fits: func(typed string) bool { return typed == id },
		other: t("wallet.revoke.other"), send: t("wallet.revoke.send"), name: "wallet-revoke",
	}, c.revoke)
}

// revoke ends the key and says what came of it.
func (c *customerCard) revoke(confirm string) {
	id, staff := c.customer.ID, c.settings.Staff
	atDesk(c.walletScreen, c.words.T("wallet.working.revoke"), true, func(ctx context.Context) (desk.Operation, error) {
		return c.desk.RevokeCustomerKey(ctx, id, confirm, staff)
	}, func(op desk.Operation, err error) {
		if said, tone, told := c.ended(desk.KindRevokeKey, op, err); !told {
			c.tell(said, tone, id)
		}
	})
}
