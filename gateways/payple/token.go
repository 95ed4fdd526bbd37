package payple

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"keyindesk/gateways"
)

// renewAfter is when a token is renewed: five minutes before Payple ends it
// (S3 4: 30 minutes), so that none ends on the way.
const renewAfter = 25 * time.Minute

// token is what the partner authentication gave (S3 3).
type token struct {
	partnerID  gateways.Secret // the returned cst_id
	partnerKey gateways.Secret // the returned custKey
	authKey    gateways.Secret
	path       string // path and query of return_url, below the base
	// When the authentication was about to be sent, by the monotonic clock and by
	// the calendar: the one stands still while some PCs sleep, the other can be
	// set back.
	asked, askedOn time.Time
}

func (t *token) fresh(now time.Time) bool {
	return now.Sub(t.asked) < renewAfter && now.Round(0).Sub(t.askedOn) < renewAfter
}

// tokens are the ones at hand, one for each kind of work.
type tokens struct {
	mu      sync.Mutex
	held    map[work]*token
	flights map[work]*flight
}

// flight is an authentication on its way, for which others wait.
type flight struct {
	landed chan struct{}
	// Set before landed is closed. Neither is set if the call was ended by its own
	// caller: then somebody else must fly.
	token   *token
	refused *gateways.Result
}

// token gives one that is fresh, authenticating at most once however many ask
// for it at the same time. Otherwise it says why there is none. A failure is
// shared with those who wait for it, and not kept.
func (c *Client) token(ctx context.Context, w work) (*token, *gateways.Result) {
	for {
		t, f, mine := c.tokens.take(w, c.config.Now())
		switch {
		case t != nil:
			return t, nil
		case mine:
			return c.fly(ctx, w, f)
		}
		select {
		case <-f.landed:
			if f.token != nil {
				return f.token, nil
			}
			if f.refused != nil {
				return nil, apart(f.refused)
			}
		case <-ctx.Done():
			return nil, unasked(ended(ctx))
		}
	}
}

// fly authenticates and lets the others know, even if it panics.
func (c *Client) fly(ctx context.Context, w work, f *flight) (*token, *gateways.Result) {
	defer c.tokens.land(w, f)
	t, result := c.authenticate(ctx, w)
	if t != nil {
		f.token = t
		return t, nil
	}
	refused := unasked(result)
	if ctx.Err() == nil {
		f.refused = apart(refused)
	}
	return nil, refused
}

// apart is a copy that shares nothing which its holder may change.
func apart(result *gateways.Result) *gateways.Result {
	own := *result
	own.Trace.Reply = maps.Clone(own.Trace.Reply)
	own.Trace.RequestFields = slices.Clone(own.Trace.RequestFields)
	return &own
}

// take gives the token at hand, or the flight to wait for, or a new flight
// that is the caller's to make.
func (s *tokens) take(w work, now time.Time) (t *token, f *flight, mine bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if t := s.held[w]; t != nil && t.fresh(now) {
		return t, nil, false
	}
	if f := s.flights[w]; f != nil {
		return nil, f, false
	}
	if s.flights == nil {
		s.held, s.flights = map[work]*token{}, map[work]*flight{}
	}
	f = &flight{landed: make(chan struct{})}
	s.flights[w] = f
	return nil, f, true
}

// land ends a flight and keeps what it brought.
func (s *tokens) land(w work, f *flight) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.flights, w)
	if f.token != nil {
		s.held[w] = f.token
	}
	close(f.landed)
}

// drop forgets a token that Payple no longer takes, unless another has come in
// its place: of many calls that meet the same end, one renews.
func (s *tokens) drop(w work, t *token) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.held[w] == t {
		delete(s.held, w)
	}
}

// unasked is the answer to a call for which there was no token. A no to the
// authentication is a no to the call. Everything else is NotSent, though the
// authentication may have gone out: it changes nothing, and of the call itself
// no byte left.
func unasked(auth gateways.Result) *gateways.Result {
	if auth.Outcome != gateways.Unknown {
		return &auth
	}
	auth.Outcome, auth.Trace.Written = gateways.NotSent, false
	if auth.Fault != gateways.FaultPage {
		auth.Cause = fmt.Errorf("partner authentication: %s: %w", auth.Fault, causeOf(auth))
		auth.Fault = gateways.FaultToken
	}
	return &auth
}

func causeOf(result gateways.Result) error {
	if result.Cause != nil {
		return result.Cause
	}
	return errNoToken
}

var errNoToken = errors.New("the reply gives no token")

// ended is the answer to a caller who gave up while waiting for another's
// authentication.
func ended(ctx context.Context) gateways.Result {
	fault := gateways.FaultTimeout
	if errors.Is(ctx.Err(), context.Canceled) {
		fault = gateways.FaultCanceled
	}
	return gateways.Result{Outcome: gateways.NotSent, Fault: fault, Advice: gateways.AdviceAskAgain, Cause: ctx.Err()}
}

// hold keeps a token that came by another way than a flight.
func (s *tokens) hold(w work, t *token) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.flights == nil {
		s.held, s.flights = map[work]*token{}, map[work]*flight{}
	}
	s.held[w] = t
}
