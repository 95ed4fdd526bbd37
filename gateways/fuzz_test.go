package gateways_test

import (
	"context"
	"encoding/json"
	"net"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/korean"

	"keyindesk/gateways"
	"keyindesk/gateways/gatewaytest"
)

// FuzzDecodeObject: whatever DecodeObject reads, Go's own reader reads as an
// object with the same names and the same texts.
func FuzzDecodeObject(f *testing.F) {
	bodies := []string{
		`{"responseCode":"0000","amount":1004,"x":{"y":[1,null,true]}}`, `{"a":"\ud83d\ude00","b":"\ud83d"}`, `{"list":[{"a":{"b":[[]]}},{}],"":""}`,
	}
	for i, body := range append(bodies, `{"a":1,"a":2}`, "{}", "", "[]", "\ufeff{}") {
		f.Add(body, uint64(i))
	}
	mutants := gatewaytest.NewMutants(bodies...)
	tally := gatewaytest.NewTally(f)
	try := func(t *testing.T, text string) {
		tally.Try(text, func() {
			got, err := gateways.DecodeObject(text)
			tally.Taken(err == nil)
			if err == nil {
				checkObject(t, text, got)
			}
		})
	}
	f.Fuzz(func(t *testing.T, text string, seed uint64) {
		try(t, text)
		mutants.Each(seed, 16, func(body string) { try(t, body) })
	})
}

func checkObject(t *testing.T, text string, got map[string]string) {
	t.Helper()
	var standard map[string]json.RawMessage
	if err := json.Unmarshal([]byte(text), &standard); err != nil {
		t.Fatalf("read what is not JSON: %v", err)
	}
	if len(standard) != len(got) {
		t.Fatalf("%d members, not %d", len(got), len(standard))
	}
	for name, raw := range standard {
		want := string(raw)
		switch raw[0] {
		case '"':
			if err := json.Unmarshal(raw, &want); err != nil {
				t.Fatal(err)
			}
		case 'n':
			want = ""
		}
		if got[name] != want {
			t.Fatalf("%q is %q, not %q", name, got[name], want)
		}
	}
}

// FuzzCharset: whatever bytes come under whatever charset, what is read is
// UTF-8, keeps what was plain, and says the same when it is written in CP949 and
// read again.
func FuzzCharset(f *testing.F) {
	for _, body := range []string{"정상처리", "\xc1\xa4\xbb\xf3", "\x8c\x63\xb9\xe6", "\ufeff{}", "\xff\xff", "{\"a\":\"\xc1\"}", "plain"} {
		f.Add([]byte(body), `a/b;charset="ms949"`)
	}
	tally := gatewaytest.NewTally(f)
	f.Fuzz(func(t *testing.T, body []byte, contentType string) {
		for _, named := range []string{contentType, "", "application/json;charset=EUC-KR", "text/html; charset=utf-8", "application/json;charset=" + contentType} {
			tally.Try(string(body), func() {
				got, err := gateways.DecodeCharset(body, named)
				tally.Taken(err == nil)
				if err == nil {
					checkText(t, body, got)
				} else if got != "" || len(err.Error()) > 60 {
					t.Fatalf("%q with %v", got, err)
				}
			})
		}
	})
}

func checkText(t *testing.T, body []byte, got string) {
	t.Helper()
	plain := !strings.ContainsFunc(string(body), func(r rune) bool { return r >= utf8.RuneSelf })
	switch {
	case !utf8.ValidString(got):
		t.Fatalf("not UTF-8: %q", got)
	case plain && got != string(body):
		t.Fatalf("%q is read as %q", body, got)
	case got == strings.TrimPrefix(string(body), "\ufeff"):
		return
	}
	written, err := korean.EUCKR.NewEncoder().String(got)
	if again, errAgain := korean.EUCKR.NewDecoder().String(written); err != nil || errAgain != nil || again != got {
		t.Fatalf("%q becomes %q, %v, %v", got, again, err, errAgain)
	}
}

// said is a connection that takes everything and answers with fixed bytes.
type said struct {
	net.Conn
	reply *strings.Reader
}

func (s *said) Write(p []byte) (int, error) { return len(p), nil }
func (s *said) Read(p []byte) (int, error)  { return s.reply.Read(p) }
func (s *said) Close() error                { return nil }

