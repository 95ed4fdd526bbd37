package payple

import (
	"context"
	"errors"
	"net"
	"strings"
	"sync"
	"testing"

	"keyindesk/gateways"
)

// SPAY0001, in each of its forms, renews the token and asks once more.
func TestExpiredSessionIsAskedOnceMore(t *testing.T) {
	for _, body := range []string{
		`{"PCD_PAY_RST":"error","PCD_PAY_CODE":"SPAY0001","PCD_PAY_MSG":"인증실패 : MEM INFO ERROR"}`,
		`{"PCD_PAY_RST":"error","PCD_PAY_CODE":"SPAY0001"}`,
		`{"PCD_PAY_RST":"error","PCD_PAY_CODE":"SPAY 0001","PCD_PAY_MSG":"오류"}`,
		`{"PCD_PAY_RST":"error","PCD_PAY_CODE":"[test]SPAY0001","PCD_PAY_MSG":"오류"}`,
		`{"PCD_PAY_RST":"error","PCD_PAY_CODE":"0001","PCD_PAY_MSG":"오류"}`,
		`{"PCD_PAY_RST":"error","PCD_PAY_CODE":"","PCD_PAY_MSG":"[SPAY0001] 인증실패"}`,
		`{"PCD_PAY_RST":"error","PCD_PAY_CODE":"CDAU0001","PCD_PAY_MSG":"인증실패 : MEM INFO ERROR"}`,
		`{"result":"error","result_msg":"SPAY0001 MEM INFO ERROR"}`,
	} {
		for _, forever := range []bool{false, true} {
			for _, deleting := range []bool{false, true} {
				o := newOffice(t)
				answer, expired := o.answer, 0
				o.answer = func(r request) string {
					if !r.auth() && (forever || expired == 0) {
						expired++
						return ok(body)
					}
					return answer(r)
				}
				client, _ := timed(t, o)
				var got gateways.Result
				if deleting {
					got = client.DeleteBillingKey(context.Background(), sampleBilling).Result
				} else {
					got = client.LookupBillingKey(context.Background(), sampleBilling).Result
				}
				if o.seen(true) != 2 || o.seen(false) != 2 {
					t.Errorf("%s: %d authentications, %d calls", body, o.seen(true), o.seen(false))
				}
				if want := map[bool]gateways.Outcome{false: gateways.Approved, true: gateways.Declined}[forever]; got.Outcome != want {
					t.Errorf("%s, for ever %v: %+v", body, forever, got)
				}
				if forever && (got.Advice != gateways.AdviceSettings || !strings.Contains(got.Code, "0001")) {
					t.Errorf("%s: %q %q", body, got.Code, got.Advice)
				}
			}
		}
	}
}

// A deletion whose answer is not known is never sent again, whatever it says.
func TestUnknownDeletionIsNotRepeated(t *testing.T) {
	for _, raw := range []string{
		"", "HTTP/1.1 500 Oops\r\nContent-Length: 31\r\n\r\n{\"PCD_PAY_CODE\":\"SPAY0001\"     }", ok("{}"), ok("MEM INFO ERROR"),
		ok(`{"PCD_PAY_CODE":"SPAY0001","PCD_PAY_MSG":"MEM INFO ERROR"}`),
		ok(`{"PCD_PAY_RST":"error","PCD_PAY_CODE":"SPAY0001","PCD_PAYER_ID":"another"}`),
		ok(`{"PCD_PAY_RST":"success","result":"error","PCD_PAY_CODE":"SPAY0001"}`),
	} {
		o := newOffice(t)
		answer := o.answer
		o.answer = func(r request) string {
			if r.auth() {
				return answer(r)
			}
			return raw
		}
		client, _ := timed(t, o)
		got := client.DeleteBillingKey(context.Background(), sampleBilling)
		if got.Outcome != gateways.Unknown || got.Advice != gateways.AdviceInquire || o.seen(false) != 1 || !got.Trace.Written {
			t.Errorf("%q: %+v after %d calls", raw, got, o.seen(false))
		}
	}
}

