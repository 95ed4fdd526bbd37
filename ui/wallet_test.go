package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"keyindesk/assets"
	"keyindesk/desk"
	"keyindesk/ui/kit"
)

func TestEasyPayByKeyboard(t *testing.T) {
	t.Run("a_customer_registers_pays_and_is_revoked", func(t *testing.T) {
		c := openCounter(t, nil)
		known := c.enrol("홍길동", "01012345678")
		if known.State != desk.CustomerActive || known.Phone != "01012345678" || known.KeyHint == "" {
			t.Fatalf("enrolled %+v", known)
		}

		c.beginPayment("52000", "햅쌀 10kg")
		page := c.newest()
		if page.Kind != desk.KindRegisterPayment || page.AmountKRW != 52_000 || page.State != desk.Approved {
			t.Fatalf("registered %+v", page)
		}
		c.pasteReturn(c.click(c.page().address, "pay"))
		if c.newest().Kind == desk.KindSettle {
			t.Fatal("the money was taken without a press")
		}
		if paper := c.card().paper.Model(); paper.Status != c.words.T("slip.status.before") || paper.Amount != "52,000" {
			t.Errorf("the slip says %s %s before the money moved", paper.Status, paper.Amount)
		}
		c.press(fyne.KeyReturn)
		sale := c.newest()
		if sale.Kind != desk.KindSettle || sale.State != desk.Approved || sale.AmountKRW != 52_000 || sale.ApprovalNumber == "" || sale.Staff != "김하늘" {
			t.Fatalf("settled %+v", sale)
		}
		if paper := c.card().paper.Model(); paper.Status != c.words.T("state.approved") {
			t.Errorf("the slip says %s", paper.Status)
		}
		c.press(fyne.KeyC)
		if slip := c.app.Clipboard().Content(); !strings.Contains(slip, sale.ApprovalNumber) || !strings.Contains(slip, "52,000") {
			t.Errorf("the copied slip says %s", slip)
		}

		c.press(fyne.KeyReturn, fyne.KeyD)
		c.typed("someone-else")
		c.press(fyne.KeyReturn)
		if c.customer("홍길동").State != desk.CustomerActive {
			t.Fatal("revoked under another's id")
		}
		entry := c.canvas().Focused().(*kit.Entry)
		entry.SetValue("")
		c.typed(known.ShopUserID)
		c.press(fyne.KeyReturn)
		if c.customer("홍길동").State != desk.CustomerRevoked {
			t.Error("not revoked")
		}
		c.press(fyne.KeyReturn)
		if c.screens[screenWallet].(*walletScreen).home.detail.customer.State != desk.CustomerRevoked {
			t.Error("the list does not show it")
		}
	})

	t.Run("instalments_tax_split_and_receipt_go_along", func(t *testing.T) {
		c := openCounter(t, nil)
		c.enrol("이수빈", "")
		c.press(fyne.KeyP, fyne.KeyReturn)
		v := c.screens[screenWallet].(*walletScreen).view.(*payView)
		c.typed("110000")
		v.form.quota.Focus()
		c.typed("3")
		v.form.item.Focus()
		c.typed("명절 선물세트")
		v.form.showMore(true)
		v.form.taxable.Focus()
		c.typed("100000")
		v.form.free.Focus()
		c.typed("9000")
		c.ctrlEnter(1)
		if v.form.taxableField.Problem() == "" || c.newest().Kind == desk.KindRegisterPayment {
			t.Fatal("parts that don't add up were sent")
		}
		v.form.free.SetValue("10000")
		c.ctrlEnter(1)
		if op := c.newest(); op.Kind != desk.KindRegisterPayment || op.Quota != 3 || op.TaxableKRW != 100_000 || op.FreeKRW != 10_000 {
			t.Errorf("registered %+v", op)
		}
	})

	t.Run("name_is_needed_and_a_phone_number_is_no_id", func(t *testing.T) {
		c := openCounter(t, nil)
		c.easypay()
		c.press(fyne.KeyN)
		v := c.screens[screenWallet].(*walletScreen).view.(*registerView)
		if v.id.Value() == "" {
			t.Error("no id is proposed")
		}
		v.id.SetValue("01012345678")
		c.ctrlEnter(1)
		if v.fields[desk.FieldBuyerName].Problem() == "" || v.fields[desk.FieldShopUserID].Problem() == "" || c.canvas().Focused() != v.name {
			t.Error("the fields are not marked, or the focus is elsewhere")
		}
		c.typed("홍길동")
		if v.fields[desk.FieldBuyerName].Problem() != "" || v.fields[desk.FieldShopUserID].Problem() == "" {
			t.Error("a mark goes as soon as its own field is right, and no sooner")
		}
	})
}

