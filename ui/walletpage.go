package ui

import (
	"context"
	"net/url"
	"time"

	"fyne.io/fyne/v2"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// pageView is a page that waits for its customer, with the seconds and the place
// to paste what it showed at its end. One that was made for this PC is opened in
// its browser; any other is a QR code and an address for a phone as well. When it
// returns the screen goes on by itself.
type pageView struct {
	*walletScreen
	op        desk.Operation
	address   string
	lead      *kit.Button // what is done first: opening it here, copying its address for a phone, or making it anew
	copying   *kit.Button
	qr        *kit.QR     // nil on a page that was made for this PC
	lost      bool        // such a page has nobody who takes its return
	off       *kit.Banner // says so
	seconds   *kit.Text
	paste     *kit.Entry
	pasted    *kit.Field
	problem   *kit.Banner
	said      Said // why what was pasted was not taken
	right     *fyne.Container
	view      *kit.Scroll
	busy      bool
	stopClock func()
}

func (s *walletScreen) showPage(p desk.BuyerPage) {
	v := &pageView{walletScreen: s, op: p.Operation, address: p.URL, lost: p.Where == desk.OnThisPC && !p.Received}
	t := s.words.T
	code := v.ways(p)
	v.seconds = kit.NewStrong(kit.Subtitle, "")
	v.seconds.Color = kit.ColorAccent
	v.paste = kit.NewEntry(kit.EntryOptions{MultiLine: true, Rows: 4, Max: 20000, Sensitive: true, Placeholder: t("wallet.paste.example")})
	v.paste.OnCtrlEnter, v.paste.OnEscape = v.take, v.later
	v.paste.OnChanged = func(string) { v.tellProblem(Said{}) }
	v.pasted = kit.NewField(t("wallet.paste"), v.paste)
	v.off = kit.NewBanner(kit.InDoubt, "", t("wallet.page.off")).
		SetAction(t("charge.to_settings"), func() { v.openSettings(partReturns) })
	setVisible(v.off, v.lost)
	v.problem = kit.NewBanner(kit.Neutral, "", "")
	v.problem.Hide()
	lead := t("wallet.page.registering", "name", s.name(v.op))
	if v.op.Kind == desk.KindRegisterPayment {
		lead = t("wallet.page.paying", "name", s.name(v.op), "amount", desk.Grouped(v.op.AmountKRW))
	}
	how := t("wallet.page.pasted")
	switch {
	case p.Received:
		how = t("wallet.page.received")
	case p.Where != desk.OnThisPC && v.desk.Environment != desk.Practice:
		how = t("wallet.page.pasted.phone")
	}
	v.right = kit.Column(14, kit.Row(12, kit.NewChip(t("wallet.step.waits"), kit.Accent), v.seconds, kit.Grow(nil)),
		kit.NewParagraph(kit.Title, kit.ColorInk, kit.Strong(lead)),
		kit.NewParagraph(kit.Body, kit.ColorInk, how),
		v.off, kit.NewDashedRule(), v.pasted, v.problem,
		kit.Row(12, kit.NewButton(kit.Plain, t("wallet.paste.take"), v.take).Key("Ctrl ↵"), kit.Grow(nil),
			kit.NewButton(kit.Quiet, t("wallet.page.later"), v.later).Key("Esc")))
	card := kit.NewCard(v.right)
	card.Pad = 24
	title, _, _ := heading(t("wallet.page."+string(v.op.Kind)), t("wallet.page.money"))
	setVisible(title, textScale() <= roomyScale)
	v.view = page(kit.Column(18, title, kit.Beside(kit.Column(0, card), kit.Column(0, code), pageWidth, 20)))
	v.tick()
	v.stopClock = every(s.Window, time.Second, v.tick)
	s.open(v, "wallet-page")
}

// pageWidth is the width of the card with the code.
const pageWidth float32 = 340

// ways are how the customer gets to the page, the likeliest first. What was made
// for this PC is not offered to a phone, from which it can't come back.
func (v *pageView) ways(p desk.BuyerPage) *kit.Card {
	t := v.words.T
	first, second := kit.Primary, kit.Plain
	here, practice := p.Where == desk.OnThisPC, v.desk.Environment == desk.Practice
	if !here && !practice {
		first, second = kit.Plain, kit.Primary
	}
	if v.lost {
		first = kit.Plain
	}
	browser := kit.NewButton(first, t("wallet.page.browser"), v.browse).Key("O")
	v.copying = kit.NewButton(second, t("wallet.page.copy"), v.copyAddress).Key("C")
	var body *fyne.Container
	switch {
	case v.lost:
		v.lead = kit.NewButton(kit.Primary, t("wallet.page.anew"), v.anew).Big().Key("R")
		v.copying.Hide()
		body = kit.Column(14, kit.NewStrong(kit.Subtitle, t("wallet.page.here")),
			kit.NewParagraph(kit.Body, kit.ColorSoft, t("wallet.page.here.text")), v.lead, browser, v.copying)
	case here:
		v.lead = browser.Big()
		v.copying.Hide()
		body = kit.Column(14, kit.NewStrong(kit.Subtitle, t("wallet.page.here")),
			kit.NewParagraph(kit.Body, kit.ColorSoft, t("wallet.page.here.text")), browser, v.copying)
	case practice:
		v.lead = browser.Big()
		body = kit.Column(14, v.code(p.URL), kit.NewParagraph(kit.Body, kit.ColorSoft, t("wallet.page.scan.practice")), browser, v.copying)
	default:
		v.lead = v.copying.Big()
		body = kit.Column(14, v.code(p.URL), kit.NewParagraph(kit.Body, kit.ColorSoft, t("wallet.page.scan")), v.copying, browser)
	}
	card := kit.NewCard(body)
	card.Pad = 24
	return card
}

// code is the page's address for a phone's camera.
func (v *pageView) code(address string) fyne.CanvasObject {
	v.qr = kit.NewQR(address)
	return kit.Row(0, kit.Grow(nil), v.qr, kit.Grow(nil))
}

// tick counts the time since the page was made.
func (v *pageView) tick() {
	since := max(0, v.desk.Now().Sub(v.op.PreparedAt))
	if since < time.Hour {
		v.seconds.Set(v.words.T("wallet.page.time", "minutes", itoa(int(since/time.Minute)), "seconds", itoa(int(since/time.Second)%60)))
		return
	}
	v.seconds.Set(v.words.since(since))
}

func (v *pageView) root() fyne.CanvasObject { return v.view }

func (v *pageView) scrolls() *kit.Scroll { return v.view }

func (v *pageView) focus() { v.lead.Focus() }

func (v *pageView) leave() {
	v.stopClock()
	v.paste.Wipe()
}

// main takes what was pasted; with nothing pasted yet it leads there.
func (v *pageView) main() {
	if v.paste.Value() == "" {
		v.paste.Focus()
		return
	}
	v.take()
}

func (v *pageView) key(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyEscape:
		v.later()
	case fyne.KeyO:
		v.browse()
	case fyne.KeyC:
		v.copyAddress()
	case fyne.KeyR:
		if !v.lost {
			return false
		}
		v.anew()
	default:
		return false
	}
	return true
}

