package desk_test

import (
	"errors"
	"strings"
	"testing"

	"keyindesk/desk"
	"keyindesk/gateways"
)

func TestRegisterCustomer(t *testing.T) {
	order := desk.NewRegistration{ShopUserID: "pang-su-14", Name: "홍길동", Phone: "01012345678", Email: "hong@example.com"}

	t.Run("the_page_waits_for_its_return_across_a_restart", func(t *testing.T) {
		s := openTill(t)
		page, err := s.RegisterCustomer(t.Context(), order, "김하늘")
		if err != nil || page.Operation.State != desk.Approved || page.URL == "" || !page.Received {
			t.Fatalf("%+v, %v", page, err)
		}
		if got := s.wallet.registrations[0]; !strings.HasPrefix(got.ReturnURL, "https://127.0.0.1:47443/return/") || len(got.RequestID) < 20 {
			t.Errorf("asked for %+v", got)
		}
		s.Desk.Close()
		if left := s.returns.tokens(); len(left) != 0 {
			t.Fatalf("a closed desk still waits at %v", left)
		}
		again := &returns{}
		d := s.open(again)
		if err := desk.ExpectAgain(d, t.Context()); err != nil {
			t.Fatal(err)
		}
		shown, err := d.OpenPage(t.Context(), page.Operation.ID)
		if err != nil || shown.URL != page.URL {
			t.Errorf("after the restart the page is %+v, %v", shown, err)
		}
		tokens := again.tokens()
		if len(tokens) != 1 {
			t.Fatalf("waits at %v", tokens)
		}
		reply := again.post(tokens[0], posted(t, gateways.PageReturn{
			Registration: true, Code: "0000", RequestID: page.Operation.RequestID, CertificationID: "BA20D7",
		}))
		if !reply.Accepted {
			t.Fatalf("refused: %+v", reply)
		}
		if again.post(tokens[0], "{}").Accepted {
			t.Error("a second return was taken")
		}
		if op, err := d.IssueCustomerKey(t.Context(), page.Operation.ID, "김하늘"); err != nil || op.State != desk.Approved {
			t.Errorf("issue: %+v, %v", op, err)
		}
		if got := s.wallet.issues[0]; got.RegisterID != "reply/+=" || got.CertificationID != "BA20D7" || got.RequestID != page.Operation.RequestID {
			t.Errorf("issued with %+v", got)
		}
	})

	t.Run("a_lost_reply_is_no_answer_and_puts_nothing_in_doubt", func(t *testing.T) {
		s := openTill(t)
		s.wallet.onRegister = ending1(gateways.Unknown, gateways.FaultTimeout)
		page, err := s.RegisterCustomer(t.Context(), order, "김하늘")
		if err != nil || page.Operation.State != desk.NoAnswer || page.URL != "" {
			t.Fatalf("%+v, %v", page, err)
		}
		if n, err := s.InDoubtCount(t.Context()); err != nil || n != 0 {
			t.Errorf("%d in doubt, %v", n, err)
		}
		if left := s.returns.tokens(); len(left) != 0 {
			t.Errorf("waits at %v", left)
		}
	})

	t.Run("is_refused_without_a_return_address", func(t *testing.T) {
		s := openTill(t)
		d := s.open(nil)
		if _, err := d.RegisterCustomer(t.Context(), order, "김하늘"); !errors.Is(err, desk.ErrNoReturnAddress) {
			t.Errorf("got %v", err)
		}
		if len(s.wallet.registrations) != 0 {
			t.Error("something was sent")
		}
	})

	t.Run("is_refused_when_the_id_is_taken", func(t *testing.T) {
		s := openTill(t)
		for _, want := range []error{nil, desk.ErrShopUserIDTaken} {
			_, err := s.RegisterCustomer(t.Context(), order, "김하늘")
			if want == nil && err != nil || want != nil && !errors.Is(err, want) {
				t.Fatalf("got %v, want %v", err, want)
			}
		}
		if len(s.wallet.registrations) != 1 {
			t.Error("the second was sent")
		}
	})
}

func TestTakeReturn(t *testing.T) {
	s := openTill(t)
	page, err := s.RegisterCustomer(t.Context(), desk.NewRegistration{ShopUserID: "u1", Name: "홍길동"}, "김하늘")
	if err != nil {
		t.Fatal(err)
	}
	good := gateways.PageReturn{Registration: true, Code: "0000", RequestID: page.Operation.RequestID, CertificationID: "C1"}
	foreign, payment := good, good
	foreign.RequestID = "somebody-else"
	payment.Registration = false
	for name, c := range map[string]struct {
		text string
		rule string
	}{
		"not a return":       {"hello", gateways.ReturnUnreadable},
		"another request":    {posted(t, foreign), gateways.ReturnNotPending},
		"of the other page":  {posted(t, payment), gateways.ReturnNotPending},
		"the right one":      {posted(t, good), ""},
		"the right one once": {posted(t, good), gateways.ReturnUsed},
	} {
		if c.rule == "" || c.rule == gateways.ReturnUsed {
			continue // in order, below
		}
		_, err := s.TakeReturn(t.Context(), c.text, "김하늘")
		var refused *desk.ReturnError
		if !errors.As(err, &refused) || refused.Rule != c.rule {
			t.Errorf("%s: %v, want %s", name, err, c.rule)
		}
	}
	told := make(chan desk.Operation, 1)
	stop := s.Watch(func(op desk.Operation) { told <- op })
	defer stop()
	op, err := s.TakeReturn(t.Context(), posted(t, good), "김하늘")
	if err != nil || !op.Returned || op.ReturnCode != "0000" || (<-told).ID != op.ID {
		t.Fatalf("%+v, %v", op, err)
	}
	_, err = s.TakeReturn(t.Context(), posted(t, good), "김하늘")
	var refused *desk.ReturnError
	if !errors.As(err, &refused) || refused.Rule != gateways.ReturnUsed {
		t.Errorf("the second time: %v", err)
	}
}

