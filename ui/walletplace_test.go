package ui

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// receives is a shop that lets this PC receive returns.
func receives(s *desk.Settings) { s.Returns.Receive = true }

// awaited is whether the receiver waits for one return.
func (c *counter) awaited() bool { return len(c.port.waits) == 1 }

func TestPagePlace(t *testing.T) {
	newCustomer := func(c *counter) *registerView {
		c.easypay()
		c.press(fyne.KeyN)
		c.typed("홍길동")
		return c.view().(*registerView)
	}

	t.Run("nothing_is_asked_without_the_receiver", func(t *testing.T) {
		c := openCounter(t, nil)
		if v := newCustomer(c); v.place.view.Visible() || v.place.place() != "" {
			t.Error("it asks")
		}
		c.ctrlEnter(1)
		if v := c.page(); v.qr == nil || !v.copying.Visible() || v.lead == v.copying {
			t.Error("a practice page is opened here, and shown for a phone")
		}
	})

	t.Run("this_pc_is_proposed_and_leads_to_the_browser", func(t *testing.T) {
		c := openCounter(t, receives)
		if newCustomer(c).place.place() != desk.OnThisPC {
			t.Fatal("another place is proposed")
		}
		c.ctrlEnter(1)
		v := c.page()
		if !c.awaited() || v.qr != nil || v.copying.Visible() || c.canvas().Focused() != fyne.Focusable(v.lead) {
			t.Error("not received here, or shown for a phone")
		}
		c.press(fyne.KeyC)
		if c.app.Clipboard().Content() != "" {
			t.Error("an address was copied that no phone can come back from")
		}
		if v.lead.Text() != c.words.T("wallet.page.browser") {
			t.Errorf("leads with %s", v.lead.Text())
		}
	})

	t.Run("a_phone_is_chosen_by_keys_and_remembered", func(t *testing.T) {
		c := openCounter(t, receives)
		v := newCustomer(c)
		v.last().Focus()
		c.canvas().FocusNext()
		if c.canvas().Focused() != fyne.Focusable(v.place.segment) {
			t.Fatalf("after the last entry comes %T", c.canvas().Focused())
		}
		c.press(fyne.KeyRight, fyne.KeyReturn)
		if c.canvas().Focused() != fyne.Focusable(v.send) {
			t.Fatal("Enter does not move on to the button")
		}
		c.press(fyne.KeyReturn)
		if p := c.page(); c.awaited() || p.qr == nil || !p.copying.Visible() {
			t.Fatal("received here, or no code for the phone")
		}
		if c.Office.Settings().Returns.Place != string(desk.OnPhone) {
			t.Error("not kept")
		}
		c.press(fyne.KeyEscape)
		if newCustomer(c).place.place() != desk.OnPhone {
			t.Error("not proposed again")
		}
		c.press(fyne.KeyF7)
		c.settingsScreen().main()
		if c.Office.Settings().Returns.Place != string(desk.OnPhone) {
			t.Error("saving the settings forgets it")
		}
	})

	t.Run("enter_in_the_last_entry_goes_past_it", func(t *testing.T) {
		c := openCounter(t, receives)
		v := newCustomer(c)
		v.last().Focus()
		c.press(fyne.KeyReturn)
		if c.canvas().Focused() != fyne.Focusable(v.send) {
			t.Errorf("leads to %T", c.canvas().Focused())
		}
	})

	t.Run("a_phone_without_an_address_is_said_before_sending", func(t *testing.T) {
		c := openCounter(t, nil)
		c.atCounter("")
		v := newCustomer(c)
		v.place.segment.Focus()
		c.press(fyne.KeyRight)
		if !strings.Contains(said(v.notice), c.words.T("wallet.place.none")) {
			t.Error("nothing is said at the choice")
		}
		v.name.Focus()
		c.ctrlEnter(1)
		if c.view() != walletView(v) || c.canvas().Focused() != fyne.Focusable(v.place.segment) || c.asked(desk.KindRegisterCustomer) {
			t.Fatal("it was sent")
		}
		c.press(fyne.KeyLeft)
		if said(v.notice) != "" {
			t.Error("it is still said for this PC")
		}
		c.press(fyne.KeyRight)
		follow(v.notice)
		if c.on != screenSettings || !c.settingsScreen().gateways.folds[partReturns].Open() {
			t.Error("the link does not lead to the part about returns")
		}
		c.settingsScreen().gateways.returns.address.SetValue("https://shop.example.kr/return")
		c.settingsScreen().gateways.returns.save()
		if c.Office.Settings().Returns.Place == string(desk.OnPhone) {
			t.Error("a choice that was never sent was kept")
		}
		c.press(fyne.KeyF6)
		if said(c.view().(*registerView).notice) != "" {
			t.Error("it is still said with the address")
		}
		c.ctrlEnter(1)
		if p := c.page(); p.lead != p.copying || p.qr == nil || !shows(p.right, c.words.T("wallet.page.pasted.phone")) {
			t.Error("no page for the phone, or nothing says what comes back")
		}
	})

	t.Run("a_payment_asks_too", func(t *testing.T) {
		c := openCounter(t, receives)
		c.enrol("홍길동", "")
		c.press(fyne.KeyP, fyne.KeyReturn)
		c.typed("52000")
		v := c.view().(*payView)
		v.form.item.Focus()
		c.typed("햅쌀")
		v.form.email.Focus()
		c.canvas().FocusNext()
		if c.canvas().Focused() != fyne.Focusable(v.place.segment) {
			t.Fatalf("after the last entry comes %T", c.canvas().Focused())
		}
		c.press(fyne.KeyRight)
		c.ctrlEnter(1)
		if p := c.page(); p.op.Kind != desk.KindRegisterPayment || p.qr == nil || c.awaited() {
			t.Error("received here, or no code for the phone")
		}
	})

	t.Run("a_payment_for_a_phone_without_an_address_is_not_sent", func(t *testing.T) {
		c := openCounter(t, nil)
		c.atCounter("")
		c.enrol("홍길동", "")
		c.settings.Returns.Place = string(desk.OnPhone)
		c.press(fyne.KeyP, fyne.KeyReturn)
		c.typed("52000")
		v := c.view().(*payView)
		v.form.item.Focus()
		c.typed("햅쌀")
		c.ctrlEnter(1)
		if c.view() != walletView(v) || c.asked(desk.KindRegisterPayment) || !strings.Contains(said(v.notice), c.words.T("wallet.place.none")) {
			t.Error("it was sent, or nothing is said")
		}
	})

	t.Run("a_page_for_this_pc_says_so_when_nobody_receives", func(t *testing.T) {
		c := openCounter(t, receives)
		newCustomer(c)
		c.ctrlEnter(1)
		if c.page().off.Visible() {
			t.Error("said while it is received")
		}
		c.receiving() // turns it off
		c.easypay()
		c.press(fyne.Key1)
		if v := c.page(); v.qr != nil || !v.off.Visible() || said(v.off) != c.words.T("wallet.page.off") {
			t.Error("nothing is said")
		}
		if v := c.page(); v.lead.Text() != c.words.T("wallet.page.anew") || c.canvas().Focused() != fyne.Focusable(v.lead) {
			t.Error("it does not lead on")
		}
		c.press(fyne.KeyR)
		if v, ok := c.view().(*registerView); !ok || v.name.Value() != "홍길동" {
			t.Error("R does not register again")
		}
	})

	t.Run("a_payment_s_page_that_nobody_receives_is_made_anew", func(t *testing.T) {
		c := openCounter(t, receives)
		c.enrol("홍길동", "")
		c.beginPayment("52000", "햅쌀")
		c.press(fyne.KeyR)
		if c.page().lost {
			t.Fatal("it is received")
		}
		c.page().lost = true // as when the receiver was turned off
		c.press(fyne.KeyR, fyne.KeyReturn)
		if o := c.view().(*payView).order(); o.AmountKRW != 52_000 || o.ItemName != "햅쌀" {
			t.Errorf("%+v", o)
		}
	})

	t.Run("a_browser_that_does_not_open_leaves_the_address", func(t *testing.T) {
		c := openCounter(t, receives)
		newCustomer(c)
		c.ctrlEnter(1)
		v := c.page()
		v.address = ""
		v.browse()
		if !v.copying.Visible() {
			t.Error("no way to the page is left")
		}
	})
}

// asked says whether a page of a kind was ever asked for.
func (c *counter) asked(kind desk.Kind) bool {
	c.t.Helper()
	page, err := c.desk.History(c.t.Context(), desk.Query{Limit: 1, Kinds: []desk.Kind{kind}})
	if err != nil {
		c.t.Fatal(err)
	}
	return len(page.Operations) > 0
}

// shows says whether a paragraph in a column says something.
func shows(column *fyne.Container, text string) bool {
	return slices.ContainsFunc(column.Objects, func(o fyne.CanvasObject) bool {
		p, ok := o.(*kit.Paragraph)
		return ok && p.Content() == text
	})
}

// said is what a banner says; "" while it is out of sight.
func said(b *kit.Banner) string {
	for _, o := range test.WidgetRenderer(b).Objects() {
		if p, ok := o.(*kit.Paragraph); ok && b.Visible() {
			return strings.TrimSpace(p.Content())
		}
	}
	return ""
}

// follow takes a banner's link.
func follow(b *kit.Banner) {
	for _, o := range test.WidgetRenderer(b).Objects() {
		if l, ok := o.(*kit.Link); ok {
			test.Tap(l)
		}
	}
}
