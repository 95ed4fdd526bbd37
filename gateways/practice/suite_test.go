package practice_test

import (
	"bytes"
	"context"
	"io"
	"net"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"testing"

	"keyindesk/gateways"
	"keyindesk/gateways/gatewaytest"
)

// bentVariable names, for a re-executed test program, the mistake that its
// clients make.
const bentVariable = "KEYINDESK_BENT"

// bent is a client that makes one mistake, and the rules that must notice it.
type bent struct {
	rules  []string
	charge func(gateways.KeyIn, context.Context, gateways.Charge) gateways.Approval
	cancel func(gateways.KeyIn, context.Context, gateways.Cancel) gateways.Cancellation
	check  func(gateways.KeyIn, gateways.Charge) []gateways.Finding
	dial   func(gatewaytest.Dial) gatewaytest.Dial
}

var mistakes = map[string]bent{
	"takes_unknown_for_declined": guessing(gateways.Unknown, gateways.Declined,
		"unknown_when_server_hangs_up", "unknown_when_server_is_silent", "odd_answers_are_unknown",
		"at_most_one_request_per_call", "cut_at_every_byte_of_request", "cut_at_every_byte_of_reply",
		"context_cancelled_after_send_is_unknown"),
	"takes_unknown_for_approved": guessing(gateways.Unknown, gateways.Approved,
		"yes_needs_every_echo", "odd_answers_are_unknown", "unknown_when_server_hangs_up", "cut_at_every_byte_of_reply",
		"shorter_than_promised_is_unknown", "hostile_replies_are_unknown", "redirects_are_not_followed"),
	"takes_unknown_for_not_sent": guessing(gateways.Unknown, gateways.NotSent,
		"unknown_when_server_hangs_up", "unknown_when_server_is_silent", "cut_at_every_byte_of_request"),
	"takes_not_sent_for_unknown": guessing(gateways.NotSent, gateways.Unknown,
		"not_sent_when_refused", "context_cancelled_before_send_is_not_sent", "check_blocks_each_bad_field"),
	"takes_declined_for_unknown": guessing(gateways.Declined, gateways.Unknown,
		"declined_is_a_result", "cancel_twice_is_declined", "cancel_of_an_unknown_sale_is_declined"),
	"takes_declined_for_approved": guessing(gateways.Declined, gateways.Approved,
		"declined_is_a_result", "cancel_twice_is_declined"),
	"sends_again_when_unknown": {
		rules: []string{"unknown_when_server_hangs_up", "at_most_one_request_per_call", "cut_at_every_byte_of_reply"},
		charge: func(k gateways.KeyIn, ctx context.Context, c gateways.Charge) gateways.Approval {
			if first := k.Charge(ctx, c); first.Outcome != gateways.Unknown {
				return first
			}
			return k.Charge(ctx, c)
		},
	},
	"sends_two_of_each": {
		rules: []string{"good_is_approved", "at_most_one_request_per_call", "concurrent_calls_do_not_mix"},
		charge: func(k gateways.KeyIn, ctx context.Context, c gateways.Charge) gateways.Approval {
			k.Charge(ctx, c)
			return k.Charge(ctx, c)
		},
	},
	"does_not_hear_the_caller_end_the_call": {
		rules: []string{"context_cancelled_before_send_is_not_sent"},
		charge: func(k gateways.KeyIn, ctx context.Context, c gateways.Charge) gateways.Approval {
			return k.Charge(context.WithoutCancel(ctx), c)
		},
	},
	"keeps_the_card_in_the_message": {
		rules: []string{"no_secret_in_result", "no_card_in_result"},
		charge: func(k gateways.KeyIn, ctx context.Context, c gateways.Charge) gateways.Approval {
			approval := k.Charge(ctx, c)
			if approval.Outcome == gateways.Declined {
				approval.Message += c.Card.Number.Reveal()
			}
			return approval
		},
	},
	"keeps_the_password_in_the_message": {
		rules: []string{"no_card_in_result"},
		charge: func(k gateways.KeyIn, ctx context.Context, c gateways.Charge) gateways.Approval {
			approval := k.Charge(ctx, c)
			approval.Message += c.Card.Password.Reveal()
			return approval
		},
	},
	"keeps_the_holder_in_the_trace": {
		rules: []string{"no_card_in_result"},
		charge: func(k gateways.KeyIn, ctx context.Context, c gateways.Charge) gateways.Approval {
			approval := k.Charge(ctx, c)
			approval.Trace.RequestFields = append(approval.Trace.RequestFields, c.Card.HolderID.Reveal())
			return approval
		},
	},
	"checks_nothing": {
		rules: []string{"check_blocks_each_bad_field", "check_warns_and_still_sends"},
		check: func(gateways.KeyIn, gateways.Charge) []gateways.Finding { return nil },
	},
	"blocks_on_warnings": {
		rules: []string{"check_warns_and_still_sends"},
		check: func(k gateways.KeyIn, c gateways.Charge) []gateways.Finding {
			found := k.Check(c)
			for i := range found {
				found[i].Block = true
			}
			return found
		},
	},
	"forgets_the_tax_parts": {
		rules: []string{"mixed_sale_keeps_its_parts"},
		charge: func(k gateways.KeyIn, ctx context.Context, c gateways.Charge) gateways.Approval {
			approval := k.Charge(ctx, c)
			approval.Parts = nil
			return approval
		},
	},
	"mixes_answers_up": {
		rules:  []string{"good_is_approved", "concurrent_calls_do_not_mix", "charge_is_in_their_books", "concurrent_charges_keep_their_own"},
		charge: mixing(),
	},
	"cancels_all_for_a_part": {
		rules: []string{"part_is_given_back_or_refused"},
		cancel: func(k gateways.KeyIn, ctx context.Context, c gateways.Cancel) gateways.Cancellation {
			c.Part = false
			return k.Cancel(ctx, c)
		},
	},
	"believes_any_amount": hearing(`"amount":"\d+"`, `"amount":"51234"`, "yes_needs_every_echo"),
	"believes_any_order":  hearing(`"orderNumber":"CONF\d*"`, `"orderNumber":"CONF000000000001"`, "concurrent_calls_do_not_mix"),
	"believes_any_status": hearing(`^HTTP/1.1 [2-5]\d\d `, `HTTP/1.1 200 `, "hostile_replies_are_unknown", "redirects_are_not_followed"),
	"believes_any_length": hearing(`Content-Length: \d+\r\n`, ``, "shorter_than_promised_is_unknown"),
	"believes_a_list":     hearing(`\r\n\r\n\[(.*)\]$`, "\r\n\r\n ${1} ", "hostile_replies_are_unknown"),
	"reads_utf8_only":     hearing(`[^[:ascii:]]`, `"`, "any_honest_dress_is_read"),
	"follows_redirects": {
		rules: []string{"redirects_are_not_followed"},
		dial: func(dial gatewaytest.Dial) gatewaytest.Dial {
			return listening(dial, func(reply []byte) []byte {
				if bytes.HasPrefix(reply, []byte("HTTP/1.1 30")) {
					_, _ = dial(context.Background(), "elsewhere.example:443")
				}
				return reply
			})
		},
	},
	"does_not_cancel": {
		rules: []string{"good_is_approved", "cancel_gives_it_back", "cancel_twice_is_declined"},
		cancel: func(gateways.KeyIn, context.Context, gateways.Cancel) gateways.Cancellation {
			return gateways.Cancellation{Result: gateways.Result{Outcome: gateways.Approved}, CancelledAt: "20260302120000"}
		},
	},
}

