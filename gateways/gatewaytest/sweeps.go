package gatewaytest

import (
	"io"
	"net"
	"testing"

	"keyindesk/gateways"
)

// fixed is a number of bytes that is known beforehand.
func fixed(n int) func(*testing.T, *hostile) int {
	return func(*testing.T, *hostile) int { return n }
}

// handshakes cut the line at every byte before the request.
func handshakes(v Verb) []sweep {
	whole := httpReply("", v.Good)
	return []sweep{
		{"hello cut after each byte", fixed(512), func(n int) fault {
			return fault{want: gateways.NotSent, act: func(_ *hostile, conn net.Conn) { _, _ = io.ReadFull(conn, make([]byte, n)) }}
		}},
		{"handshake's reply cut after each byte", func(t *testing.T, s *hostile) int {
			return handshakeBytes(t, s, v)
		}, func(n int) fault {
			return fault{want: gateways.NotSent, act: func(s *hostile, conn net.Conn) { replying(whole)(s, &cutAfter{Conn: conn, left: n}) }}
		}},
	}
}

// sweeps cut the line at every byte of the request and of the reply.
func sweeps(v Verb) []sweep {
	whole := httpReply("", v.Good)
	oldReply := "HTTP/1.0 200 OK\r\n\r\n" + v.Good
	return []sweep{
		{"request cut after each byte", func(t *testing.T, s *hostile) int {
			play(t, s, v, fault{act: replying(whole), want: gateways.Approved})
			return int(s.lastBytes.Load()) // the whole request is no cut
		}, func(n int) fault {
			return fault{want: gateways.Unknown, act: func(s *hostile, conn net.Conn) {
				if above := s.secure(conn); above != nil && n > 0 {
					_, _ = io.ReadFull(above, make([]byte, n))
					s.begun.Add(1)
				}
			}}
		}},
		{"reply cut after each byte", fixed(len(whole)), func(n int) fault {
			return fault{want: gateways.Unknown, act: speaking(func(_ *hostile, conn net.Conn) { _, _ = io.WriteString(conn, whole[:n]) })}
		}},
		{"reply ended politely after each byte", fixed(len(whole)), func(n int) fault {
			return fault{want: gateways.Unknown, act: replying(whole[:n])}
		}},
		{"reply without length ended politely after each", fixed(len(oldReply)), func(n int) fault {
			return fault{want: gateways.Unknown, act: replying(oldReply[:n])}
		}},
		{"reply's TLS record cut after each byte", fixed(len(whole)), func(n int) fault {
			return fault{want: gateways.Unknown, act: func(s *hostile, conn net.Conn) {
				line := &cutAfter{Conn: conn, left: 1 << 20}
				if above := s.secure(line); above != nil && s.readRequest(above) {
					line.left = n
					_, _ = io.WriteString(above, whole)
				}
			}}
		}},
	}
}

// handshakeBytes is how much the server says before the client writes its
// request.
func handshakeBytes(t *testing.T, s *hostile, v Verb) int {
	bytes := 0
	play(t, s, v, fault{want: gateways.Unknown, act: func(s *hostile, conn net.Conn) {
		line := &cutAfter{Conn: conn, left: 1 << 20}
		if above := s.secure(line); above != nil {
			bytes = line.written
			s.readRequest(above)
		}
	}})
	if bytes == 0 {
		t.Fatal("no handshake")
	}
	return bytes
}