func TestIssueCustomerKey(t *testing.T) {
	t.Run("keeps_the_key_sealed_and_shows_its_mask", func(t *testing.T) {
		s := openTill(t)
		c := s.customer()
		if c.State != desk.CustomerActive || c.KeyHint != "BB2B…0B86" || c.MerchantID != "T0001004" {
			t.Errorf("%+v", c)
		}
		key, err := s.RevealCustomerKey(t.Context(), c.ID, true, "이도윤")
		if err != nil || key.Reveal() != customerKey {
			t.Fatalf("%v", err)
		}
		story, err := s.Story(t.Context(), c.RegistrationID)
		if err != nil || story[len(story)-1].Type != desk.EventCopied || story[len(story)-1].Staff != "이도윤" {
			t.Errorf("the story does not tell: %+v, %v", story, err)
		}
		if strings.Contains(s.log.String(), customerKey) {
			t.Error("the key is in the log")
		}
	})

	t.Run("a_lost_reply_is_in_doubt_and_a_repeat_settles_it", func(t *testing.T) {
		s := openTill(t)
		registration := s.registered()
		s.wallet.onIssue = ending1(gateways.Unknown, gateways.FaultCut)
		lost, err := s.IssueCustomerKey(t.Context(), registration.ID, "김하늘")
		if err != nil || lost.State != desk.InDoubt {
			t.Fatalf("%+v, %v", lost, err)
		}
		s.wallet.onIssue = ending{}
		done, err := s.IssueCustomerKey(t.Context(), registration.ID, "김하늘")
		if err != nil || done.State != desk.Approved {
			t.Fatalf("%+v, %v", done, err)
		}
		settled, err := s.Operation(t.Context(), lost.ID)
		if err != nil || settled.State != desk.Approved {
			t.Errorf("the first attempt is %+v, %v", settled, err)
		}
	})

	t.Run("is_refused_before_the_return_and_after_a_no", func(t *testing.T) {
		s := openTill(t)
		page, err := s.RegisterCustomer(t.Context(), desk.NewRegistration{ShopUserID: "u1", Name: "홍길동"}, "김하늘")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.IssueCustomerKey(t.Context(), page.Operation.ID, "김하늘"); !errors.Is(err, desk.ErrNotReturned) {
			t.Errorf("before: %v", err)
		}
		if _, err := s.TakeReturn(t.Context(), posted(t, gateways.PageReturn{
			Registration: true, Code: "9999", RequestID: page.Operation.RequestID,
		}), "김하늘"); err != nil {
			t.Fatal(err)
		}
		if _, err := s.IssueCustomerKey(t.Context(), page.Operation.ID, "김하늘"); !errors.Is(err, desk.ErrNotReturned) || len(s.wallet.issues) != 0 {
			t.Errorf("after a no: %v", err)
		}
	})
}

func TestRevokeCustomerKey(t *testing.T) {
	s := openTill(t)
	c := s.customer()
	if _, err := s.RevokeCustomerKey(t.Context(), c.ID, "pang-su-15", "김하늘"); !errors.Is(err, desk.ErrConfirm) || len(s.wallet.revocations) != 0 {
		t.Fatalf("another id: %v", err)
	}
	s.wallet.onRevoke = ending1(gateways.Unknown, gateways.FaultCut)
	lost, err := s.RevokeCustomerKey(t.Context(), c.ID, "pang-su-14", "김하늘")
	if err != nil || lost.State != desk.InDoubt {
		t.Fatalf("%+v, %v", lost, err)
	}
	s.wallet.onRevoke = ending{}
	if done, err := s.RevokeCustomerKey(t.Context(), c.ID, "pang-su-14", "김하늘"); err != nil || done.State != desk.Approved {
		t.Fatalf("%+v, %v", done, err)
	}
	if settled, err := s.Operation(t.Context(), lost.ID); err != nil || settled.State != desk.Approved {
		t.Errorf("the first attempt is %+v, %v", settled, err)
	}
	if after, err := s.Customer(t.Context(), c.ID); err != nil || after.State != desk.CustomerRevoked {
		t.Errorf("the customer is %+v, %v", after, err)
	}
	if _, err := s.RevealCustomerKey(t.Context(), c.ID, false, "김하늘"); !errors.Is(err, desk.ErrNoKey) {
		t.Errorf("the key can still be seen: %v", err)
	}
}