// typed says that something was pasted and not taken yet.
func (v *pageView) typed() bool { return v.paste.Value() != "" }

// anew begins what the page was for again, with what was typed for it.
func (v *pageView) anew() {
	if v.op.Kind == desk.KindRegisterPayment {
		v.payAgain(v.op)
		return
	}
	v.registerAgain(v.op.CustomerID)
}

// later leaves the page waiting and goes back to the customers.
func (v *pageView) later() { v.customers(v.op.CustomerID) }

// browse opens the page in the browser of this PC. The address came through the
// desk, which lets only the gateway's own through.
func (v *pageView) browse() {
	to, err := url.Parse(v.address)
	if err == nil && v.address != "" {
		err = v.app.OpenURL(to)
	}
	if err != nil || v.address == "" {
		v.log.Warn("open the browser", "error", err)
		v.copying.Show() // then only the address leads there
		v.view.Content.Refresh()
		v.toast(v.words.T("wallet.page.no_browser"))
		return
	}
	v.paste.Focus()
}

func (v *pageView) copyAddress() {
	if !v.copying.Visible() {
		return
	}
	v.app.Clipboard().SetContent(v.address)
	v.toast(v.words.T("common.copied"))
}

// take hands in what was pasted. It may belong to another page that waits.
func (v *pageView) take() {
	if v.busy {
		return
	}
	v.busy = true
	text, staff := v.paste.Value(), v.settings.Staff
	background(v.Window, func() answerOf[desk.Operation] {
		op, err := v.desk.TakeReturn(context.Background(), text, staff)
		return answerOf[desk.Operation]{op, err}
	}, func(a answerOf[desk.Operation]) {
		v.busy = false
		switch {
		case v.walletScreen.view != v: // it has gone on already
		case a.err != nil:
			v.log.Warn("a pasted return was refused", "error", a.err)
			v.tellProblem(v.words.explain(a.err))
			v.paste.Focus()
		default:
			v.next(a.got)
		}
	})
}

// tellProblem says why what was pasted was not taken; nothing takes it back.
func (v *pageView) tellProblem(said Said) {
	if said.Hint == "" && !v.problem.Visible() {
		return
	}
	v.said = said
	setVisible(v.problem, said.Hint != "")
	v.pasted.SetProblem("")
	if said.Hint != "" {
		v.problem.Set(kit.Declined, "", said.Hint)
		v.pasted.SetProblem(v.words.T("wallet.paste.refused"))
	}
	v.right.Refresh()
	v.view.Refresh()
}
