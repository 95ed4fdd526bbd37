package payple

import (
	"context"
	"net"
	"sync"
	"testing"
	"time"

	"keyindesk/gateways"
)

// clock is a time that moves when it is told to.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) time() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// timed makes a client of the office that lives by the clock.
func timed(t testing.TB, o *office) (*Client, *clock) {
	c := &clock{now: time.Now()}
	return clientOf(t, o, func(config *Config) { config.Now = c.time }), c
}

func approved(t testing.TB, client *Client) {
	t.Helper()
	if got := client.LookupBillingKey(context.Background(), sampleBilling); got.Outcome != gateways.Approved {
		t.Fatalf("%v %s %v", got.Outcome, got.Fault, got.Cause)
	}
}

// 1,000 look-ups over 31 minutes: one authentication for the first 25, one for
// the rest.
func TestTokenIsReused(t *testing.T) {
	o := newOffice(t)
	client, clock := timed(t, o)
	for range 1000 {
		approved(t, client)
		clock.add(31 * time.Minute / 1000)
	}
	t.Logf("%d look-ups, %d authentications", o.seen(false), o.seen(true))
	if o.seen(true) != 2 || o.seen(false) != 1000 {
		t.Errorf("%d authentications for %d look-ups", o.seen(true), o.seen(false))
	}
}

// The age counts from before the authentication was sent: the time it takes is
// Payple's time too.
func TestTokenAgesFromTheAsking(t *testing.T) {
	o := newOffice(t)
	client, clock := timed(t, o)
	answer := o.answer
	o.answer = func(r request) string {
		if r.auth() {
			clock.add(time.Minute)
		}
		return answer(r)
	}
	approved(t, client)
	clock.add(24*time.Minute - time.Nanosecond)
	approved(t, client)
	if o.seen(true) != 1 {
		t.Fatalf("%d authentications within 25 minutes", o.seen(true))
	}
	clock.add(time.Nanosecond)
	approved(t, client)
	if o.seen(true) != 2 {
		t.Errorf("%d authentications after 25 minutes", o.seen(true))
	}
}

// The monotonic clock is what ages a token. The calendar ages it too, for a PC
// that slept, but being set back it keeps none alive.
func TestTokenAgesByBothClocks(t *testing.T) {
	start := time.Now()
	for name, c := range map[string]struct {
		monotonic, calendar time.Duration
		fresh               bool
	}{
		"at once":               {0, 0, true},
		"before the end":        {renewAfter - 1, renewAfter - 1, true},
		"at the end":            {renewAfter, renewAfter, false},
		"the PC slept":          {0, renewAfter, false},
		"the calendar set back": {renewAfter, -time.Hour, false},
	} {
		held := &token{asked: start.Add(-c.monotonic), askedOn: start.Round(0).Add(-c.calendar)}
		if held.fresh(start) != c.fresh {
			t.Errorf("%s: fresh %v", name, !c.fresh)
		}
	}
}

// One who comes late with an ended token does not throw away the new one.
func TestOnlyTheEndedTokenIsDropped(t *testing.T) {
	var s tokens
	before, after := &token{}, &token{}
	s.hold(lookup, after)
	s.drop(lookup, before)
	if s.held[lookup] != after {
		t.Error("the new token is gone")
	}
	if s.drop(lookup, after); s.held[lookup] != nil {
		t.Error("the ended token is still held")
	}
}

// A token of the look-up does not serve the deletion, nor the other way round.
func TestTokenIsKeptForEachWork(t *testing.T) {
	o := newOffice(t)
	client, _ := timed(t, o)
	for range 3 {
		approved(t, client)
		if got := client.DeleteBillingKey(context.Background(), sampleBilling); got.Outcome != gateways.Approved {
			t.Fatalf("%+v", got)
		}
	}
	works := map[string]int{}
	for _, r := range o.requests {
		if r.auth() {
			works[r.members["PCD_PAY_WORK"]]++
		}
	}
	if len(works) != 2 || works["PUSERINFO"] != 1 || works["PUSERDEL"] != 1 {
		t.Errorf("authentications: %v", works)
	}
}

