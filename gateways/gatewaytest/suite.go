// Package gatewaytest is the conformance suite: the rules that every gateway
// must keep, written once. A gateway joins by describing itself, its calls and
// its practice twin as a Subject and calling Run from a test; every rule is a
// subtest whose name says the rule, and below it one subtest for each call.
//
// It must not know any gateway, its messages or its codes: whatever differs
// between gateways stands in Subject, Twin and Call. It breaks the line itself,
// byte by byte, between the client's Dial and the twin's.
//
// Beside the suite stand a hostile TLS server on loopback with its table of
// faults (Faults) and the tally of the fuzz tests (Count).
//
// Start reading at Subject, then Run.
package gatewaytest

import (
	"context"
	"fmt"
	"net"
	"testing"
	"time"

	"keyindesk/gateways"
)

// Dial opens one connection of a call, as in gateways.Options.
type Dial func(ctx context.Context, host string) (net.Conn, error)

// Subject is a gateway as the suite sees it.
type Subject struct {
	Name string
	// Start starts a fresh twin, which is stopped by t.Cleanup.
	Start func(t *testing.T) Twin
}

// Twin is the gateway played on this PC. It must act only on what arrived
// whole, and close the connection after its reply when it was asked to.
type Twin struct {
	Dial Dial
	// Client makes a client with the twin's credentials that reaches only what
	// dial connects to, and gives an exchange up after total.
	Client func(dial Dial, total time.Duration) (gateways.Gateway, error)
	// Requests counts what arrived, even in part.
	Requests func() int
	// Secrets are the credentials, which must never be seen.
	Secrets []gateways.Secret
	// Calls are all the calls of the gateway, in the order of a day.
	Calls []Call

	// What follows proves the capabilities; nil where the gateway has none.

	// Sell makes a sale of amountKRW and returns the cancel of all of it and what
	// the twin's books have of it that was not given back.
	Sell func(t testing.TB, amountKRW int64) (cancel gateways.Cancel, left func() int64)
	// Inquiries are the questions after a lost reply.
	Inquiries []Inquiry
	// KeyIn is for a gateway that takes keyed-in cards.
	KeyIn *KeyIn
}

// Call is one verb of a gateway.
type Call struct {
	Name string
	// Moves says that the call moves money or ends something for good: at most
	// one request of it, ever. Another call may ask Again.
	Moves bool
	// Once says that the gateway itself refuses the same id of ours a second time,
	// where its Capabilities say until midnight.
	Once bool
	// Connections is how many a good call makes: one if zero. Whatever comes
	// before the last only prepares, such as asking for a token.
	Connections int
	// AtOnce is how many of them the twin can have ready at the same time; any
	// number if zero.
	AtOnce int
	// Again is how many connections more a call that Moves nothing may make when
	// it learnt nothing.
	Again int
	// Ready prepares the twin so that the next call is good, and returns that
	// call, made by client. It may use client for what comes before.
	Ready func(t testing.TB, client gateways.Gateway) Ready
	// Echoes are the members of a yes without which it is none.
	Echoes []Echo
	// Code is the member of a yes that is its result code.
	Code Echo
	// Resign gives a changed reply the message authentication that the gateway
	// itself would give it; nil if its replies have none.
	Resign func(body string) string
	// Page is the member of the reply that names a page to be opened, if any.
	Page string
	// Next is the member of the first connection's reply that names where the call
	// itself goes, if any, and Needs are those without which it goes nowhere.
	Next  string
	Needs []string
	// DeclineCode is a plain no to this call, and Decline makes the twin say it to
	// the next one; nil if nobody can decline it.
	DeclineCode string
	Decline     func(code, message string)
	// Odd makes the twin's next answer one that can't be trusted.
	Odd map[string]func()
}

// Ready is one good call, ready to be made. Making it again sends the same
// request, under the same id of ours.
type Ready struct {
	// Do makes the call: its result, and the whole answer around it.
	Do func(ctx context.Context) (gateways.Result, any)
	// Happened is how often the twin's books have what this call asks for; nil
	// for a call that changes nothing.
	Happened func() int
	// Mine says, after an approved Do, whether the answer is this call's own; nil
	// if it has nothing to tell by.
	Mine func() bool
	// Secrets are those of this very call, known after Do at the latest.
	Secrets func() []gateways.Secret
}

// Echo is a member of a reply that must repeat what was asked, or vouch for it.
// A dot leads into an object.
type Echo struct {
	Member string
	// Optional says that a reply without it can be a yes; another value can't.
	Optional bool
	// Any says that any value will do, if there is one: the reply echoes nothing.
	Any bool
	// Alias is another member's name, under which the same value proves nothing.
	Alias string
	// Seal says that it is the message authentication itself: it is forged
	// without Resign.
	Seal bool
}