// hearing reads every reply with pattern replaced.
func hearing(pattern, with string, rules ...string) bent {
	find := regexp.MustCompile(pattern)
	return bent{rules: rules, dial: func(dial gatewaytest.Dial) gatewaytest.Dial {
		return listening(dial, func(reply []byte) []byte { return find.ReplaceAll(reply, []byte(with)) })
	}}
}

// listening is a dial whose replies are changed before the client hears them.
func listening(dial gatewaytest.Dial, change func([]byte) []byte) gatewaytest.Dial {
	return func(ctx context.Context, host string) (net.Conn, error) {
		conn, err := dial(ctx, host)
		if err != nil {
			return nil, err
		}
		return &listener{Conn: conn, change: change}, nil
	}
}

type listener struct {
	net.Conn
	change func([]byte) []byte
	heard  io.Reader
}

func (l *listener) Read(p []byte) (int, error) {
	if l.heard == nil {
		reply, err := io.ReadAll(l.Conn)
		if err != nil {
			return 0, err
		}
		l.heard = bytes.NewReader(l.change(reply))
	}
	return l.heard.Read(p)
}

// guessing takes one outcome for another.
func guessing(from, to gateways.Outcome, rules ...string) bent {
	guess := func(o gateways.Outcome) gateways.Outcome {
		if o == from {
			return to
		}
		return o
	}
	return bent{
		rules: rules,
		charge: func(k gateways.KeyIn, ctx context.Context, c gateways.Charge) gateways.Approval {
			approval := k.Charge(ctx, c)
			approval.Outcome = guess(approval.Outcome)
			return approval
		},
		cancel: func(k gateways.KeyIn, ctx context.Context, c gateways.Cancel) gateways.Cancellation {
			cancellation := k.Cancel(ctx, c)
			cancellation.Outcome = guess(cancellation.Outcome)
			return cancellation
		},
	}
}

