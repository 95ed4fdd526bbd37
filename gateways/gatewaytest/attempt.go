package gatewaytest

import (
	"context"
	"net"
	"sync"
	"time"

	"keyindesk/gateways"
)

// attempt is one call over a line.
type attempt struct {
	line   *line
	ready  Ready
	result gateways.Result
	whole  any
}

// bend changes what a connection does.
type bend func(Dial) Dial

// straight leaves it as it is.
func straight(dial Dial) Dial { return dial }

// attempt makes the call once, ready and over a line of which the connections
// from the from-th on are bent.
func (b *bench) attempt(total time.Duration, from int, how bend) attempt {
	b.Helper()
	return b.attemptIn(context.Background(), total, from, how)
}

// last is the connection that carries the call itself.
func (b *bench) last() int { return b.call.connections() }

func (b *bench) attemptIn(ctx context.Context, total time.Duration, from int, how bend) attempt {
	b.Helper()
	a := attempt{line: &line{to: b.twin.Dial}}
	client, err := b.twin.Client(a.line.dial, total)
	if err != nil {
		b.Fatal(err)
	}
	a.ready = b.call.Ready(b, client)
	b.current = a.ready
	a.line.spoil(from, how)
	b.do(ctx, &a)
	return a
}

// do makes the call, and holds it to the first rule of all: at most once.
func (b *bench) do(ctx context.Context, a *attempt) {
	b.Helper()
	before := a.line.count()
	a.result, a.whole = a.ready.Do(ctx)
	may := b.call.connections()
	if !b.call.Moves {
		may += b.call.Again
	}
	if dials := a.line.count() - before; dials > may {
		b.Errorf("one call made %d connections, not %d: %s", dials, may, told(a.result))
	}
	if times := a.happened(); times > 1 {
		b.Errorf("it happened %d times: %s", times, told(a.result))
	}
}

// happened is 0 for a call that changes nothing.
func (a attempt) happened() int {
	if a.ready.Happened == nil {
		return 0
	}
	return a.ready.Happened()
}

// learntNothing fails unless nothing was learnt from an attempt whose from-th
// connection failed after its first byte. Before the last, the call itself was
// not sent, and may say so.
func (b *bench) learntNothing(what string, from int, result gateways.Result) {
	b.Helper()
	if result.Outcome == gateways.Unknown || from < b.last() && result.Outcome == gateways.NotSent {
		return
	}
	b.Errorf("%s, connection %d: %s, want unknown", what, from, told(result))
}

// stages are the connections of a good call, counted from one.
func (b *bench) stages() []int {
	var all []int
	for i := range b.last() {
		all = append(all, i+1)
	}
	return all
}

// line is what stands between a client and the twin. Until it is spoilt it lets
// everything through and forgets it.
type line struct {
	to Dial

	mu    sync.Mutex
	from  int
	how   bend
	dials int // since it was spoilt
	hosts []string
	taps  []*tap
}

// spoil bends every connection from the from-th on, counted from now.
func (l *line) spoil(from int, how bend) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.from, l.how, l.dials, l.hosts, l.taps = from, how, 0, nil, nil
}

func (l *line) dial(ctx context.Context, host string) (net.Conn, error) {
	l.mu.Lock()
	l.dials++
	l.hosts = append(l.hosts, host)
	through := l.tapped
	if l.how != nil && l.dials >= l.from {
		through = l.how(l.tapped)
	}
	l.mu.Unlock()
	return through(ctx, host)
}

func (l *line) tapped(ctx context.Context, host string) (net.Conn, error) {
	conn, err := l.to(ctx, host)
	if err != nil {
		return nil, err
	}
	t := &tap{Conn: conn}
	l.mu.Lock()
	l.taps = append(l.taps, t)
	l.mu.Unlock()
	return t, nil
}

func (l *line) count() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.dials
}

// passed is what went through the n-th connection that reached the twin.
func (l *line) passed(n int) (sent int, heard []byte) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if n > len(l.taps) {
		return 0, nil
	}
	return l.taps[n-1].passed()
}

// tap counts what passes to the twin and keeps what comes back.
type tap struct {
	net.Conn
	mu    sync.Mutex
	sent  int
	heard []byte
}

// Write is io.Writer's.
func (t *tap) Write(p []byte) (int, error) {
	n, err := t.Conn.Write(p)
	t.mu.Lock()
	t.sent += n
	t.mu.Unlock()
	return n, err
}

// Read is io.Reader's.
func (t *tap) Read(p []byte) (int, error) {
	n, err := t.Conn.Read(p)
	t.mu.Lock()
	t.heard = append(t.heard, p[:n]...)
	t.mu.Unlock()
	return n, err
}

func (t *tap) passed() (int, []byte) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.sent, append([]byte(nil), t.heard...)
}
