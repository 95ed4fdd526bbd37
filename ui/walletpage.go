package ui

import (
	"context"
	"net/url"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// pageView is a page that waits for its customer: as a QR code and by the
// browser of this PC, with the seconds, and the place to paste what it showed
// at its end. When it returns the screen goes on by itself.
type pageView struct {
	*walletScreen
	op        desk.Operation
	address   string
	browser   *kit.Button
	seconds   *kit.Text
	paste     *kit.Entry
	pasted    *kit.Field
	problem   *kit.Banner
	said      Said // why what was pasted was not taken
	right     *fyne.Container
	view      *container.Scroll
	busy      bool
	stopClock func()
}

func (s *walletScreen) showPage(p desk.BuyerPage) {
	v := &pageView{walletScreen: s, op: p.Operation, address: p.URL}
	t := s.words.T
	v.browser = kit.NewButton(kit.Primary, t("wallet.page.browser"), v.browse).Big().Key("O")
	copyAddress := kit.NewButton(kit.Plain, t("wallet.page.copy"), v.copyAddress).Key("C")
	code := kit.NewCard(kit.Column(14, kit.Row(0, kit.Grow(nil), kit.NewQR(p.URL), kit.Grow(nil)),
		kit.NewParagraph(kit.Body, kit.ColorSoft, v.howToOpen()), v.browser, copyAddress))
	code.Pad = 24

	v.seconds = kit.NewStrong(kit.Subtitle, "")
	v.seconds.Color = kit.ColorAccent
	v.paste = kit.NewEntry(kit.EntryOptions{MultiLine: true, Rows: 4, Max: 20000, Sensitive: true, Placeholder: t("wallet.paste.example")})
	v.paste.OnCtrlEnter, v.paste.OnEscape = v.take, v.later
	v.paste.OnChanged = func(string) { v.tellProblem(Said{}) }
	v.pasted = kit.NewField(t("wallet.paste"), v.paste)
	v.problem = kit.NewBanner(kit.Neutral, "", "")
	v.problem.Hide()
	lead := t("wallet.page.registering", "name", s.name(v.op))
	if v.op.Kind == desk.KindRegisterPayment {
		lead = t("wallet.page.paying", "name", s.name(v.op), "amount", desk.Grouped(v.op.AmountKRW))
	}
	how := t("wallet.page.pasted")
	if p.Received {
		how = t("wallet.page.received")
	}
	v.right = kit.Column(14, kit.Row(12, kit.NewChip(t("wallet.step.waits"), kit.Accent), v.seconds, kit.Grow(nil)),
		kit.NewParagraph(kit.Title, kit.ColorInk, kit.Strong(lead)),
		kit.NewParagraph(kit.Body, kit.ColorInk, how), kit.NewDashedRule(), v.pasted, v.problem,
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

// howToOpen says how a customer gets to the page.
func (v *pageView) howToOpen() string {
	if v.desk.Environment == desk.Practice {
		return v.words.T("wallet.page.scan.practice")
	}
	return v.words.T("wallet.page.scan")
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

func (v *pageView) scrolls() *container.Scroll { return v.view }

func (v *pageView) focus() { v.browser.Focus() }

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
	default:
		return false
	}
	return true
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
		v.toast(v.words.T("wallet.page.no_browser"))
		return
	}
	v.paste.Focus()
}

func (v *pageView) copyAddress() {
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
