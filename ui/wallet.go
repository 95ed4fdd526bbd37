package ui

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// walletScreen is 간편결제: the customers who registered a card or an account
// with the wallet gateway, and the way of each from a registration to a
// payment. It shows one view at a time; customersView is where all begin and
// end.
type walletScreen struct {
	*Window
	desk  *desk.Desk // the one that this screen was built for
	stage *fyne.Container
	home  *customersView
	view  walletView

	ordered map[int64]desk.PaymentOrder // what the payments were, by their rows, as far as they began here
	escaped bool                        // leaving what is typed was asked for a moment ago
}

// walletView is one step of the way.
type walletView interface {
	root() fyne.CanvasObject
	scrolls() *kit.Scroll // nil if it scrolls by itself
	focus()
	key(*fyne.KeyEvent) bool
	main()
	leave() // it goes out of sight for good
}

func newWalletScreen(w *Window) *walletScreen {
	s := &walletScreen{Window: w, desk: w.desk, stage: container.NewStack(), ordered: map[int64]desk.PaymentOrder{}}
	s.home = newCustomersView(s)
	s.view = s.home
	s.stage.Objects = []fyne.CanvasObject{s.home.root()}
	if w.unwatch != nil {
		w.unwatch()
	}
	stop := w.desk.Watch(func(op desk.Operation) { w.runner.Do(func() { s.cameBack(op) }) })
	w.unwatch = func() {
		stop()
		s.view.leave()
	}
	return s
}

func (s *walletScreen) root() fyne.CanvasObject { return s.stage }

func (s *walletScreen) scrolls() *kit.Scroll { return s.view.scrolls() }

func (s *walletScreen) enter() {
	if s.view == s.home {
		s.home.reload()
	}
	s.view.focus()
}

// leave hides a key that was revealed.
func (s *walletScreen) leave() {
	if s.home.detail != nil {
		s.home.detail.hide()
	}
}

func (s *walletScreen) key(ev *fyne.KeyEvent) bool { return s.view.key(ev) }

func (s *walletScreen) main() { s.view.main() }

// open shows another view.
func (s *walletScreen) open(v walletView, name string) {
	s.view.leave()
	s.view, s.escaped = v, false
	s.stage.Objects = []fyne.CanvasObject{v.root()}
	s.stage.Refresh()
	if s.on == screenWallet {
		v.focus()
		s.seen(name)
	}
}

// customers goes back to the list, at one customer; 0 leaves it where it was.
func (s *walletScreen) customers(id int64) {
	if id != 0 {
		s.home.open = id
		s.home.search.SetValue("")
	}
	s.open(s.home, screenWallet)
	s.home.reload()
}

// cameBack tells that a page was returned by itself or by a paste, whatever is
// in sight. The page in sight goes on at once.
func (s *walletScreen) cameBack(op desk.Operation) {
	if page, ok := s.view.(*pageView); ok && page.op.ID == op.ID {
		s.next(op)
		return
	}
	if s.view == s.home {
		s.home.reload()
	}
	key := "wallet.back.registered"
	switch {
	case op.ReturnCode != returnedWell:
		key = "wallet.back.refused"
	case op.Kind == desk.KindRegisterPayment:
		key = "wallet.back.approved"
	}
	s.toastFor(s.words.T(key, "name", s.words.Name(op.Buyer)), noticeTime)
}

// next shows what follows a page that returned.
func (s *walletScreen) next(op desk.Operation) {
	switch {
	case op.ReturnCode != returnedWell:
		s.showRefused(op)
	case op.Kind == desk.KindRegisterCustomer:
		s.showIssue(op)
	default:
		s.showSettle(op)
	}
}

// answerOf is what an act of the desk came to.
type answerOf[T any] struct {
	got T
	err error
}

// atDesk does something at the desk behind a sheet that counts the seconds, and
// goes on with what came of it. moves says that money, or a key, may be gone
// when no answer comes.
func atDesk[T any](s *walletScreen, lead string, moves bool, work func(context.Context) (T, error), then func(T, error)) {
	t := s.words.T
	hint, long := t("working.hint"), t("working.long")
	if !moves {
		hint, long = t("wallet.working.hint"), t("wallet.working.long")
	}
	done := s.waitingFor(lead, hint, long)
	background(s.Window, func() answerOf[T] {
		got, err := work(context.Background())
		return answerOf[T]{got, err}
	}, func(a answerOf[T]) {
		done()
		s.countDoubts()
		s.refreshStrip()
		if a.err != nil {
			s.log.Warn("wallet", "error", a.err)
		}
		then(a.got, a.err)
	})
}

// ended says how an act upon op ended, in words and in a tone. Somebody who is
// leaving is told on a sheet; told says so.
func (s *walletScreen) ended(kind desk.Kind, op desk.Operation, err error) (said Said, tone kit.Tone, told bool) {
	said, tone = s.words.outcome(op), toneOf(op)
	if err != nil {
		said, tone = s.words.explainOf(kind, err), kit.Declined
	}
	return said, tone, s.outcomeTold(said, tone)
}
