package ui

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// showRefused says that a page ended without a yes.
func (s *walletScreen) showRefused(op desk.Operation) {
	t := s.words.T
	m := cardModel{
		title: t("wallet.page." + string(op.Kind)), chip: t("wallet.refused"), tone: kit.Declined,
		said: Said{t("wallet.refused." + string(op.Kind)), t("wallet.refused.hint", "name", s.name(op), "code", op.ReturnCode)},
		back: func() { s.customers(op.CustomerID) },
	}
	anew := cardAct{t("wallet.refused.again"), "↵", "", func() { s.registerAgain(op.CustomerID) }}
	if op.Kind == desk.KindRegisterPayment {
		anew.do = func() { s.payAgain(op) }
	}
	m.acts = []cardAct{anew, s.toCustomers(op.CustomerID)}
	s.showCard(m, "wallet-refused")
}

// toCustomers is the act that leads back to the list.
func (s *walletScreen) toCustomers(id int64) cardAct {
	return cardAct{s.words.T("wallet.to_customers"), "Esc", "", func() { s.customers(id) }}
}

// customerOf reads a customer and goes on, or says why that is not possible.
func (s *walletScreen) customerOf(id int64, then func(desk.Customer)) {
	background(s.Window, func() answerOf[desk.Customer] {
		c, err := s.desk.Customer(context.Background(), id)
		return answerOf[desk.Customer]{c, err}
	}, func(a answerOf[desk.Customer]) {
		if a.err != nil {
			s.log.Error("read a customer", "error", a.err)
			s.say(s.words.explain(a.err), kit.Declined, func() { s.view.focus() })
			return
		}
		then(a.got)
	})
}

// registerAgain opens the registration of a customer with the same data.
func (s *walletScreen) registerAgain(id int64) { s.customerOf(id, s.showRegister) }

// pay lists a customer's methods to begin a payment.
func (s *walletScreen) pay(id int64) {
	s.customerOf(id, func(c desk.Customer) { s.showMethods(c, nil) })
}

// payAgain lists them to begin an earlier payment anew: what was ordered need
// not be typed again.
func (s *walletScreen) payAgain(payment desk.Operation) {
	order, ok := s.ordered[payment.ID]
	if !ok { // begun before the program started
		order = desk.PaymentOrder{AmountKRW: payment.AmountKRW, Quota: payment.Quota, ItemName: payment.ItemName}
		if payment.Mixed {
			order.Tax = &desk.Tax{TaxableKRW: payment.TaxableKRW, FreeKRW: payment.FreeKRW}
		}
	}
	s.customerOf(payment.CustomerID, func(c desk.Customer) { s.showMethods(c, &order) })
}

// showIssue offers the key of a registration whose page came back.
func (s *walletScreen) showIssue(op desk.Operation) {
	t := s.words.T
	s.showCard(cardModel{
		title: t("wallet.page." + string(op.Kind)), hint: t("wallet.page.money"), chip: t("wallet.step.back"), chipTone: kit.Approved,
		said: Said{t("wallet.issue.lead", "name", s.name(op)), t("wallet.issue.hint")},
		acts: []cardAct{{t("wallet.issue"), "↵", "", func() { s.issue(op) }}, s.toCustomers(op.CustomerID)},
		side: s.stepsOfRegistration(2), back: func() { s.customers(op.CustomerID) }, unasked: true,
	}, "wallet-issue")
}

// issue asks for the key. What is in doubt may be asked again here.
func (s *walletScreen) issue(registration desk.Operation) {
	staff := s.settings.Staff
	atDesk(s, s.words.T("wallet.working.issue"), true, func(ctx context.Context) (desk.Operation, error) {
		return s.desk.IssueCustomerKey(ctx, registration.ID, staff)
	}, func(op desk.Operation, err error) { s.issued(registration, op, err) })
}

