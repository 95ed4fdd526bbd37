package gatewaytest

import (
	"context"
	"fmt"
	"io"
	"testing"

	"keyindesk/gateways"
)

// Inquiry is the question after a lost reply.
type Inquiry struct {
	Name string
	// Ready prepares a call that moves money, made by client.
	Ready func(t testing.TB, client gateways.Gateway) Asked
}

// Asked is a call and the question about it.
type Asked struct {
	// Do makes the call that moves money.
	Do func(ctx context.Context) gateways.Result
	// Ask asks what became of it, as if it had been sent so many days ago.
	Ask func(ctx context.Context, daysAgo int) gateways.Result
	// Happened is how often the twin's books have the call.
	Happened func() int
}

func (b *bench) capabilities() gateways.Capabilities {
	return b.client(&line{to: b.twin.Dial}).Capabilities()
}

// repeatDoesAsTold: the same request under the same id of ours, once more.
func repeatDoesAsTold(b *bench) {
	kind := b.capabilities().Idempotency
	switch {
	case kind == gateways.IdempotencyNone:
		b.skip("nothing protects against a repeat")
	case kind == gateways.IdempotencyUntilMidnight && !b.call.Once:
		b.skip("a repeat does no harm")
	case kind != gateways.IdempotencyUntilMidnight && kind != gateways.IdempotencyReadOnly:
		b.Fatalf("no such idempotency: %q", kind)
	}
	a := attempt{line: &line{to: b.twin.Dial}}
	a.ready = b.call.Ready(b, b.client(a.line))
	b.do(context.Background(), &a)
	b.expect("the first", a.result, gateways.Approved)
	first := a.happened()
	again, _ := a.ready.Do(context.Background())
	if a.happened() != first {
		b.Errorf("a repeat made it happen %d times, not %d", a.happened(), first)
	}
	if kind == gateways.IdempotencyUntilMidnight {
		if again.Outcome == gateways.Approved || again.Outcome == gateways.NotSent { // the code of a repeat may be known or not
			b.Errorf("a repeat: %s", told(again))
		}
	}
}

// partIsGivenBackOrRefused: a part of a sale is accepted and leaves the rest, or
// it is refused and nothing is sent.
func partIsGivenBackOrRefused(b *bench) {
	may := b.capabilities().PartialCancel
	if b.twin.Sell == nil {
		if may {
			b.Error("it can cancel a part, and nothing proves it")
		}
		b.skip("it sells nothing")
	}
	const whole, part = 51_234, 1_234
	cancel, left := b.twin.Sell(b, whole)
	over := &line{to: b.twin.Dial}
	canceller := b.client(over).(gateways.Canceller)
	requests := b.twin.Requests()

	first := cancel
	first.Part, first.AmountKRW, first.RemainKRW = true, part, whole
	answer := canceller.Cancel(context.Background(), first)
	if !may {
		b.expect("a part", answer.Result, gateways.NotSent)
		if over.count() != 0 || b.twin.Requests() != requests || left() != whole {
			b.Errorf("%d connections, %d requests, %d won left", over.count(), b.twin.Requests()-requests, left())
		}
		return
	}
	b.expect("a part", answer.Result, gateways.Approved)
	if left() != whole-part {
		b.Errorf("%d won left after %d of %d", left(), part, whole)
	}
	tooMuch := cancel
	tooMuch.RequestID += "B"
	tooMuch.Part, tooMuch.AmountKRW, tooMuch.RemainKRW = true, whole, whole-part
	if answer := canceller.Cancel(context.Background(), tooMuch); answer.Outcome == gateways.Approved || left() != whole-part {
		b.Errorf("more than is left: %s, %d won left", told(answer.Result), left())
	}
	rest := cancel
	rest.RequestID += "C"
	rest.Part, rest.AmountKRW, rest.RemainKRW = true, whole-part, whole-part
	b.expect("the rest", canceller.Cancel(context.Background(), rest).Result, gateways.Approved)
	if left() != 0 {
		b.Errorf("%d won left after the rest", left())
	}
}

// inquiryFindsWhatWasLost: after a lost reply the question finds what happened,
// without making it happen again; once the gateway no longer answers it, it is
// not asked.
func inquiryFindsWhatWasLost(b *bench) {
	days := b.capabilities().InquiryDays
	if days == 0 {
		if len(b.twin.Inquiries) > 0 {
			b.Error("it has an inquiry and does not say so")
		}
		b.skip("it has no inquiry")
	}
	if len(b.twin.Inquiries) == 0 {
		b.Error("it can be asked, and nothing proves it")
	}
	for _, inquiry := range b.twin.Inquiries {
		over := &line{to: b.twin.Dial}
		asked := inquiry.Ready(b, b.client(over))
		over.spoil(1, cut(-1, 0, io.EOF))
		b.expect(inquiry.Name+" that was lost", asked.Do(context.Background()), gateways.Unknown)
		over.spoil(1, straight)
		for range 2 {
			b.expect("asked about "+inquiry.Name, asked.Ask(context.Background(), 0), gateways.Approved)
		}
		if asked.Happened() != 1 {
			b.Errorf("%s happened %d times", inquiry.Name, asked.Happened())
		}
		over.spoil(1, straight)
		late := asked.Ask(context.Background(), days)
		b.expect(fmt.Sprintf("asked about %s of %d days ago", inquiry.Name, days), late, gateways.NotSent)
		if over.count() != 0 {
			b.Errorf("%s of %d days ago: %d connections", inquiry.Name, days, over.count())
		}

		// One that never arrived is not found, and not made up.
		asked = inquiry.Ready(b, b.client(over))
		over.spoil(1, failing(refused))
		b.expect(inquiry.Name+" that was not sent", asked.Do(context.Background()), gateways.NotSent)
		over.spoil(1, straight)
		if result := asked.Ask(context.Background(), 0); result.Outcome == gateways.Approved || asked.Happened() != 0 {
			b.Errorf("asked about %s that was not sent: %s", inquiry.Name, told(result))
		}
	}
}
