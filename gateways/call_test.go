package gateways

import (
	"context"
	"errors"
	"net"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestCallTracesNamesAndSizesOnly(t *testing.T) {
	const secret = "25bcd7a82f5b4058818462cc7715964c"
	pairs := []Pair{{Name: "mallId", Value: "T0001004"}, {Name: "amount", Value: "1004", Raw: true}, {Name: "key", Value: secret}}
	for base, path := range map[string]string{
		"http://gateway.invalid":                            "/v2/pay.php?ACT_=PUSERINFO&token=" + secret,
		"http://gateway.invalid/v2/pay.php":                 "?token=" + secret,
		"http://gateway.invalid/v2/pay.php?token=" + secret: "",
		"http://gateway.invalid/v2/pay.php#" + secret:       "",
	} {
		x, l := overLine("HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\n{\"code\":\"0000\"}")
		called := x.Call(context.Background(), base, path, map[string]string{"Authorization": "Basic " + secret}, pairs)
		if called.Failure != nil || called.Reply.Text != `{"code":"0000"}` {
			t.Fatal(called.Failure, called.Reply)
		}
		want := Trace{
			Host: "gateway.invalid", Path: "/v2/pay.php", RequestFields: []string{"mallId", "amount", "key"},
			RequestBytes: len(EncodeASCII(pairs)), Written: true, Status: 200, ReplyBytes: 15,
		}
		if diff := cmp.Diff(want, called.Trace, cmpopts.IgnoreFields(Trace{}, "ElapsedMillis")); diff != "" {
			t.Errorf("%s %s: %s", base, path, diff)
		}
		sent := l.sent.String()
		if !strings.HasSuffix(sent, `{"mallId":"T0001004","amount":1004,"key":"`+secret+`"}`) || !strings.Contains(sent, "Authorization: Basic "+secret) {
			t.Errorf("sent %q", sent)
		}
		target, _, _ := strings.Cut(strings.TrimPrefix(sent, "POST "), " ")
		if whole := strings.TrimPrefix(base+path, "http://gateway.invalid"); target != strings.TrimSuffix(whole, "#"+secret) {
			t.Errorf("asked for %q", target)
		}
	}
}

func TestCallTracesHowFarItWent(t *testing.T) {
	refuse := NewExchange(Options{Dial: func(context.Context, string) (net.Conn, error) { return nil, errors.New("refused") }})
	cut, _ := overLine("")
	half, _ := overLine("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"code\"")
	broken, _ := overLine("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 2\r\n\r\n{}")
	for name, c := range map[string]struct {
		x                  *Exchange
		written, truncated bool
		status             int
		outcome            Outcome
	}{
		"nobody there": {refuse, false, false, 0, NotSent},
		"cut":          {cut, true, true, 0, Unknown},
		"half a reply": {half, true, true, 200, Unknown},
		"broken":       {broken, true, false, 502, Unknown},
	} {
		called := c.x.Call(context.Background(), "http://gateway.invalid", "/v2", nil, []Pair{{Name: "a", Value: "b"}})
		if called.Failure == nil || called.Failure.Outcome() != c.outcome {
			t.Errorf("%s: %v", name, called.Failure)
		}
		want := Trace{
			Host: "gateway.invalid", Path: "/v2", RequestFields: []string{"a"}, RequestBytes: 9,
			Written: c.written, Status: c.status, ReplyTruncated: c.truncated,
		}
		if diff := cmp.Diff(want, called.Trace, cmpopts.IgnoreFields(Trace{}, "ElapsedMillis", "ReplyBytes")); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestRefusedIsNotSent(t *testing.T) {
	if got := Refused(); got.Outcome != NotSent || got.Fault != FaultCheck || got.Advice != AdviceFixInput {
		t.Errorf("%+v", got)
	}
}