// FuzzExchange: whatever bytes come back, a usable reply is a whole 200 within
// the limit, in valid UTF-8, and every other end is a failure after the first
// byte that quotes nothing of what came.
func FuzzExchange(f *testing.F) {
	const limit = 1 << 12
	for _, raw := range []string{
		"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", "HTTP/1.0 200 OK\r\n\r\n{}", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n{}",
		"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n", "HTTP/1.1 302 Found\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n",
		"HTTP/1.1 000 \r\n\r\nHTTP/1.1 200 OK\r\n\r\n{}",
		"HTTP/1.0 200 OK\r\nContent-Type: a/b;charset=euc-kr\r\n\r\n\xbd\xc5\xc7\xd1", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}",
	} {
		f.Add(raw)
	}
	tally := gatewaytest.NewTally(f)
	f.Fuzz(func(t *testing.T, raw string) {
		for _, before := range []string{
			"", "HTTP/1.1 200 ", "HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
			"HTTP/1.1 200 OK\r\nContent-Length: " + strconv.Itoa(len(raw)) + "\r\n\r\n",
		} {
			raw := before + raw
			tally.Try(raw, func() {
				dial := func(context.Context, string) (net.Conn, error) { return &said{reply: strings.NewReader(raw)}, nil }
				x := gateways.NewExchange(gateways.Options{Dial: dial, ReplyLimit: limit})
				reply, failure := x.Post(context.Background(), gateways.Request{URL: "http://gateway.invalid/x", Body: []byte("{}")})
				tally.Taken(failure == nil)
				switch {
				case !utf8.ValidString(reply.Text):
					t.Fatalf("not UTF-8: %q", reply.Text)
				case failure == nil:
					if reply.Status != 200 || reply.Bytes > limit || !strings.Contains(raw, "HTTP/1.") || !strings.Contains(raw, "200") {
						t.Fatalf("status %d, %d bytes of %q", reply.Status, reply.Bytes, raw)
					}
				case failure.Outcome() != gateways.Unknown, failure.Fault == "", failure.Err == nil, len(failure.Error()) > 120:
					t.Fatalf("%v, %q: %v", failure.Outcome(), failure.Fault, failure.Err)
				}
			})
		}
	})
}

// FuzzPageURL: whatever comes out is on the host for a browser too, which ends
// the host at the first slash, backslash, question mark or number sign.
func FuzzPageURL(f *testing.F) {
	for _, seed := range []string{"https://payple.kr/x", "https%3A%2F%2Fpayple.kr%40evil.example", "https://payple.kr\\@evil.example", "https://payple.kr:443"} {
		f.Add(seed)
	}
	tally := gatewaytest.NewTally(f)
	f.Fuzz(func(t *testing.T, raw string) {
		for _, raw := range []string{raw, "https://payple.kr" + raw, "https://payple.kr/" + raw, url.QueryEscape("https://payple.kr" + raw), "https://" + raw + "payple.kr/"} {
			tally.Try(raw, func() {
				got, err := gateways.PageURL(raw, "payple.kr")
				tally.Taken(err == nil)
				if err == nil {
					checkPage(t, raw, got)
				}
			})
		}
	})
}

func checkPage(t *testing.T, raw, got string) {
	t.Helper()
	rest, https := strings.CutPrefix(got, "https://")
	if end := strings.IndexAny(rest, `/\?#`); end >= 0 {
		rest = rest[:end]
	}
	if !https || rest != "payple.kr" || strings.ContainsAny(got, " \t\r\n\"<>") {
		t.Fatalf("%q gives %q", raw, got)
	}
	if again, err := gateways.PageURL(got, "payple.kr"); err != nil || again != got {
		t.Fatalf("%q gives %q, and that %q, %v", raw, got, again, err)
	}
}

// FuzzScrub: no run of digits in the result shows 11 of the card's, nor could
// be another card.
func FuzzScrub(f *testing.F) {
	f.Add("카드 9490-1914-1234-1234 오류", "9490191412341234")
	f.Add("4111 1111 1111 1111", "")
	tally := gatewaytest.NewTally(f)
	f.Fuzz(func(t *testing.T, text, card string) {
		if len(card) > 20 || !gateways.Digits(card) {
			card = "9490220006611406"
		}
		for _, text := range []string{text, text + card, card + text + card} {
			tally.Try(text, func() {
				got := gateways.ScrubText(text, gateways.NewSecret(card))
				tally.Taken(true)
				if gateways.ShowsCard(got, card) || gateways.LongNumber(got) {
					t.Fatalf("%q becomes %q", text, got)
				}
			})
		}
	})
}
