package proof

import (
	"bytes"
	"context"
	"encoding/json"
	"net"
	"strings"
	"sync"
)

// tappedLine is a line to a twin on which every request is heard.
type tappedLine struct {
	dial func(ctx context.Context, host string) (net.Conn, error)

	mu       sync.Mutex
	requests []request
	broken   map[string]bool   // calls whose reply never comes
	then     map[string]func() // what happens when such a call's line is closed
}

// request is one that went over the line.
type request struct {
	call string // the end of its path
	said map[string]string
}

func (l *tappedLine) connect(ctx context.Context, host string) (net.Conn, error) {
	conn, err := l.dial(ctx, host)
	if err != nil {
		return nil, err
	}
	return &overheard{Conn: conn, line: l}, nil
}

// cut loses the replies to a call, or no longer.
func (l *tappedLine) cut(call string, lost bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.broken == nil {
		l.broken = map[string]bool{}
	}
	l.broken[call] = lost
}

// after does something once, when the line of the next such call is closed.
func (l *tappedLine) after(call string, do func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.then == nil {
		l.then = map[string]func(){}
	}
	l.then[call] = do
}

// heard are the requests of a call, in their order.
func (l *tappedLine) heard(call string) (said []map[string]string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, r := range l.requests {
		if r.call == call {
			said = append(said, r.said)
		}
	}
	return said
}

// overheard is one connection.
type overheard struct {
	net.Conn
	line *tappedLine
	sent bytes.Buffer
	over sync.Once
}

func (o *overheard) Write(p []byte) (int, error) {
	o.sent.Write(p)
	return o.Conn.Write(p)
}

func (o *overheard) Read(p []byte) (int, error) {
	o.line.mu.Lock()
	lost := o.line.broken[o.call()]
	o.line.mu.Unlock()
	if lost {
		return 0, net.ErrClosed
	}
	return o.Conn.Read(p)
}

// call is the end of the path that the request went to.
func (o *overheard) call() string {
	first, _, _ := strings.Cut(o.sent.String(), " HTTP/")
	return first[strings.LastIndexByte(first, '/')+1:]
}

func (o *overheard) Close() error {
	o.over.Do(func() {
		r := request{call: o.call(), said: map[string]string{}}
		_, body, _ := strings.Cut(o.sent.String(), "\r\n\r\n")
		var members map[string]any
		_ = json.Unmarshal([]byte(body), &members)
		for name, value := range members {
			if text, ok := value.(string); ok {
				r.said[name] = text
			}
		}
		o.line.mu.Lock()
		o.line.requests = append(o.line.requests, r)
		then := o.line.then[r.call]
		delete(o.line.then, r.call)
		o.line.mu.Unlock()
		if then != nil {
			then()
		}
	})
	return o.Conn.Close()
}
