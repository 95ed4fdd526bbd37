package gatewaytest

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"regexp"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"
)

// line is a connection that counts what passes, and breaks where it is told.
type line struct {
	net.Conn
	sends  int   // bytes that still pass to the twin; negative: all
	hears  int   // bytes that still come back; negative: all
	broken error // what a read says at the break

	mu          sync.Mutex
	sent, heard int
}

// through wraps a dial so that its connection breaks after sends bytes of the
// request or hears bytes of the reply; -1 is never.
func through(dial Dial, sends, hears int, broken error) (Dial, *line) {
	l := &line{sends: sends, hears: hears, broken: broken}
	return func(ctx context.Context, host string) (net.Conn, error) {
		conn, err := dial(ctx, host)
		l.Conn = conn
		return l, err
	}, l
}

func (l *line) Write(p []byte) (int, error) {
	pass, cut := p, false
	if l.sends >= 0 && len(p) >= l.sends {
		pass, cut = p[:l.sends], true
	}
	n := 0
	var err error
	if len(pass) > 0 {
		n, err = l.Conn.Write(pass)
	}
	l.sends -= n
	l.mu.Lock()
	l.sent += n
	l.mu.Unlock()
	if cut {
		_ = l.Close()
		l.sends = 0
		if n < len(p) && err == nil {
			err = &net.OpError{Op: "write", Net: "tcp", Err: syscall.EPIPE}
		}
	}
	return n, err
}

func (l *line) Read(p []byte) (int, error) {
	if l.hears == 0 {
		_ = l.Close()
		return 0, l.broken
	}
	if l.hears > 0 {
		p = p[:min(len(p), l.hears)]
	}
	n, err := l.Conn.Read(p)
	l.hears -= n
	l.mu.Lock()
	l.heard += n
	l.mu.Unlock()
	return n, err
}

// bytes tells what has passed so far.
func (l *line) bytes() (sent, heard int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.sent, l.heard
}

// reset is what a read says when the other side has slammed the door.
var reset = &net.OpError{Op: "read", Net: "tcp", Err: syscall.ECONNRESET}

// silent wraps a dial so that the request passes and nothing ever comes back.
// The returned channel is closed when the twin has answered into the void.
func silent(dial Dial) (Dial, <-chan struct{}) {
	answered := make(chan struct{})
	return func(ctx context.Context, host string) (net.Conn, error) {
		conn, err := dial(ctx, host)
		return &mute{Conn: conn, answered: answered, closed: make(chan struct{})}, err
	}, answered
}

type mute struct {
	net.Conn
	answered chan struct{}
	once     sync.Once
	closed   chan struct{}
}

func (m *mute) Read([]byte) (int, error) {
	_, _ = io.Copy(io.Discard, m.Conn)
	close(m.answered)
	<-m.closed
	return 0, net.ErrClosed
}

func (m *mute) Close() error {
	m.once.Do(func() { close(m.closed) })
	return m.Conn.Close()
}

// forge wraps a dial so that old reads as forged in the reply. Both are of
// one length, so that the reply stays well-formed.
func forge(t *testing.T, dial Dial, old, forged string) Dial {
	t.Helper()
	if len(old) != len(forged) {
		t.Fatalf("%q can't stand in for %q", forged, old)
	}
	return rewrite(t, dial, func(reply []byte) []byte {
		return bytes.ReplaceAll(reply, []byte(old), []byte(forged))
	})
}

// promiseMore wraps a dial so that the reply's header promises a byte more
// than come.
func promiseMore(t *testing.T, dial Dial) Dial {
	header := regexp.MustCompile(`(?i)\r\ncontent-length: *([0-9]+)`)
	return rewrite(t, dial, func(reply []byte) []byte {
		return header.ReplaceAllFunc(reply, func(found []byte) []byte {
			length, _ := strconv.Atoi(string(header.FindSubmatch(found)[1]))
			return []byte("\r\nContent-Length: " + strconv.Itoa(length+1))
		})
	})
}

// rewrite wraps a dial so that the reply is changed on its way. A change that
// changes nothing fails the test.
func rewrite(t *testing.T, dial Dial, change func([]byte) []byte) Dial {
	return func(ctx context.Context, host string) (net.Conn, error) {
		conn, err := dial(ctx, host)
		return &rewriter{Conn: conn, t: t, change: change}, err
	}
}

type rewriter struct {
	net.Conn
	t      *testing.T
	change func([]byte) []byte
	reply  *bytes.Reader
}

func (r *rewriter) Read(p []byte) (int, error) {
	if r.reply == nil {
		whole, err := io.ReadAll(r.Conn)
		if err != nil {
			return 0, err
		}
		changed := r.change(whole)
		if bytes.Equal(whole, changed) {
			r.t.Error("nothing in the reply could be changed")
		}
		r.reply = bytes.NewReader(changed)
	}
	return r.reply.Read(p)
}

// scripted is a server that hears one request and then says exactly reply.
func scripted(reply string) Dial {
	return func(context.Context, string) (net.Conn, error) {
		ours, theirs := net.Pipe()
		go func() {
			defer ours.Close()
			_ = ours.SetDeadline(time.Now().Add(patience))
			request, err := http.ReadRequest(bufio.NewReader(ours))
			if err != nil {
				return
			}
			if _, err := io.Copy(io.Discard, request.Body); err != nil {
				return
			}
			_, _ = io.WriteString(ours, reply)
		}()
		return theirs, nil
	}
}

// refused is a host where nobody listens.
func refused(context.Context, string) (net.Conn, error) {
	return nil, &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}
}
