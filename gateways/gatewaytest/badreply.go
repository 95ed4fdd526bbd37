package gatewaytest

import (
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"strings"

	"keyindesk/gateways"
)

// badReplies all arrive whole, or as whole as they get, and all carry a yes
// somewhere. None may be believed.
func badReplies(v Verb) []fault {
	var faults []fault
	for _, d := range badDresses() {
		faults = append(faults, fault{name: d.name, act: replying(d.of(v.Good)), want: gateways.Unknown})
	}
	for _, status := range []string{"301", "302", "303", "307", "308"} {
		faults = append(faults, redirected(status, v.Good))
	}
	big := func(name string, act act) {
		faults = append(faults, fault{name: name, act: act, want: gateways.Unknown, because: gateways.FaultTooBig})
	}
	big("10 MB of blanks before a yes", replying(httpReply("", strings.Repeat(" ", 10<<20)+v.Good)))
	big("10 MB of blanks after a yes", replying(httpReply("", v.Good+strings.Repeat(" ", 10<<20))))
	big("endless interim replies", pouring("", "HTTP/1.1 102 Processing\r\n\r\n"))
	big("endless body", pouring("HTTP/1.1 200 OK\r\n\r\n"+v.Good, " "))
	big("endless chunks", pouring("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "1;x=y\r\n \r\n"))
	big("endless headers", pouring("HTTP/1.1 200 OK\r\n", "X-Bomb: boom\r\n"))
	big("endless header line", pouring("HTTP/1.1 200 OK\r\nX-Bomb: ", "boom"))
	big("endless status line", pouring("HTTP/1.1 200 ", "OK"))
	return faults
}

// harmlessVariants say yes in another dress. They are Approved.
func harmlessVariants(v Verb) []fault {
	plain := replying(httpReply("Content-Type: application/json;charset=UTF-8\r\n", v.Good))
	variants := []fault{
		{name: "plain, without a Dial", act: plain, options: func(_ *hostile, o *gateways.Options) { o.Dial = nil }},
		{name: "TLS 1.2", act: plain, options: func(s *hostile, _ *gateways.Options) { s.identity.MaxVersion = tls.VersionTLS12 }},
		{name: "line kept open afterwards", act: speaking(func(_ *hostile, conn net.Conn) {
			_, _ = io.WriteString(conn, httpReply("Connection: keep-alive\r\n", v.Good))
			waitForClient(conn)
		})},
	}
	for _, d := range honestDresses() {
		variants = append(variants, fault{name: d.name, act: replying(d.of(v.Good))})
	}
	for i := range variants {
		variants[i].want = gateways.Approved
	}
	return variants
}

// redirected sends the client to a second server, which no call may reach.
func redirected(status, good string) fault {
	return fault{name: "redirect " + status + " to a server", want: gateways.Unknown, act: speaking(func(s *hostile, conn net.Conn) {
		target, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return
		}
		defer target.Close()
		go func() {
			if called, err := target.Accept(); err == nil {
				s.served.Add(1)
				s.connections.Add(1) // a second connection, which no call may make
				_ = called.Close()
			}
		}()
		_, _ = fmt.Fprintf(conn, "HTTP/1.1 %s Go\r\nLocation: https://%s/\r\nContent-Length: %d\r\n\r\n%s", status, target.Addr(), len(good), good)
		waitForClient(conn)
	})}
}

// pouring says one thing once and another for ever.
func pouring(once, forever string) act {
	return speaking(func(_ *hostile, conn net.Conn) {
		forever := strings.Repeat(forever, 16<<10/len(forever)+1)
		_, err := io.WriteString(conn, once)
		for err == nil {
			_, err = io.WriteString(conn, forever)
		}
	})
}