func (c Call) connections() int { return max(c.Connections, 1) }

// rule is one promise. Of the two ways to check it one is set: once, or for
// each call.
type rule struct {
	name string
	once func(*bench)
	each func(*bench)
}

var rules = []rule{
	{name: "good_is_approved", each: goodIsApproved},
	{name: "declined_is_a_result", each: declinedIsAResult},
	{name: "yes_needs_every_echo", each: yesNeedsEveryEcho},
	{name: "yes_needs_its_code", each: yesNeedsItsCode},
	{name: "odd_answers_are_unknown", each: oddAnswersAreUnknown},
	{name: "not_sent_when_refused", each: notSentWhenRefused},
	{name: "unknown_when_server_hangs_up", each: unknownWhenServerHangsUp},
	{name: "unknown_when_server_is_silent", each: unknownWhenServerIsSilent},
	{name: "context_cancelled_before_send_is_not_sent", each: cancelledBeforeSendIsNotSent},
	{name: "context_cancelled_after_send_is_unknown", each: cancelledAfterSendIsUnknown},
	{name: "at_most_one_request_per_call", each: atMostOneRequestPerCall},
	{name: "cut_at_every_byte_of_request", each: cutAtEveryByteOfRequest},
	{name: "cut_at_every_byte_of_reply", each: cutAtEveryByteOfReply},
	{name: "shorter_than_promised_is_unknown", each: shorterThanPromisedIsUnknown},
	{name: "hostile_replies_are_unknown", each: hostileRepliesAreUnknown},
	{name: "redirects_are_not_followed", each: redirectsAreNotFollowed},
	{name: "any_honest_dress_is_read", each: anyHonestDressIsRead},
	{name: "no_secret_in_result", each: noSecretInResult},
	{name: "concurrent_calls_do_not_mix", each: concurrentCallsDoNotMix},
	{name: "repeat_does_as_told", each: repeatDoesAsTold},
	{name: "part_is_given_back_or_refused", once: partIsGivenBackOrRefused},
	{name: "inquiry_finds_what_was_lost", once: inquiryFindsWhatWasLost},
	{name: "page_is_on_their_own_host", each: pageIsOnTheirOwnHost},
	{name: "credentials_stay_on_their_own_host", each: credentialsStayOnTheirOwnHost},
	{name: "nothing_is_asked_without_a_whole_token", each: nothingIsAskedWithoutAWholeToken},

	{name: "charge_is_in_their_books", once: keyedIn(chargeIsInTheirBooks)},
	{name: "mixed_sale_keeps_its_parts", once: keyedIn(mixedSaleKeepsItsParts)},
	{name: "cancel_gives_it_back", once: keyedIn(cancelGivesItBack)},
	{name: "cancel_twice_is_declined", once: keyedIn(cancelTwiceIsDeclined)},
	{name: "cancel_of_an_unknown_sale_is_declined", once: keyedIn(cancelOfAnUnknownSaleIsDeclined)},
	{name: "check_passes_a_good_charge", once: keyedIn(checkPassesAGoodCharge)},
	{name: "check_blocks_each_bad_field", once: keyedIn(checkBlocksEachBadField)},
	{name: "check_warns_and_still_sends", once: keyedIn(checkWarnsAndStillSends)},
	{name: "no_card_in_result", once: keyedIn(noCardInResult)},
	{name: "concurrent_charges_keep_their_own", once: keyedIn(concurrentChargesKeepTheirOwn)},
}

// Run checks every rule against the subject and returns its column of the
// Table.
func Run(t *testing.T, subject Subject) Column {
	column := Column{Name: subject.Name}
	for _, r := range rules {
		t.Run(r.name, func(t *testing.T) {
			c := &cell{rule: r.name}
			column.Cells = append(column.Cells, c)
			r.check(t, subject, c)
		})
	}
	return column
}

// check runs one rule, and notes in c how it ended.
func (r rule) check(t *testing.T, subject Subject, c *cell) {
	twin := subject.Start(t)
	if r.once != nil {
		defer c.take(t)
		r.once(&bench{T: t, cell: c, twin: twin})
		return
	}
	for i, call := range twin.Calls {
		t.Run(call.Name, func(t *testing.T) {
			defer c.take(t)
			fresh := subject.Start(t)
			r.each(&bench{T: t, cell: c, twin: fresh, call: fresh.Calls[i]})
		})
	}
}

// bench is one rule at work.
type bench struct {
	*testing.T
	cell *cell
	twin Twin
	call Call // of a rule for each call
	// current is the call that is being made.
	current Ready
}

// skip ends a rule that does not apply, and says why in the table.
func (b *bench) skip(why string) {
	b.cell.why = why
	b.SkipNow()
}

// patience is the deadline of calls that are expected to be answered.
const patience = 20 * time.Second

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