// Many at once: one authenticates and the others wait for it.
func TestManyAuthenticateOnce(t *testing.T) {
	o := newOffice(t)
	client, _ := timed(t, o)
	answer := o.answer
	o.answer = func(r request) string {
		if r.auth() {
			time.Sleep(30 * time.Millisecond)
		}
		return answer(r)
	}
	var group sync.WaitGroup
	for range 50 {
		group.Go(func() {
			if got := client.LookupBillingKey(context.Background(), sampleBilling); got.Outcome != gateways.Approved {
				t.Errorf("%v %s", got.Outcome, got.Fault)
			}
		})
	}
	group.Wait()
	if o.seen(true) != 1 || o.seen(false) != 50 {
		t.Errorf("%d authentications for %d look-ups", o.seen(true), o.seen(false))
	}
}

// Those who wait for a failing authentication share its end; nobody keeps it.
func TestManyShareAFailure(t *testing.T) {
	o := newOffice(t)
	o.refusing(recorded(t, "auth-refused.reply.json"))
	client, _ := timed(t, o)
	answer, release := o.answer, make(chan struct{})
	o.answer = func(r request) string { <-release; return answer(r) }
	var group sync.WaitGroup
	for range 20 {
		group.Go(func() {
			got := client.LookupBillingKey(context.Background(), sampleBilling).Result
			got.Trace.Reply["mine"] = "x" // each has a map of its own
			if got.Outcome != gateways.Declined || got.Code != "AUTH0004" || got.Advice != gateways.AdviceNetworkBlock {
				t.Errorf("%+v", got)
			}
		})
	}
	time.Sleep(50 * time.Millisecond)
	close(release)
	group.Wait()
	if o.seen(true) != 1 {
		t.Errorf("20 look-ups made %d failing authentications", o.seen(true))
	}
	o.answer = newOffice(t).answer
	approved(t, client)
}

// An authentication that its own caller ended is made again by one of those
// who waited; a waiting caller can give up alone.
func TestGivingUpHarmsNobodyElse(t *testing.T) {
	o := newOffice(t)
	dialling, first := make(chan struct{}), true
	dial := func(ctx context.Context, host string) (net.Conn, error) {
		if first {
			first = false
			close(dialling)
			<-ctx.Done()
			return nil, ctx.Err()
		}
		return o.dial(ctx, host)
	}
	client := clientOf(t, o, func(c *Config) { c.Exchange = gateways.NewExchange(gateways.Options{Dial: dial}) })
	ctx, cancel := context.WithCancel(context.Background())
	var group sync.WaitGroup
	group.Go(func() {
		if got := client.LookupBillingKey(ctx, sampleBilling); got.Outcome != gateways.NotSent || got.Fault != gateways.FaultCanceled {
			t.Errorf("the one who gave up: %+v", got.Result)
		}
	})
	<-dialling
	waiting, leave := context.WithTimeout(context.Background(), 10*time.Millisecond)
	defer leave()
	if got := client.LookupBillingKey(waiting, sampleBilling); got.Outcome != gateways.NotSent || got.Fault != gateways.FaultTimeout {
		t.Errorf("the one who did not wait: %+v", got.Result)
	}
	group.Go(func() { approved(t, client) })
	time.Sleep(20 * time.Millisecond)
	cancel()
	group.Wait()
	if o.seen(true) != 1 {
		t.Errorf("%d authentications", o.seen(true))
	}
}

// A panic on the way leaves nobody waiting for ever.
func TestPanicLeavesNobodyWaiting(t *testing.T) {
	o := newOffice(t)
	answer := o.answer
	o.answer = func(request) string { panic("broken") }
	client, _ := timed(t, o)
	func() {
		defer func() { _ = recover() }()
		client.LookupBillingKey(context.Background(), sampleBilling)
	}()
	o.answer = answer
	approved(t, client)
}
