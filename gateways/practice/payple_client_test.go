package practice_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"keyindesk/gateways"
	"keyindesk/gateways/payple"
	"keyindesk/gateways/practice"
)

// client is the real client over the twin's line, on the same clock.
func (s *shop) client(t *testing.T, change func(*payple.Config)) *payple.Client {
	t.Helper()
	id, key, referer := s.Credentials()
	config := payple.Config{
		Environment: gateways.Practice, PartnerID: id, PartnerKey: key, Referer: referer,
		Exchange: gateways.NewExchange(gateways.Options{Total: 2 * time.Second, Dial: s.Dial}),
		Now:      func() time.Time { return s.now },
	}
	if change != nil {
		change(&config)
	}
	c, err := payple.New(config)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestPaypleClient(t *testing.T) {
	t.Run("card_and_account", func(t *testing.T) {
		s := newShop(t)
		c := s.client(t, nil)
		for key, want := range map[string]gateways.BillingKey{
			s.card(): {
				Method: gateways.BillingCard, HolderType: "개인", HolderName: "홍길동", HolderPhone: "010-****-5678",
				CompanyCode: "0200", Company: "BC카드", MaskedNumber: "1111-****-****-2222", TaxDeduction: "Y",
			},
			s.account(): {
				Method: gateways.BillingAccount, HolderType: "개인", HolderName: "이서연", HolderPhone: "010-****-4321",
				CompanyCode: "081", Company: "KEB하나은행", MaskedNumber: "123-********-021",
			},
		} {
			got := c.LookupBillingKey(t.Context(), gateways.NewSecret(key))
			if got.Outcome != gateways.Approved {
				t.Fatalf("%+v", got.Result)
			}
			got.Result = gateways.Result{}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		}
		if got := s.Authentications(); got != 1 {
			t.Errorf("%d authentications", got)
		}
	})

	t.Run("every_sample", func(t *testing.T) {
		s := newShop(t)
		c := s.client(t, nil)
		for _, key := range s.Rehearsal().Samples() {
			if got := c.LookupBillingKey(t.Context(), gateways.NewSecret(key)); got.Outcome != gateways.Approved || got.MaskedNumber == "" {
				t.Errorf("looked up: %+v", got)
			}
			if got := c.DeleteBillingKey(t.Context(), gateways.NewSecret(key)); got.Outcome != gateways.Approved || s.stands(key) {
				t.Errorf("deleted: %+v", got)
			}
			if got := c.LookupBillingKey(t.Context(), gateways.NewSecret(key)); got.Outcome != gateways.Declined || got.Result.Code != "SPAY0005" {
				t.Errorf("looked up again: %+v", got.Result)
			}
		}
	})

	t.Run("a_thousand_look_ups_in_31_minutes_are_2_authentications", func(t *testing.T) {
		s := newShop(t)
		c := s.client(t, nil)
		for i := range 1000 {
			s.now = noon.Add(time.Duration(i) * 31 * time.Minute / 999)
			if got := c.LookupBillingKey(t.Context(), gateways.NewSecret(s.card())); got.Outcome != gateways.Approved {
				t.Fatalf("look-up %d: %+v", i, got.Result)
			}
		}
		if a, all := s.Authentications(), s.Requests(); a != 2 || all != 1002 {
			t.Errorf("%d authentications, %d requests", a, all)
		}
	})

	t.Run("wrong_settings", func(t *testing.T) {
		for want, change := range map[string]func(*payple.Config){
			"AUTH0003": func(c *payple.Config) { c.PartnerKey = gateways.NewSecret("abcd1234567899") },
			"AUTH0004": func(c *payple.Config) { c.Referer = "https://other.example" },
		} {
			s := newShop(t)
			got := s.client(t, change).LookupBillingKey(t.Context(), gateways.NewSecret(s.card()))
			if got.Outcome != gateways.Declined && got.Outcome != gateways.NotSent || got.Result.Code != want {
				t.Errorf("want %s: %+v", want, got.Result)
			}
			if s.Requests() != 1 {
				t.Errorf("%s: %d requests", want, s.Requests())
			}
		}
	})
}

// What the client makes of each behaviour, and what became of the key.
func TestPaypleClientOnABadDay(t *testing.T) {
	type want struct {
		outcome gateways.Outcome
		deleted bool
	}
	for b, want := range map[practice.Behaviour]want{
		{Key: practice.Approve}:                                {gateways.Approved, true},
		{Key: practice.TokenExpired}:                           {gateways.Approved, true},
		{Key: practice.Numbers}:                                {gateways.Approved, true},
		practice.SlowBy(30 * time.Millisecond):                 {gateways.Approved, true},
		{Key: practice.UnknownKey}:                             {gateways.Declined, false},
		practice.Decline("SPAY0003", "한도"):                     {gateways.Declined, false},
		{Key: practice.AuthRefused}:                            {gateways.Declined, false},
		{Key: practice.CutBefore}:                              {gateways.NotSent, false},
		{Key: practice.ForeignURL}:                             {gateways.NotSent, false},
		practice.ReturnTo("https://payple.kr.evil.example"):    {gateways.NotSent, false},
		practice.ReturnTo("https://payple.kr@evil.example"):    {gateways.NotSent, false},
		practice.ReturnTo(paypleHost + "@evil.example"):        {gateways.NotSent, false},
		practice.ReturnTo("http://evil.example/" + paypleHost): {gateways.NotSent, false},
		{Key: practice.CutDuring}:                              {gateways.NotSent, false}, // it met the authentication
		{Key: practice.LostReply}:                              {gateways.Unknown, true},
		{Key: practice.SilentReply}:                            {gateways.Unknown, true},
		{Key: practice.LostRequest}:                            {gateways.Unknown, false},
		{Key: practice.BadGateway}:                             {gateways.Unknown, false},
		{Key: practice.Garbage}:                                {gateways.Unknown, true},
		{Key: practice.OtherKey}:                               {gateways.Unknown, true},
		{Key: practice.NoResult}:                               {gateways.Unknown, true},
	} {
		t.Run(string(b.Key)+b.Message, func(t *testing.T) {
			s := newShop(t)
			card := gateways.NewSecret(s.card())
			s.Next(b)
			lookup := s.client(t, nil).LookupBillingKey(context.Background(), card)
			if lookup.Outcome != want.outcome {
				t.Errorf("look-up: %+v, want %v", lookup.Result, want.outcome)
			}
			if b.Key == practice.ForeignURL && s.Requests() != 1 {
				t.Errorf("%d requests: something was sent to a foreign host", s.Requests())
			}
			s.Next(b)
			deletion := s.client(t, nil).DeleteBillingKey(context.Background(), card)
			if deletion.Outcome != want.outcome {
				t.Errorf("deletion: %+v, want %v", deletion.Result, want.outcome)
			}
			if deleted := !s.stands(card.Reveal()); deleted != want.deleted {
				t.Errorf("deleted: %v", deleted)
			}
		})
	}
}