func TestPastedReturn(t *testing.T) {
	c := openCounter(t, nil)
	c.beginRegistration("홍길동", "")
	body := c.click(c.page().address, "next")

	for name, tried := range map[string]struct{ text, key string }{
		"empty":       {"", "return.empty"},
		"unreadable":  {"다 됐어요", "return.unreadable"},
		"missing":     {"resCd=0000&requestTid=x", "return.missing"},
		"twice":       {body + "&resCd=0000", "return.twice"},
		"not_pending": {strings.Replace(body, "requestTid=", "requestTid=A", 1), "return.not-pending"},
	} {
		t.Run(name+"_is_refused_in_words_and_the_page_still_waits", func(t *testing.T) {
			v := c.page()
			v.paste.SetValue("")
			if tried.text == "" {
				v.take()
			} else {
				c.pasteReturn(tried.text)
			}
			before, after, _ := strings.Cut(c.words.T(tried.key), "{field}")
			if !v.problem.Visible() || v != c.page() {
				t.Error("nothing is said, or the page is gone")
			}
			if said := v.said.Hint; !strings.HasPrefix(said, before) || !strings.HasSuffix(said, after) || strings.Contains(said, "{") {
				t.Errorf("says %q", said)
			}
		})
	}
	t.Run("the_right_one_goes_on", func(t *testing.T) {
		v := c.page()
		v.paste.SetValue("")
		c.pasteReturn(body)
		if c.card().model.said.Money != c.words.T("wallet.issue.lead", "name", "홍길동") {
			t.Errorf("says %s", c.card().model.said.Money)
		}
		if v.paste.Value() != "" {
			t.Error("the pasted text is still there")
		}
	})
}

// TestButtonsAreCalledByTheirNames: what a sentence tells staff to press is what
// stands on the button that takes the money.
func TestButtonsAreCalledByTheirNames(t *testing.T) {
	for language, name := range map[string]string{"ko": "승인 요청", "en": "Charge"} {
		words, err := ReadWords(assets.Words(), language)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(words.T("wallet.settle"), name) {
			t.Errorf("the button says %s", words.T("wallet.settle"))
		}
		for _, key := range []string{"wallet.pay.hint", "wallet.settle.hint", "wallet.back.approved"} {
			if !strings.Contains(words.T(key), name) {
				t.Errorf("%s says %s", key, words.T(key))
			}
		}
	}
}

func TestCustomerKeyIsShownForAWhile(t *testing.T) {
	c := openCounter(t, nil)
	known := c.enrol("홍길동", "")
	home := c.screens[screenWallet].(*walletScreen).home
	if shown := home.detail.secret.Content(); shown != known.KeyHint {
		t.Fatalf("shows %s", shown)
	}
	events := func(kind desk.EventType) (n int) {
		steps, err := c.desk.Story(t.Context(), known.RegistrationID)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range steps {
			if s.Type == kind {
				n++
			}
		}
		return n
	}
	c.press(fyne.KeyK)
	if shown := home.detail.secret.Content(); shown == known.KeyHint || events(desk.EventRevealed) != 1 {
		t.Error("not revealed, or not written down")
	}
	if home.detail.showing.Text() != c.words.T("wallet.act.hide") {
		t.Errorf("the button still says %s", home.detail.showing.Text())
	}
	c.time.pass()
	if shown := home.detail.secret.Content(); shown != known.KeyHint || home.detail.showing.Text() != c.words.T("wallet.act.reveal") {
		t.Error("it is still seen")
	}
	c.press(fyne.KeyC)
	if c.app.Clipboard().Content() == "" || events(desk.EventCopied) != 1 {
		t.Error("not copied, or not written down")
	}
	c.time.pass()
	if c.app.Clipboard().Content() != "" {
		t.Error("it is still on the clipboard")
	}
	c.press(fyne.KeyC)
	c.app.Clipboard().SetContent("02-1234-5678")
	c.time.pass()
	if c.app.Clipboard().Content() != "02-1234-5678" {
		t.Error("something else was taken off the clipboard")
	}
	c.press(fyne.KeyC)
	c.quit()
	if c.app.Clipboard().Content() != "" {
		t.Error("it stays on the clipboard after the program")
	}
}

func TestCustomersAreFound(t *testing.T) {
	c := openCounter(t, nil)
	c.enrol("홍길동", "01012345678")
	c.now = c.now.Add(60e9)
	c.enrol("이수빈", "01098764321")
	home := c.screens[screenWallet].(*walletScreen).home
	for _, text := range []string{"ㅎㄱㄷ", "길동", "5678"} {
		c.shortcut(&desktop.CustomShortcut{KeyName: fyne.KeyF, Modifier: fyne.KeyModifierControl})
		home.search.SetValue("")
		c.typed(text)
		c.time.pass()
		if len(home.rows) != 1 || home.rows[0].Name != "홍길동" {
			t.Errorf("%s finds %d", text, len(home.rows))
		}
	}
	home.search.SetValue("")
	c.time.pass()
	if len(home.rows) != 2 || home.rows[0].Name != "이수빈" {
		t.Error("not the newest first")
	}
	for _, o := range home.detail.body.Objects {
		if b, ok := o.(*kit.Button); ok && b.Text() == c.words.T("wallet.act.pay") {
			test.Tap(b)
		}
	}
	if _, ok := c.screens[screenWallet].(*walletScreen).view.(*methodsView); !ok {
		t.Error("a click does not list the methods")
	}
}

func TestNoWallet(t *testing.T) {
	c := openCounter(t, func(s *desk.Settings) { s.Environment = string(desk.Test) })
	s := c.easypay()
	if !s.home.notice.Visible() {
		t.Error("nothing says why")
	}
	c.press(fyne.KeyN)
	if s.view != s.home {
		t.Error("a registration without a gateway")
	}
	c.ctrlEnter(1)
	if c.on != screenSettings {
		t.Error("Ctrl+Enter does not lead to the settings")
	}
}
