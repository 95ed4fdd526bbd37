package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"github.com/google/go-cmp/cmp"

	"keyindesk/desk"
	"keyindesk/gateways/practice"
	"keyindesk/ui/kit"
)

func TestPageThatWaits(t *testing.T) {
	t.Run("it_is_opened_again_from_the_list", func(t *testing.T) {
		c := openCounter(t, nil)
		c.beginRegistration("홍길동", "")
		address := c.page().address
		c.press(fyne.KeyEscape)
		home := c.screens[screenWallet].(*walletScreen).home
		if len(home.steps.steps) != 1 || !home.steps.view.Visible() {
			t.Fatalf("%d pages wait", len(home.steps.steps))
		}
		c.press(fyne.Key1)
		if c.page().address != address {
			t.Error("another page")
		}
	})

	t.Run("a_refusal_is_not_a_registration", func(t *testing.T) {
		c := openCounter(t, nil)
		c.beginRegistration("홍길동", "")
		c.pasteReturn(c.click(c.page().address, "cancel"))
		if c.card().model.tone != kit.Declined || c.customer("홍길동").State != desk.CustomerPending {
			t.Error("taken for a yes")
		}
		c.press(fyne.KeyReturn)
		if v, ok := c.screens[screenWallet].(*walletScreen).view.(*registerView); !ok || v.name.Value() != "홍길동" {
			t.Error("Enter does not begin anew with the same data")
		}
	})

	t.Run("it_counts_and_goes_on_when_it_comes_back_by_itself", func(t *testing.T) {
		c := openCounter(t, nil)
		c.beginRegistration("홍길동", "")
		v := c.page()
		c.now = c.now.Add(75e9)
		c.time.pass()
		if v.seconds.Content() != c.words.T("wallet.page.time", "minutes", "1", "seconds", "15") {
			t.Errorf("counts %s", v.seconds.Content())
		}
		if _, err := c.desk.TakeReturn(t.Context(), c.click(v.address, "next"), ""); err != nil {
			t.Fatal(err)
		}
		if c.card().model.acts[0].text != c.words.T("wallet.issue") {
			t.Error("the screen did not go on")
		}
	})

	t.Run("on_another_screen_it_is_told_and_nothing_else_happens", func(t *testing.T) {
		c := openCounter(t, nil)
		c.enrol("홍길동", "")
		c.beginPayment("52000", "햅쌀")
		address := c.page().address
		c.press(fyne.KeyEscape, fyne.KeyF2)
		if _, err := c.desk.TakeReturn(t.Context(), c.click(address, "pay"), ""); err != nil {
			t.Fatal(err)
		}
		if c.on != screenCharge || c.newest().Kind == desk.KindSettle || len(c.stage.Objects) != 2 {
			t.Error("the screen changed, the money was taken, or nobody was told")
		}
		c.press(fyne.KeyF6, fyne.Key1)
		if c.card().model.acts[0].text != c.words.T("wallet.settle", "amount", "52,000") {
			t.Error("it can't be gone on with")
		}
	})
}

func TestIssueInDoubt(t *testing.T) {
	c := openCounter(t, nil)
	c.beginRegistration("홍길동", "")
	c.pasteReturn(c.click(c.page().address, "next"))
	c.kicc.Next(practice.Behaviour{Key: practice.LostReply})
	c.press(fyne.KeyReturn)
	if c.card().model.tone != kit.InDoubt || c.doubts != 1 {
		t.Fatalf("%+v, %d in doubt", c.card().model.said, c.doubts)
	}
	c.press(fyne.KeyReturn)
	if c.card().model.tone != kit.Approved || c.doubts != 0 || c.customer("홍길동").State != desk.CustomerActive {
		t.Errorf("the guided repeat came to %+v, %d in doubt", c.card().model.said, c.doubts)
	}
}