// issued says what came of it, and what helps.
func (s *walletScreen) issued(registration, op desk.Operation, err error) {
	t := s.words.T
	said, tone, told := s.ended(desk.KindIssueKey, op, err)
	if told {
		return
	}
	id := registration.CustomerID
	m := cardModel{
		title: t("wallet.issue"), hint: s.name(registration), tone: tone, said: said, chip: s.words.State(op),
		back: func() { s.customers(id) }, side: s.stepsOfRegistration(2),
	}
	again := cardAct{t("wallet.issue.again"), "↵", "", func() { s.issue(registration) }}
	anew := cardAct{t("wallet.issue.register"), "R", fyne.KeyR, func() { s.registerAgain(id) }}
	switch {
	case err != nil:
		m.chip = ""
		m.acts = []cardAct{again, s.toCustomers(id)}
	case op.State == desk.Approved:
		m.said.Hint = t("wallet.issued.hint", "name", s.name(registration)) + "\n" + t("wallet.col.key") + "  " + op.KeyHint
		m.acts = []cardAct{{t("wallet.act.pay"), "↵", "", func() { s.pay(id) }}, s.toCustomers(id)}
		m.side = s.stepsOfRegistration(-1)
	case op.State == desk.Declined:
		m.acts = []cardAct{{anew.text, "↵", fyne.KeyR, anew.do}, s.toCustomers(id)}
	default: // in doubt, or nothing went out
		m.acts = []cardAct{again, anew, s.toCustomers(id)}
	}
	s.showCard(m, "wallet-issued")
}

// showSettle offers to take the money of a payment that the customer approved.
func (s *walletScreen) showSettle(op desk.Operation) {
	t := s.words.T
	paper := s.words.pageSlip(op, s.settings)
	amount := desk.Grouped(op.AmountKRW)
	s.showCard(cardModel{
		title: t("wallet.page." + string(op.Kind)), hint: s.name(op), chip: t("wallet.step.back"), chipTone: kit.Approved,
		said:  Said{t("wallet.settle.lead"), t("wallet.settle.hint", "name", s.name(op), "amount", amount)},
		acts:  []cardAct{{t("wallet.settle", "amount", amount), "Ctrl ↵", "", func() { s.settlePayment(op) }}, s.toCustomers(op.CustomerID)},
		paper: &paper, back: func() { s.customers(op.CustomerID) }, unasked: true,
	}, "wallet-settle")
}

// settlePayment takes the money, once, past the rows that staff were shown.
func (s *walletScreen) settlePayment(page desk.Operation, past ...desk.Operation) {
	staff := s.settings.Staff
	atDesk(s, s.words.T("working.charge", "amount", desk.Grouped(page.AmountKRW)), true, func(ctx context.Context) (desk.Operation, error) {
		return s.desk.Settle(ctx, page.ID, staff, past...)
	}, func(op desk.Operation, err error) { s.settled(page, op, err) })
}

// settled says what happened to the money, with the slip.
func (s *walletScreen) settled(page, op desk.Operation, err error) {
	if errors.Is(err, desk.ErrDuplicate) {
		s.pastAlike(func(ctx context.Context) ([]desk.Operation, error) { return s.desk.SettleLookAlikes(ctx, page.ID) },
			func(past []desk.Operation) { s.settlePayment(page, past...) })
		return
	}
	t := s.words.T
	said, tone, told := s.ended(desk.KindSettle, op, err)
	if told {
		return
	}
	id := page.CustomerID
	m := cardModel{
		title: t("wallet.title"), hint: s.name(page), chip: s.words.State(op), tone: tone, said: said,
		back: func() { s.customers(id) },
	}
	sale := op
	if page.OrderNumber != "" { // the number that the customer saw on the page
		sale.OrderNumber = page.OrderNumber
	}
	paper := s.words.slipOf(sale, s.settings.Shop)
	model := s.words.paper(paper, toneOf(sale))
	m.paper = &model
	next := cardAct{t("wallet.next"), "↵", "", func() { s.customers(id) }}
	switch {
	case err != nil:
		var unrecorded *desk.Unrecorded
		if m.chip = ""; !errors.As(err, &unrecorded) {
			m.paper = nil
		}
		m.acts = []cardAct{next}
	case op.State == desk.Approved:
		m.acts = append([]cardAct{next}, s.slipActs(paper, m.paper)...)
	case op.State == desk.InDoubt:
		m.acts = []cardAct{{t("result.settle"), "↵", "", func() { s.customers(id); s.openDoubt(op.ID) }}, s.toCustomers(id)}
	case op.State == desk.NotSent:
		m.acts = []cardAct{{t("result.again"), "↵", "", func() { s.settlePayment(page) }}, s.toCustomers(id)}
	default:
		m.acts = []cardAct{{t("wallet.settle.anew"), "↵", "", func() { s.payAgain(page) }}, s.toCustomers(id)}
	}
	s.showCard(m, "slip")
}