// mixing hands each caller the transaction id of the call before.
func mixing() func(gateways.KeyIn, context.Context, gateways.Charge) gateways.Approval {
	var mu sync.Mutex
	id := "20260302120000ST0000"
	return func(k gateways.KeyIn, ctx context.Context, c gateways.Charge) gateways.Approval {
		approval := k.Charge(ctx, c)
		mu.Lock()
		defer mu.Unlock()
		id, approval.TransactionID = approval.TransactionID, id
		return approval
	}
}

type bentClient struct {
	gateways.KeyIn
	bent
}

func (b bentClient) Charge(ctx context.Context, c gateways.Charge) gateways.Approval {
	if b.charge == nil {
		return b.KeyIn.Charge(ctx, c)
	}
	return b.charge(b.KeyIn, ctx, c)
}

func (b bentClient) Cancel(ctx context.Context, c gateways.Cancel) gateways.Cancellation {
	if b.cancel == nil {
		return b.KeyIn.Cancel(ctx, c)
	}
	return b.cancel(b.KeyIn, ctx, c)
}

func (b bentClient) Check(c gateways.Charge) []gateways.Finding {
	if b.check == nil {
		return b.KeyIn.Check(c)
	}
	return b.check(b.KeyIn, c)
}

// TestBent is the suite over a bent client, in a program of its own.
func TestBent(t *testing.T) {
	mistake, ok := mistakes[os.Getenv(bentVariable)]
	if !ok {
		t.Skip("runs from TestSuiteNotices")
	}
	gatewaytest.Run(t, payupSubject(bends{
		client: func(k gateways.KeyIn) gateways.KeyIn { return bentClient{k, mistake} },
		dial:   mistake.dial,
	}))
}

// TestSuiteNotices breaks the client on purpose: the suite must go red at each
// rule that the mistake is against.
func TestSuiteNotices(t *testing.T) {
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for name, mistake := range mistakes {
		t.Run(name, func(t *testing.T) {
			only := "^TestBent$/^(" + strings.Join(mistake.rules, "|") + ")$"
			again := exec.CommandContext(t.Context(), program, "-test.run", only, "-test.timeout", "60s")
			again.Env = append(os.Environ(), bentVariable+"="+name)
			out, err := again.CombinedOutput()
			if err == nil {
				t.Error("the suite stayed green")
			}
			for _, rule := range mistake.rules {
				if !strings.Contains(string(out), "--- FAIL: TestBent/"+rule+" ") {
					t.Errorf("%s did not notice", rule)
				}
			}
			if strings.Contains(string(out), "panic:") {
				t.Errorf("the suite fell over:\n%s", out)
			}
		})
	}
}
