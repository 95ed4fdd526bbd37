package ui

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// openStep is something that was begun with a customer and waits: a page that
// has not come back, or one that did and was not gone on with.
type openStep struct {
	page desk.Operation // KindRegisterCustomer or KindRegisterPayment
}

// back says that the customer finished the page: the next step is the shop's.
func (s openStep) back() bool { return s.page.Returned }

// How far back half-done things are looked for, and how many are shown at once.
const (
	stepRows  = 500
	stepDays  = 7
	stepsSeen = 3
)

// openSteps finds what is half done, the newest first: pages that wait, keys
// that can be issued and payments of today that the customer approved. A
// registration counts while it is the customer's newest.
func openSteps(ctx context.Context, d *desk.Desk) ([]openStep, error) {
	now := d.Now()
	recent, err := d.History(ctx, desk.Query{
		FromDay: desk.BusinessDay(now.AddDate(0, 0, -stepDays)), Limit: stepRows,
		Kinds: []desk.Kind{desk.KindRegisterCustomer, desk.KindRegisterPayment, desk.KindIssueKey, desk.KindSettle},
	})
	if err != nil {
		return nil, err
	}
	followed := map[int64]bool{}
	for _, op := range recent.Operations {
		if op.Kind == desk.KindSettle && op.State != desk.NotSent || op.Kind == desk.KindIssueKey && op.State == desk.Approved {
			followed[op.ParentID] = true
		}
	}
	var steps []openStep
	for _, op := range recent.Operations {
		if followed[op.ID] || !waits(op, desk.BusinessDay(now)) {
			continue
		}
		if op.Kind == desk.KindRegisterCustomer {
			c, err := d.Customer(ctx, op.CustomerID)
			if err != nil {
				return nil, err
			}
			if c.RegistrationID != op.ID {
				continue
			}
		}
		steps = append(steps, openStep{op})
	}
	return steps, nil
}

// waits says whether a row is a page that waits, or one that came back well.
func waits(op desk.Operation, today string) bool {
	switch {
	case op.State != desk.Approved || op.Returned && op.ReturnCode != returnedWell:
		return false
	case op.Kind == desk.KindRegisterPayment:
		return op.BusinessDay == today // its ids live until midnight
	default:
		return op.Kind == desk.KindRegisterCustomer
	}
}

// stepsCard shows what is half done above the customers.
type stepsCard struct {
	*customersView
	steps []openStep
	body  *fyne.Container
	view  *kit.Card
}

func newStepsCard(v *customersView) *stepsCard {
	c := &stepsCard{customersView: v, body: kit.Column(8)}
	c.view = kit.NewCard(c.body)
	c.view.Pad = 16
	c.view.Hide()
	return c
}

// set shows these, the first few with a key each.
func (c *stepsCard) set(steps []openStep) {
	t := c.words.T
	c.steps = steps
	setVisible(c.view, len(steps) > 0)
	c.body.Objects = []fyne.CanvasObject{kit.NewStrong(kit.Body, t("wallet.steps", "count", itoa(len(steps))))}
	for i, step := range steps {
		if i == stepsSeen {
			c.body.Add(kit.NewSoft(kit.Note, t("wallet.steps.more", "count", itoa(len(steps)-i))))
			break
		}
		c.body.Add(c.row(i, step))
	}
	c.body.Refresh()
	c.view.Refresh()
}

// row is one step: who, what, how far, and the way on.
func (c *stepsCard) row(i int, step openStep) fyne.CanvasObject {
	t := c.words.T
	what := t("wallet.step.register")
	if step.page.Kind == desk.KindRegisterPayment {
		what = t("wallet.step.payment", "amount", desk.Grouped(step.page.AmountKRW))
	}
	chip := kit.NewChip(t("wallet.step.waits"), kit.Neutral)
	if step.back() {
		chip = kit.NewChip(t("wallet.step.back"), kit.Approved)
	}
	name := kit.NewStrong(kit.Body, c.name(step.page))
	text := kit.NewSoft(kit.Body, what)
	text.Shrink = true
	link := kit.NewLink(kit.Body, t("wallet.step.open"), func() { c.openAt(i) })
	return kit.Row(12, name, kit.Grow(text), chip, link, kit.NewKeyCap(itoa(i+1)))
}

// openAt goes on with the step at a place.
func (c *stepsCard) openAt(i int) {
	if i < len(c.steps) && i < stepsSeen {
		c.goOn(c.steps[i])
	}
}

// of are the steps of one customer.
func (c *stepsCard) of(customer int64) []openStep {
	var own []openStep
	for _, step := range c.steps {
		if step.page.CustomerID == customer {
			own = append(own, step)
		}
	}
	return slices.Clip(own)
}

// goOn shows the page again, or what follows it.
func (s *walletScreen) goOn(step openStep) {
	if step.back() {
		s.next(step.page)
		return
	}
	background(s.Window, func() answerOf[desk.BuyerPage] {
		page, err := s.desk.OpenPage(context.Background(), step.page.ID)
		return answerOf[desk.BuyerPage]{page, err}
	}, func(a answerOf[desk.BuyerPage]) {
		if a.err != nil {
			s.log.Error("open a page again", "error", a.err)
			s.say(s.words.explain(a.err), kit.Declined, func() { s.view.focus() })
			return
		}
		s.showPage(a.got)
	})
}
