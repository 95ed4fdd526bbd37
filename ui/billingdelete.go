package ui

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// lastSigns is how much of a billing key staff type to show that they mean it.
const lastSigns = 4

// askDelete asks for the key's last signs before it ends for good.
func (c *billingCard) askDelete() {
	t := c.words.T
	facts := []fyne.CanvasObject{fact(t("billing.col.key"), c.op.KeyHint)}
	if c.op.MaskedCard != "" {
		facts = append(facts, fact(c.op.CardCompany, c.op.MaskedCard))
	}
	c.askTyped(typedAsk{
		title: t("billing.delete.title"), text: t("billing.delete.text"), facts: facts,
		label: t("billing.delete.type"), max: lastSigns,
		fits:  func(typed string) bool { return len(typed) == lastSigns && strings.HasSuffix(c.op.KeyHint, typed) },
		other: t("billing.delete.other"), send: t("billing.delete.send"), name: "billing-delete",
	}, c.delete)
}

// delete ends the key and says what came of it.
func (c *billingCard) delete(confirm string) {
	id, staff := c.op.ID, c.settings.Staff
	c.change("billing.working.delete", func() (desk.Operation, error) {
		return c.desk.DeleteAgain(context.Background(), id, confirm, staff)
	})
}

// inquire asks whether the key of a deletion in doubt is gone.
func (c *billingCard) inquire() {
	id := c.op.ID
	c.change("billing.working.inquire", func() (desk.Operation, error) {
		return c.desk.Inquire(context.Background(), id)
	})
}

// change does something to a key behind a sheet and says how it ended.
func (c *billingCard) change(working string, act func() (desk.Operation, error)) {
	t := c.words.T
	done := c.waitingFor(t(working), t("wallet.working.hint"), t("working.long"))
	background(c.Window, func() answerOf[desk.Operation] {
		op, err := act()
		return answerOf[desk.Operation]{op, err}
	}, func(a answerOf[desk.Operation]) {
		done()
		c.countDoubts()
		c.refreshStrip()
		said, tone := c.words.outcome(a.got), toneOf(a.got)
		if a.err != nil {
			c.log.Warn("delete a billing key", "error", a.err)
			said, tone = c.words.explainOf(desk.KindDeleteKey, a.err), kit.Declined
		}
		c.reload(a.got.ID)
		if !c.outcomeTold(said, tone) {
			c.say(said, tone, c.list.Focus)
		}
	})
}
