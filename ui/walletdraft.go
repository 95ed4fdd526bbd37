package ui

import (
	"context"

	"keyindesk/desk"
)

// draftView is a view on which somebody types.
type draftView interface {
	walletView
	// typed says whether something stands there that somebody would miss.
	typed() bool
	// carry takes what was typed and returns how it is put on the view again, on
	// a screen that was built anew.
	carry() func(*walletScreen)
}

// halfTyped takes what somebody is in the middle of out of screens that are about
// to be built anew, and returns how it is put into the new ones. All but the
// shop's details belongs to one environment: in another there are other customers.
func (w *Window) halfTyped() (putBack func()) {
	charge, keyed := w.screens[screenCharge].(*chargeScreen)
	wallet, ok := w.screens[screenWallet].(*walletScreen)
	if !keyed || !ok {
		return func() {}
	}
	env, again := wallet.desk.Environment, wallet.carry()
	shop := func(*settingsScreen) {}
	if was, ok := w.screens[screenSettings].(*settingsScreen); ok {
		shop = was.carryShop()
	}
	return func() {
		if now, ok := w.screens[screenSettings].(*settingsScreen); ok {
			shop(now)
		}
		if w.desk.Environment != env {
			return
		}
		if now, ok := w.screens[screenCharge].(*chargeScreen); ok {
			now.form.take(charge.form)
		}
		if now, ok := w.screens[screenWallet].(*walletScreen); ok && now.desk.Wallet != nil {
			again(now)
		}
	}
}

// carry takes the view that is open along, which customer was chosen, and what
// was ordered.
func (s *walletScreen) carry() func(*walletScreen) {
	open, ordered := s.home.open, s.ordered
	again := func(*walletScreen) {}
	if v, ok := s.view.(draftView); ok {
		again = v.carry()
	}
	return func(now *walletScreen) {
		now.home.open, now.ordered = open, ordered
		again(now)
	}
}

// letGo leaves a view for good; what somebody typed on it takes a second press.
func (s *walletScreen) letGo(leave func()) {
	v, ok := s.view.(draftView)
	if !ok || s.escaped || !v.typed() {
		leave()
		return
	}
	s.escaped = true
	s.toast(s.words.T("wallet.leave.again"))
	s.runner.After(toastTime, func() { s.escaped = false })
}

// find leads to the entry that finds customers.
func (s *walletScreen) find() {
	s.letGo(func() {
		s.customers(0)
		s.home.focusSearch()
	})
}

// carry keeps the data of a registration. What was proposed or known counts as
// typed only once it was changed.
func (v *registerView) carry() func(*walletScreen) {
	known, values, given, place := v.known, v.values(), v.given, v.place.segment.Selected()
	return func(now *walletScreen) {
		now.showRegister(known)
		again, ok := now.view.(*registerView)
		if !ok {
			return
		}
		for i, e := range again.entries() {
			e.SetValue(values[i])
		}
		again.given = given
		again.place.segment.Set(place)
		again.showNotice()
	}
}

// carry keeps the order, the method and where the page is opened.
func (v *payView) carry() func(*walletScreen) {
	place, kept := v.place.segment.Selected(), v.form.state()
	return func(now *walletScreen) {
		again := now.showPayment(v.customer, v.methods, kept.method, v.again)
		again.given = v.given
		again.place.segment.Set(place)
		again.form.take(kept)
	}
}

// carry keeps the page and what was pasted. One that has come back meanwhile
// waits in the list.
func (v *pageView) carry() func(*walletScreen) {
	id, pasted := v.op.ID, v.paste.Value()
	return func(now *walletScreen) {
		background(now.Window, func() answerOf[desk.BuyerPage] {
			page, err := now.desk.OpenPage(context.Background(), id)
			return answerOf[desk.BuyerPage]{page, err}
		}, func(a answerOf[desk.BuyerPage]) {
			switch {
			case a.err != nil:
				now.log.Error("open a page again", "error", a.err)
			case now.view == now.home && !a.got.Operation.Returned:
				now.showPage(a.got)
				now.view.(*pageView).paste.SetValue(pasted)
			}
		})
	}
}
