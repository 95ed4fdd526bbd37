package practice_test

import (
	"errors"
	"syscall"
	"testing"
	"time"

	"keyindesk/gateways/practice"
)

// Each behaviour: what the caller sees and what becomes of the money.
func TestBehaviour(t *testing.T) {
	type seen struct {
		refused, cut bool
		status       int
		code         string
	}
	type want struct {
		seen
		stands bool // the charge is made, or after a cancel not given back
	}
	sees := func(r reply, err error) seen {
		if err != nil {
			return seen{refused: errors.Is(err, syscall.ECONNREFUSED), cut: !errors.Is(err, syscall.ECONNREFUSED)}
		}
		return seen{status: r.status, code: r.fields["responseCode"]}
	}
	said := func(code string) seen { return seen{status: 200, code: code} }
	cut := seen{cut: true}

	check := func(a, path string, wants map[practice.Behaviour]want) {
		for b, want := range wants {
			t.Run(a+"/"+string(b.Key), func(t *testing.T) {
				config := sample()
				config.Patience = 20 * time.Millisecond
				p := practice.NewPayup(config)
				t.Cleanup(func() { _ = p.Close() })
				request := charge()
				if a == "cancel" {
					request = cancel(must(t, p, keyin, charge()).fields["transactionId"])
				}
				p.Next(b)
				if got := p.Current().Key; got != b.Key {
					t.Errorf("set: %s", got)
				}
				before := p.Requests()
				if got := sees(post(t, over(p), path, request)); got != want.seen {
					t.Errorf("saw %+v, want %+v", got, want.seen)
				}
				if got, want := p.Requests()-before, 1; got != want && !(b.Key == practice.CutBefore && got == 0) {
					t.Errorf("%d requests", got)
				}
				if got := p.Current().Key; got != practice.Approve {
					t.Errorf("afterwards: %s", got)
				}
				entries := p.Ledger()
				stands := len(entries) == 1 && !entries[0].Cancelled()
				if stands != want.stands {
					t.Errorf("ledger %+v", entries)
				}
				if got := must(t, p, keyin, charge()).fields["responseCode"]; got != "0000" {
					t.Errorf("the next charge: %s", got)
				}
			})
		}
	}
	check("charge", keyin, map[practice.Behaviour]want{
		{Key: practice.Approve}:                {said("0000"), true},
		{Key: practice.DeclineLimit}:           {said("P051"), false},
		{Key: practice.DeclineLost}:            {said("P041"), false},
		{Key: practice.DeclinePassword}:        {said("P055"), false},
		practice.Decline("8350", "도난 분실카드"):    {said("8350"), false},
		practice.SlowBy(30 * time.Millisecond): {said("0000"), true},
		{Key: practice.CutBefore}:              {seen{refused: true}, false},
		{Key: practice.CutDuring}:              {cut, false},
		{Key: practice.LostRequest}:            {cut, false},
		{Key: practice.LostReply}:              {cut, true},
		{Key: practice.SilentReply}:            {cut, true},
		{Key: practice.Garbage}:                {said(""), true},
		{Key: practice.BadGateway}:             {seen{status: 502}, false},
		{Key: practice.WrongOrder}:             {said("0000"), true},
		{Key: practice.WrongAmount}:            {said("0000"), true},
		{Key: practice.NoID}:                   {said("0000"), true},
	})
	check("cancel", cancel2, map[practice.Behaviour]want{
		{Key: practice.Approve}:                {said("0000"), false},
		practice.Decline("8351", "취소 불가"):      {said("8351"), true},
		practice.SlowBy(30 * time.Millisecond): {said("0000"), false},
		{Key: practice.CutBefore}:              {seen{refused: true}, true},
		{Key: practice.CutDuring}:              {cut, true},
		{Key: practice.LostRequest}:            {cut, true},
		{Key: practice.LostReply}:              {cut, false},
		{Key: practice.SilentReply}:            {cut, false},
		{Key: practice.Garbage}:                {said(""), false},
		{Key: practice.BadGateway}:             {seen{status: 502}, true},
		{Key: practice.CancelShort}:            {said("1003"), true},
		{Key: practice.CancelError}:            {said("1006"), false},
	})

	t.Run("odd_answers", func(t *testing.T) {
		p := newPayup(t)
		p.Next(practice.Behaviour{Key: practice.WrongOrder})
		if f := must(t, p, keyin, charge()).fields; f["orderNumber"] == "ZP2017090911" || f["amount"] != "1004" || f["transactionId"] == "" {
			t.Errorf("wrong order: %v", f)
		}
		p.Next(practice.Behaviour{Key: practice.WrongAmount})
		if f := must(t, p, keyin, charge()).fields; f["orderNumber"] != "ZP2017090911" || f["amount"] == "1004" || f["transactionId"] == "" {
			t.Errorf("wrong amount: %v", f)
		}
		p.Next(practice.Behaviour{Key: practice.NoID})
		if f := must(t, p, keyin, charge()).fields; f["orderNumber"] != "ZP2017090911" || f["amount"] != "1004" || f["transactionId"] != "" {
			t.Errorf("no id: %v", f)
		}
	})
	t.Run("waits_for_the_request_it_can_happen_to", func(t *testing.T) {
		p := newPayup(t)
		p.Next(practice.Behaviour{Key: practice.CancelShort})
		id := must(t, p, keyin, charge()).fields["transactionId"]
		if p.Current().Key != practice.CancelShort {
			t.Error("gone with a charge")
		}
		if got := must(t, p, cancel2, cancel(id)).fields["responseCode"]; got != "1003" {
			t.Errorf("cancel: %s", got)
		}
		p.Next(practice.Behaviour{Key: practice.DeclineLimit})
		must(t, p, cancel2, cancel(id))
		if got := must(t, p, keyin, charge()).fields["responseCode"]; got != "P051" {
			t.Errorf("charge: %s", got)
		}
	})
	t.Run("list_has_every_key_once", func(t *testing.T) {
		p := newPayup(t)
		keys := map[practice.Key]bool{}
		for _, b := range p.Behaviours() {
			if keys[b.Key] {
				t.Errorf("%s twice", b.Key)
			}
			keys[b.Key] = true
			p.Next(practice.Behaviour{Key: b.Key})
			if got := p.Current(); got != b {
				t.Errorf("the bare key gives %+v, the list %+v", got, b)
			}
		}
		if len(keys) != 17 || p.Behaviours()[0].Key != practice.Approve {
			t.Errorf("%d keys, first %s", len(keys), p.Behaviours()[0].Key)
		}
	})
}
