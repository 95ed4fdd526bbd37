package payup

import (
	"bytes"
	"compress/gzip"
	"crypto/tls"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"strings"
	"testing"

	"golang.org/x/text/encoding/korean"

	"keyindesk/gateways"
)

// httpReply is a 200 with a length, the given header lines and body.
func httpReply(headers, body string) string {
	return fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Length: %d\r\n%s\r\n%s", len(body), headers, body)
}

func chunked(body string) string {
	return fmt.Sprintf("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n", len(body), body)
}

// badReplies all arrive whole, or as whole as they get, and all carry a yes
// somewhere. None may be believed.
func badReplies(v verb) []fault {
	good := v.good.text()
	page := "<!doctype html><html><title>점검 중</title>" + good + "</html>"
	var faults []fault
	add := func(name string, act act) {
		faults = append(faults, fault{name: name, act: act, want: gateways.Unknown})
	}
	body := func(name, text string) { add(name, replying(httpReply("", text))) }
	head := func(name, headers string) { add(name, replying(httpReply(headers, good))) }
	field := func(name, member string, value any) { body(name, v.good.with(member, value).text()) }

	for _, status := range []string{"201 Created", "202 Accepted", "203 Other", "206 Partial", "400 Bad", "401 No", "403 No", "404 None", "409 Conflict",
		"429 Many", "500 Oops", "502 Bad Gateway", "503 Busy", "504 Late", "600 What", "101 Switching Protocols"} {
		add(status+" with a yes", replying(strings.Replace(httpReply("", good), "200 OK", status, 1)))
	}
	add("204 without body", replying("HTTP/1.1 204 No Content\r\n\r\n"))
	add("502 with a page", replying(strings.Replace(httpReply("Content-Type: text/html\r\n", page), "200 OK", "502 Bad Gateway", 1)))
	for _, status := range []string{"301", "302", "303", "307", "308"} {
		faults = append(faults, redirected(status, good))
	}

	body("page with 200", page)
	body("empty body", "")
	body("list", "["+good+"]")
	body("text", `"0000"`)
	body("two objects", good+good)
	body("trailing garbage", good+"x")
	body("same member twice", strings.Replace(good, `"responseCode":"0000"`, `"responseCode":"0000","responseCode":"0000"`, 1))
	body("first no then yes", strings.Replace(good, `"responseCode":"0000"`, `"responseCode":"6001","responseCode":"0000"`, 1))
	body("wrapped in another object", `{"data":`+good+`}`)
	body("nested too deeply", strings.TrimSuffix(good, "}")+`,"x":`+strings.Repeat("[", 20)+strings.Repeat("]", 20)+"}")
	body("bytes in no charset", strings.Replace(good, "성공", "\xff\xff", 1))
	body("UTF-16", utf16LE(good))
	body("cut in the middle, length right", good[:len(good)/2])
	field("code is the number 0", "responseCode", 0)
	field("code with a blank", "responseCode", " 0000")
	field("code missing", "responseCode", nil)
	field("code 1002", "responseCode", "1002")
	field("code 1006", "responseCode", "1006")
	field("code 9001", "responseCode", "9001")
	field("a no with the marks of a yes", "responseCode", "8324")
	field("another transaction id, or none", "transactionId", json.RawMessage(`{}`))
	if v.name == "keyin2" {
		field("wrong order number", "orderNumber", "K260101-0002")
		field("order number missing", "orderNumber", nil)
		field("wrong amount", "amount", "10040")
		field("amount 1,004", "amount", "1,004")
		field("amount 1004.0", "amount", "1004.0")
		field("amount the number 1004.0", "amount", json.RawMessage("1004.0"))
		field("amount missing", "amount", nil)
		field("0000 without an id", "transactionId", nil)
		field("0000 with an empty id", "transactionId", "")
		field("0000 with the word null as id", "transactionId", "null")
	} else {
		field("another transaction id", "transactionId", "20170912142746ST0021")
		body("0000 and nothing else", `{"responseCode":"0000","responseMsg":"성공"}`)
	}

	head("charset nobody uses", "Content-Type: application/json; charset=utf-16\r\n")
	head("says gzip and is not", "Content-Encoding: gzip\r\n")
	add("gzip", replying(httpReply("Content-Encoding: gzip\r\n", zipped(good))))
	add("gzip without saying so", replying(httpReply("", zipped(good))))
	add("length too long", replying(strings.Replace(httpReply("", good), fmt.Sprint(len(good)), fmt.Sprint(len(good)+1), 1)))
	add("length too short", replying(strings.Replace(httpReply("", good), fmt.Sprint(len(good)), fmt.Sprint(len(good)-1), 1)))
	add("two lengths", replying(httpReply(fmt.Sprintf("Content-Length: %d\r\n", len(good)+1), good)))
	add("chunks cut", replying(strings.TrimSuffix(chunked(good), "0\r\n\r\n")))
	add("chunks cut before the last line", replying(strings.TrimSuffix(chunked(good), "\r\n")))
	add("chunk size wrong", replying(strings.Replace(chunked(good), "\r\n\r\n", "\r\n\r\nzz", 1)))
	add("HTTP/2 in words", replying(strings.Replace(httpReply("", good), "HTTP/1.1", "HTTP/2.0", 1)))
	add("no status line", replying(good))
	add("another protocol", replying("SSH-2.0-OpenSSH_9.2\r\n"))
	add("only interim replies", replying(strings.Repeat("HTTP/1.1 102 Processing\r\n\r\n", 5)))
	big := func(name string, act act) {
		faults = append(faults, fault{name: name, act: act, want: gateways.Unknown, because: gateways.FaultTooBig})
	}
	big("10 MB of blanks before a yes", replying(httpReply("", strings.Repeat(" ", 10<<20)+good)))
	big("10 MB of blanks after a yes", replying(httpReply("", good+strings.Repeat(" ", 10<<20))))
	big("endless interim replies", pouring("", "HTTP/1.1 102 Processing\r\n\r\n"))
	big("endless body", pouring("HTTP/1.1 200 OK\r\n\r\n"+good, " "))
	big("endless chunks", pouring("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "1;x=y\r\n \r\n"))
	big("endless headers", pouring("HTTP/1.1 200 OK\r\n", "X-Bomb: boom\r\n"))
	big("endless header line", pouring("HTTP/1.1 200 OK\r\nX-Bomb: ", "boom"))
	big("endless status line", pouring("HTTP/1.1 200 ", "OK"))
	return faults
}

// harmlessVariants say yes in another dress. They are Approved.
func harmlessVariants(v verb) []fault {
	good := v.good.text()
	cp949, _ := korean.EUCKR.NewEncoder().String(good)
	var variants []fault
	add := func(name string, act act) {
		variants = append(variants, fault{name: name, act: act, want: gateways.Approved})
	}
	add("plain, without a Dial", replying(httpReply("Content-Type: application/json;charset=UTF-8\r\n", good)))
	variants[0].options = func(_ *hostile, o *gateways.Options) { o.Dial = nil }
	add("no content type", replying(httpReply("", good)))
	add("called a page", replying(httpReply("Content-Type: text/html\r\n", good)))
	add("CP949, said so", replying(httpReply("Content-Type: application/json;charset=EUC-KR\r\n", cp949)))
	add("CP949, not said", replying(httpReply("", cp949)))
	add("CP949, said to be UTF-8", replying(httpReply("Content-Type: application/json;charset=UTF-8\r\n", cp949)))
	add("byte order mark", replying(httpReply("", "\ufeff"+good)))
	add("white space around", replying(httpReply("", "\r\n "+good+"\r\n")))
	add("interim reply first", replying("HTTP/1.1 100 Continue\r\n\r\n"+httpReply("", good)))
	add("HTTP/1.0, length by its end", replying("HTTP/1.0 200 OK\r\n\r\n"+good))
	add("chunked", replying(chunked(good)))
	add("identity, said so", replying(httpReply("Content-Encoding: identity\r\n", good)))
	add("bytes after the end of the reply", replying(httpReply("", good)+"x"))
	add("line kept open afterwards", speaking(func(_ *hostile, conn net.Conn) {
		_, _ = io.WriteString(conn, httpReply("Connection: keep-alive\r\n", good))
		waitForClient(conn)
	}))
	add("TLS 1.2", replying(httpReply("", good)))
	variants[len(variants)-1].options = func(s *hostile, _ *gateways.Options) { s.identity.MaxVersion = tls.VersionTLS12 }
	add("members unheard of", replying(httpReply("", v.good.with("new", reply{"a": []int{1}}).text())))
	if v.name == "keyin2" {
		add("amount as a number", replying(httpReply("", v.good.with("amount", 1004).text())))
	} else {
		add("without transaction id", replying(httpReply("", v.good.with("transactionId", nil).text())))
		add("without time", replying(httpReply("", v.good.with("cancelDateTime", nil).text())))
	}
	return variants
}

// redirected sends the client to a second server, which no call may reach.
func redirected(status, good string) fault {
	return fault{name: "redirect " + status, want: gateways.Unknown, act: speaking(func(s *hostile, conn net.Conn) {
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

func zipped(text string) string {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	_, _ = io.WriteString(w, text)
	_ = w.Close()
	return out.String()
}

func utf16LE(text string) string {
	var out strings.Builder
	for _, r := range text {
		out.WriteByte(byte(r))
		out.WriteByte(byte(r >> 8))
	}
	return out.String()
}

// The list of bad replies must not grow thin unseen.
func TestBadRepliesAreMany(t *testing.T) {
	for _, v := range verbs {
		if n := len(badReplies(v)); n < 60 {
			t.Errorf("%s: %d", v.name, n)
		}
	}
}
