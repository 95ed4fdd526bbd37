package desk_test

import (
	"errors"
	"strings"
	"testing"

	"keyindesk/desk"
	"keyindesk/gateways"
)

// shopAddress is the shop's own return address.
const shopAddress = "https://shop.example.kr/return"

// Where a customer opens a page decides where it returns to, before it is asked
// for.
func TestPagePlace(t *testing.T) {
	ask := func(d *desk.Desk, where desk.PagePlace) (desk.BuyerPage, error) {
		return d.RegisterCustomer(t.Context(), desk.NewRegistration{ShopUserID: "u-" + string(where), Name: "홍길동", Where: where}, "김하늘")
	}
	for name, c := range map[string]struct {
		where    desk.PagePlace
		receiver bool
		address  string
		env      desk.Environment
		to       string // how the address of the return begins; "" for a refusal
		received bool
	}{
		"this_pc_returns_to_the_receiver":                  {desk.OnThisPC, true, shopAddress, desk.Test, "https://127.0.0.1:47443/return/", true},
		"nothing_said_is_this_pc":                          {"", true, shopAddress, desk.Test, "https://127.0.0.1:47443/return/", true},
		"a_phone_returns_to_the_shop_and_not_to_itself":    {desk.OnPhone, true, shopAddress, desk.Test, shopAddress, false},
		"a_phone_without_an_address_is_refused":            {desk.OnPhone, true, "", desk.Test, "", false},
		"a_phone_in_practice_needs_no_address":             {desk.OnPhone, true, "", desk.Practice, "https://return.practice.invalid/", false},
		"without_a_receiver_this_pc_returns_to_the_shop":   {desk.OnThisPC, false, shopAddress, desk.Test, shopAddress, false},
		"without_a_receiver_and_an_address_it_is_refused":  {desk.OnThisPC, false, "", desk.Test, "", false},
		"without_both_practice_shows_what_is_to_be_pasted": {desk.OnThisPC, false, "", desk.Practice, "https://return.practice.invalid/", false},
		"a_phone_without_a_receiver_returns_to_the_shop":   {desk.OnPhone, false, shopAddress, desk.Test, shopAddress, false},
	} {
		t.Run(name, func(t *testing.T) {
			s := openTill(t)
			config := s.Desk.Config
			config.ReturnAddress, config.Environment = c.address, c.env
			if !c.receiver {
				config.Returns = nil
			}
			d := desk.New(config)
			if (d.CheckPlace(c.where) == nil) != (c.to != "") {
				t.Errorf("beforehand it says %v", d.CheckPlace(c.where))
			}
			page, err := ask(d, c.where)
			if c.to == "" {
				if !errors.Is(err, desk.ErrNoReturnAddress) || len(s.wallet.registrations) != 0 {
					t.Fatalf("%v, %d sent", err, len(s.wallet.registrations))
				}
				return
			}
			if err != nil || len(s.wallet.registrations) != 1 {
				t.Fatal(err)
			}
			if to := s.wallet.registrations[0].ReturnURL; !strings.HasPrefix(to, c.to) {
				t.Errorf("returns to %s", to)
			}
			place := map[bool]desk.PagePlace{true: desk.OnThisPC, false: desk.OnPhone}[c.received]
			if page.Received != c.received || page.Where != place || (len(s.returns.tokens()) == 1) != c.received {
				t.Errorf("%+v, %d awaited", page, len(s.returns.tokens()))
			}
		})
	}

	t.Run("a_payment_too", func(t *testing.T) {
		s := openTill(t)
		customer := s.customer()
		config := s.Desk.Config
		config.ReturnAddress = shopAddress
		page, err := desk.New(config).RegisterPayment(t.Context(),
			desk.PaymentOrder{CustomerID: customer.ID, Method: card(), AmountKRW: 1000, ItemName: "꽃", Where: desk.OnPhone}, "김하늘")
		if err != nil || page.Received || s.wallet.payments[0].ReturnURL != shopAddress {
			t.Errorf("%+v, %v", page, err)
		}
	})
}

func TestPagesAcrossARestart(t *testing.T) {
	s := openTill(t)
	config := s.Desk.Config
	config.ReturnAddress = shopAddress
	before := desk.New(config)
	ask := func(id string, where desk.PagePlace) desk.BuyerPage {
		page, err := before.RegisterCustomer(t.Context(), desk.NewRegistration{ShopUserID: id, Name: "홍길동", Where: where}, "김하늘")
		if err != nil {
			t.Fatal(err)
		}
		return page
	}
	here, phone := ask("here", desk.OnThisPC), ask("phone", desk.OnPhone)
	before.Close()
	open := func(d *desk.Desk, id int64) desk.BuyerPage {
		page, err := d.OpenPage(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		return page
	}

	t.Run("only_those_made_for_this_pc_are_awaited", func(t *testing.T) {
		after := desk.New(config)
		defer after.Close()
		if err := desk.ExpectAgain(after, t.Context()); err != nil || len(s.returns.tokens()) != 1 {
			t.Fatalf("%d awaited, %v", len(s.returns.tokens()), err)
		}
		if p := open(after, here.Operation.ID); p.Where != desk.OnThisPC || !p.Received {
			t.Errorf("this PC: %+v", p)
		}
		if p := open(after, phone.Operation.ID); p.Where != desk.OnPhone || p.Received {
			t.Errorf("phone: %+v", p)
		}
	})

	t.Run("without_the_receiver_none_comes_by_itself", func(t *testing.T) {
		off := config
		off.Returns = nil
		if p := open(desk.New(off), here.Operation.ID); p.Where != desk.OnThisPC || p.Received {
			t.Errorf("%+v", p)
		}
	})

	t.Run("on_another_port_the_old_address_is_not_awaited", func(t *testing.T) {
		s.returns.base = "https://127.0.0.1:50000/return/"
		after := desk.New(config)
		defer after.Close()
		if err := desk.ExpectAgain(after, t.Context()); err != nil || len(s.returns.tokens()) != 0 {
			t.Errorf("%d awaited, %v", len(s.returns.tokens()), err)
		}
		if p := open(after, here.Operation.ID); p.Received {
			t.Error("it is said to come back by itself")
		}
		s.returns.base = ""
	})

	t.Run("one_that_can_not_be_opened_keeps_back_no_other", func(t *testing.T) {
		before := desk.New(config)
		again, err := before.RegisterCustomer(t.Context(), desk.NewRegistration{ShopUserID: "second", Name: "이수빈"}, "김하늘")
		if err != nil {
			t.Fatal(err)
		}
		before.Close()
		s.returns.refuses = 1
		after := desk.New(config)
		defer after.Close()
		if err := desk.ExpectAgain(after, t.Context()); err == nil || len(s.returns.tokens()) != 1 {
			t.Errorf("%d awaited, %v", len(s.returns.tokens()), err)
		}
		if a, b := open(after, here.Operation.ID).Received, open(after, again.Operation.ID).Received; a == b {
			t.Errorf("received %v and %v", a, b)
		}
	})

	t.Run("what_was_for_a_phone_is_taken_by_paste", func(t *testing.T) {
		after := desk.New(config)
		op, err := after.TakeReturn(t.Context(), posted(t, gateways.PageReturn{
			Registration: true, Code: "0000", RequestID: phone.Operation.RequestID, CertificationID: "C1",
		}), "김하늘")
		if err != nil || op.ID != phone.Operation.ID || !op.Returned {
			t.Errorf("%+v, %v", op, err)
		}
	})
}
