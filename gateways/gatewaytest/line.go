package gatewaytest

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"sync"
	"syscall"
	"time"
)

// cut is a bend that breaks a connection after sends bytes of the request or
// hears bytes of the reply; -1 is never. broken is what a read says then.
func cut(sends, hears int, broken error) bend {
	return func(dial Dial) Dial {
		return func(ctx context.Context, host string) (net.Conn, error) {
			conn, err := dial(ctx, host)
			if err != nil {
				return nil, err
			}
			return &cutLine{Conn: conn, sends: sends, hears: hears, broken: broken}, nil
		}
	}
}

type cutLine struct {
	net.Conn
	sends  int // bytes that still pass to the twin; negative: all
	hears  int // bytes that still come back; negative: all
	broken error
}

// Write is io.Writer's.
func (l *cutLine) Write(p []byte) (int, error) {
	pass, over := p, false
	if l.sends >= 0 && len(p) >= l.sends {
		pass, over = p[:l.sends], true
	}
	n := 0
	var err error
	if len(pass) > 0 {
		n, err = l.Conn.Write(pass)
	}
	l.sends -= n
	if over {
		_ = l.Close()
		l.sends = 0
		if n < len(p) && err == nil {
			err = &net.OpError{Op: "write", Net: "tcp", Err: syscall.EPIPE}
		}
	}
	return n, err
}

// Read is io.Reader's.
func (l *cutLine) Read(p []byte) (int, error) {
	if l.hears == 0 {
		// The twin has answered, so it has acted; of its answer nothing is heard.
		_, _ = l.Conn.Read(make([]byte, 1))
		_ = l.Close()
		return 0, l.broken
	}
	if l.hears > 0 {
		p = p[:min(len(p), l.hears)]
	}
	n, err := l.Conn.Read(p)
	l.hears -= n
	return n, err
}

// reset is what a read says when the other side has slammed the door.
var reset = &net.OpError{Op: "read", Net: "tcp", Err: syscall.ECONNRESET}

// silent is a bend after which the request passes and nothing ever comes back.
// answered is called when the twin has answered into the void.
func silent(answered func()) bend {
	return func(dial Dial) Dial {
		return func(ctx context.Context, host string) (net.Conn, error) {
			conn, err := dial(ctx, host)
			if err != nil {
				return nil, err
			}
			return &mute{Conn: conn, answered: answered, closed: make(chan struct{})}, nil
		}
	}
}

type mute struct {
	net.Conn
	answered func()
	once     sync.Once
	closed   chan struct{}
}

// Read is io.Reader's.
func (m *mute) Read([]byte) (int, error) {
	_, _ = io.Copy(io.Discard, m.Conn)
	m.answered()
	<-m.closed
	return 0, net.ErrClosed
}

// Close is io.Closer's.
func (m *mute) Close() error {
	m.once.Do(func() { close(m.closed) })
	return m.Conn.Close()
}

// rewritten is a bend that changes the reply on its way. The twin has done what
// it was asked by then.
func rewritten(change func(reply []byte) []byte) bend {
	return func(dial Dial) Dial {
		return func(ctx context.Context, host string) (net.Conn, error) {
			conn, err := dial(ctx, host)
			if err != nil {
				return nil, err
			}
			return &rewriter{Conn: conn, change: change}, nil
		}
	}
}

type rewriter struct {
	net.Conn
	change func([]byte) []byte
	reply  []byte
	read   bool
}

// Read is io.Reader's.
func (r *rewriter) Read(p []byte) (int, error) {
	if !r.read {
		whole, err := io.ReadAll(r.Conn)
		if err != nil {
			return 0, err
		}
		r.reply, r.read = r.change(whole), true
	}
	if len(r.reply) == 0 {
		return 0, io.EOF
	}
	n := copy(p, r.reply)
	r.reply = r.reply[n:]
	return n, nil
}

// scripted is a bend to a server that hears one request and then says exactly
// reply. The twin hears nothing.
func scripted(reply string) bend {
	return func(Dial) Dial {
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
}

// failing is a bend to a host that can't be reached.
func failing(err error) bend {
	return func(Dial) Dial {
		return func(context.Context, string) (net.Conn, error) { return nil, err }
	}
}

// refused is what a host says where nobody listens.
var refused = &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}