func TestSettleLost(t *testing.T) {
	t.Run("the_desk_asks_and_knows", func(t *testing.T) {
		c := openCounter(t, nil)
		c.enrol("홍길동", "")
		c.beginPayment("52000", "햅쌀")
		c.pasteReturn(c.click(c.page().address, "pay"))
		c.kicc.Next(practice.Behaviour{Key: practice.LostReply})
		c.press(fyne.KeyReturn)
		if op := c.newest(); op.State != desk.Approved || c.card().model.tone != kit.Approved {
			t.Errorf("%s", op.State)
		}
	})

	t.Run("what_is_not_known_leads_to_settling_it", func(t *testing.T) {
		c := openCounter(t, nil)
		c.enrol("홍길동", "")
		c.beginPayment("52000", "햅쌀")
		c.pasteReturn(c.click(c.page().address, "pay"))
		c.kicc.Next(practice.Behaviour{Key: practice.LostRequest})
		c.press(fyne.KeyReturn)
		if op := c.newest(); op.State != desk.InDoubt || c.card().model.tone != kit.InDoubt {
			t.Fatalf("%s, said %+v", op.State, c.card().model.said)
		}
		c.press(fyne.KeyReturn)
		if c.on != screenInDoubt {
			t.Fatalf("Enter leads to %s", c.on)
		}
		f := c.screens[screenInDoubt].(*inDoubtScreen).finding
		if f.order+"S" != f.op.OrderNumber || !f.numbers.Visible() || c.gatewayOn() != desk.GatewayEasyPay {
			t.Errorf("staff are to look for %s of %s", f.order, f.op.OrderNumber)
		}
		f.transaction.SetValue("26112115321000000004")
		f.approval.SetValue("50899804")
		f.evidence.SetValue("관리자 화면에서 승인 확인")
		c.mainAct()
		if op := c.newest(); op.State != desk.Approved || op.ApprovalNumber != "50899804" {
			t.Errorf("settled as %s %s", op.State, op.ApprovalNumber)
		}
	})

	t.Run("declined_offers_the_same_payment_with_any_method", func(t *testing.T) {
		c := openCounter(t, nil)
		v := c.payment(0)
		v.form.quota.Focus()
		c.typed("3")
		v.form.email.SetValue("gift@example.kr")
		v.form.showMore(true)
		v.form.taxable.SetValue("100000")
		v.form.free.SetValue("10000")
		ordered := v.order()
		c.ctrlEnter(1)
		c.pasteReturn(c.click(c.page().address, "pay"))
		c.kicc.Next(practice.Behaviour{Key: practice.DeclineLimit, Code: "8521", Message: "한도초과 (연습)"})
		c.press(fyne.KeyReturn)
		if c.newest().State != desk.Declined || c.card().model.tone != kit.Declined {
			t.Fatal("not declined")
		}
		c.press(fyne.KeyReturn)
		if _, ok := c.view().(*methodsView); !ok {
			t.Fatal("the method can't be chosen")
		}
		c.press(fyne.KeyReturn)
		if diff := cmp.Diff(ordered, c.view().(*payView).order(), cmp.AllowUnexported(desk.Secret{})); diff != "" {
			t.Error(diff)
		}
		c.press(fyne.KeyEscape, fyne.KeyDown, fyne.KeyReturn)
		if o := c.view().(*payView).order(); o.AmountKRW != 110_000 || o.ItemName != "햅쌀" || o.Method.MaskedNumber == ordered.Method.MaskedNumber {
			t.Errorf("with another method %+v", o)
		}
	})

	t.Run("a_page_that_was_abandoned_before_a_restart_offers_what_is_known_of_it", func(t *testing.T) {
		c := openCounter(t, nil)
		c.enrol("홍길동", "")
		c.beginPayment("52000", "햅쌀")
		clear(c.screens[screenWallet].(*walletScreen).ordered)
		c.pasteReturn(c.click(c.page().address, "cancel"))
		c.press(fyne.KeyReturn, fyne.KeyReturn)
		if o := c.view().(*payView).order(); o.AmountKRW != 52_000 || o.ItemName != "햅쌀" || o.Tax != nil {
			t.Errorf("%+v", o)
		}
	})
}