// A token that Payple refused is forgotten, though not asked for again at once.
func TestRefusedTokenIsForgotten(t *testing.T) {
	o := newOffice(t)
	answer := o.answer
	o.answer = func(r request) string {
		if !r.auth() {
			return ok(`{"result":"error","result_msg":"AUTH0004"}`)
		}
		return answer(r)
	}
	client, _ := timed(t, o)
	for range 2 {
		if got := client.LookupBillingKey(context.Background(), sampleBilling); got.Outcome != gateways.Declined || got.Advice != gateways.AdviceNetworkBlock {
			t.Errorf("%+v", got)
		}
	}
	if o.seen(true) != 2 || o.seen(false) != 2 {
		t.Errorf("%d authentications, %d calls", o.seen(true), o.seen(false))
	}
}

// Of many calls that meet an ended session at the same time, one renews.
func TestManyRenewOnce(t *testing.T) {
	o := newOffice(t)
	client, _ := timed(t, o)
	approved(t, client)
	answer := o.answer
	var gate sync.WaitGroup
	gate.Add(10)
	renewed := false
	o.answer = func(r request) string {
		o.mu.Lock()
		was := renewed
		renewed = renewed || r.auth()
		o.mu.Unlock()
		if r.auth() || was {
			return answer(r)
		}
		gate.Done()
		gate.Wait()
		return ok(`{"PCD_PAY_RST":"error","PCD_PAY_CODE":"SPAY0001"}`)
	}
	var group sync.WaitGroup
	for range 10 {
		group.Go(func() { approved(t, client) })
	}
	group.Wait()
	if o.seen(true) != 2 {
		t.Errorf("%d authentications", o.seen(true))
	}
}

// Without a token nothing of the call leaves, whatever became of the
// authentication: NotSent, and its trace says so.
func TestWithoutATokenNothingIsSent(t *testing.T) {
	for name, raw := range map[string]string{
		"cut":              "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{",
		"500":              "HTTP/1.1 500 Oops\r\nContent-Length: 2\r\n\r\n{}",
		"redirect":         "HTTP/1.1 302 Found\r\nLocation: https://evil.example/\r\nContent-Length: 0\r\n\r\n",
		"a page":           ok("<html>점검 중</html>"),
		"empty":            ok("{}"),
		"yes without more": ok(`{"result":"success"}`),
		"yes and no":       ok(`{"result":"success","PCD_PAY_RST":"error"}`),
	} {
		o := newOffice(t)
		o.answer = func(request) string { return raw }
		client, _ := timed(t, o)
		for call, got := range map[string]gateways.Result{
			"look-up":  client.LookupBillingKey(context.Background(), sampleBilling).Result,
			"deletion": client.DeleteBillingKey(context.Background(), sampleBilling).Result,
		} {
			if got.Outcome != gateways.NotSent || got.Fault != gateways.FaultToken || got.Advice != gateways.AdviceAskAgain || got.Cause == nil || got.Trace.Written {
				t.Errorf("%s, %s: %+v", call, name, got)
			}
		}
		if o.seen(true) != 2 || o.seen(false) != 0 {
			t.Errorf("%s: %d authentications, %d calls", name, o.seen(true), o.seen(false))
		}
	}
	client := clientOf(t, newOffice(t), func(c *Config) {
		c.Exchange = gateways.NewExchange(gateways.Options{Dial: func(context.Context, string) (net.Conn, error) { return nil, errors.New("down") }})
	})
	if got := client.LookupBillingKey(context.Background(), sampleBilling); got.Outcome != gateways.NotSent || got.Fault != gateways.FaultConnect || got.Advice != gateways.AdviceTryAgain {
		t.Errorf("%+v", got.Result)
	}
}
