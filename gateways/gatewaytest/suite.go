// Package gatewaytest is the conformance suite: the rules that every
// gateways.KeyIn must keep, written once. A gateway joins by describing itself
// and its practice twin as a Subject and calling KeyIn from a test; every rule
// is a subtest whose name says the rule.
//
// It must not know any gateway, its messages or its codes: whatever differs
// between gateways stands in Subject. It breaks the line itself, byte by byte,
// between the client's Dial and the twin's.
//
// Start reading at Subject, then KeyIn.
package gatewaytest

import (
	"context"
	"fmt"
	"net"
	"sync/atomic"
	"testing"
	"time"

	"keyindesk/gateways"
)

// Dial opens the connection of one call, as in gateways.Options.
type Dial func(ctx context.Context, host string) (net.Conn, error)

// Subject is a gateway as the suite sees it.
type Subject struct {
	// Start starts a fresh twin, which is stopped by t.Cleanup.
	Start func(t *testing.T) Twin
	// Charge is a good charge that the twin approves and about which Check has
	// nothing to say. The suite sets the order number and the amount.
	Charge func() gateways.Charge
	// DeclineCode is a code that means a plain no from the card company.
	DeclineCode string
	// UnknownSale is a well-formed transaction id that no twin gives.
	UnknownSale string
	// CancelEchoes says that the reply to a cancel names the sale.
	CancelEchoes bool
	// Blocked are charges that must not be sent, Warned are charges that are
	// only worth a second look.
	Blocked, Warned []Case
}

// Case is a change to a good charge and what Check must find in it.
type Case struct {
	Name   string
	Field  gateways.Field
	Rule   string
	Change func(*gateways.Charge)
}

// Twin is the gateway played on this PC. It must charge only what arrived
// whole, and close the connection after its reply when it was asked to.
type Twin struct {
	Dial Dial
	// Client makes a client with the twin's credentials that reaches only what
	// dial connects to, and gives a call up after total.
	Client func(dial Dial, total time.Duration) (gateways.KeyIn, error)
	// Key is the credential that must never be seen.
	Key gateways.Secret
	// Sales is the twin's own truth, oldest first.
	Sales func() []Sale
	// Requests counts what arrived, even in part.
	Requests func() int
	// Decline makes the twin say no to the next request with these words.
	Decline func(code, message string)
	// OddCharges and OddCancels make the twin's next answer one that can't be
	// trusted: the outcome must be Unknown.
	OddCharges, OddCancels map[string]func()
}

// Sale is one charge in the twin's ledger.
type Sale struct {
	OrderNumber   string
	TransactionID string
	AmountKRW     int64
	Cancelled     bool
}

// KeyIn runs every rule against the subject.
func KeyIn(t *testing.T, subject Subject) {
	for _, rule := range []struct {
		name string
		run  func(*bench)
	}{
		{"approved_is_in_their_books", approvedIsInTheirBooks},
		{"mixed_sale_keeps_its_parts", mixedSaleKeepsItsParts},
		{"declined_is_a_result", declinedIsAResult},
		{"approved_needs_our_order_number", approvedNeedsOurOrderNumber},
		{"approved_needs_our_amount", approvedNeedsOurAmount},
		{"odd_answers_are_unknown", oddAnswersAreUnknown},
		{"cancel_gives_it_back", cancelGivesItBack},
		{"cancel_twice_is_declined", cancelTwiceIsDeclined},
		{"cancelled_needs_our_transaction_id", cancelledNeedsOurTransactionID},
		{"cancel_of_an_unknown_sale_is_declined", cancelOfAnUnknownSaleIsDeclined},
		{"not_sent_when_refused", notSentWhenRefused},
		{"unknown_when_server_hangs_up", unknownWhenServerHangsUp},
		{"unknown_when_server_is_silent", unknownWhenServerIsSilent},
		{"context_cancelled_before_send_is_not_sent", cancelledBeforeSendIsNotSent},
		{"context_cancelled_after_send_is_unknown", cancelledAfterSendIsUnknown},
		{"at_most_one_request_per_call", atMostOneRequestPerCall},
		{"cut_at_every_byte_of_request", cutAtEveryByteOfRequest},
		{"cut_at_every_byte_of_reply", cutAtEveryByteOfReply},
		{"shorter_than_promised_is_unknown", shorterThanPromisedIsUnknown},
		{"check_passes_a_good_charge", checkPassesAGoodCharge},
		{"check_blocks_each_bad_field", checkBlocksEachBadField},
		{"check_warns_and_still_sends", checkWarnsAndStillSends},
		{"no_secret_in_result", noSecretInResult},
		{"concurrent_calls_do_not_mix", concurrentCallsDoNotMix},
	} {
		t.Run(rule.name, func(t *testing.T) {
			rule.run(&bench{T: t, Subject: subject, twin: subject.Start(t)})
		})
	}
}

// bench is one rule at work.
type bench struct {
	*testing.T
	Subject
	twin   Twin
	orders atomic.Int64
}

// patience is the deadline of calls that are expected to be answered.
const patience = 20 * time.Second

// sumKRW is easily told from everything else in a reply.
const sumKRW = 51_234

// order makes a good charge under a new order number, which is as long as a
// card number.
func (b *bench) order() gateways.Charge {
	charge := b.Charge()
	charge.OrderNumber = fmt.Sprintf("CONF%012d", b.orders.Add(1))
	charge.AmountKRW = sumKRW
	return charge
}

// over makes a client for one call. Dialling twice in it is against the first
// rule of all, at most once.
func (b *bench) over(dial Dial, total time.Duration) gateways.KeyIn {
	b.Helper()
	var dials atomic.Int64
	client, err := b.twin.Client(func(ctx context.Context, host string) (net.Conn, error) {
		if dials.Add(1) > 1 {
			b.Errorf("one call dialled %d times", dials.Load())
		}
		return dial(ctx, host)
	}, total)
	if err != nil {
		b.Fatal(err)
	}
	return client
}

// sold is an approved charge, for the rules about cancels.
func (b *bench) sold() gateways.Approval {
	b.Helper()
	approval := b.over(b.twin.Dial, patience).Charge(context.Background(), b.order())
	if approval.Outcome != gateways.Approved {
		b.Fatalf("a good charge: %s", told(approval.Result))
	}
	return approval
}

// sale finds a charge in the twin's books.
func (b *bench) sale(orderNumber string) (found Sale, times int) {
	for _, sale := range b.twin.Sales() {
		if sale.OrderNumber == orderNumber {
			found, times = sale, times+1
		}
	}
	return found, times
}

// expect compares an outcome.
func (b *bench) expect(what string, result gateways.Result, want gateways.Outcome) {
	b.Helper()
	if result.Outcome != want {
		b.Errorf("%s: %s, want %s", what, told(result), want)
	}
}

// told is a result in one line, for the reader of a failed test.
func told(r gateways.Result) string {
	return fmt.Sprintf("%s (code %q, message %q, fault %q, cause %v)", r.Outcome, r.Code, r.Message, r.Fault, r.Cause)
}
