package gatewaytest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"keyindesk/gateways"
)

// noSecretInResult: whatever a gateway, or whoever stands in its way, sends
// back, and wherever in it a secret is quoted, the answer to the caller shows
// none.
func noSecretInResult(b *bench) {
	if len(b.twin.Secrets) == 0 {
		b.Error("the twin has no secrets")
	}
	good := b.attempt(patience, 1, straight)
	b.showsNone("a good call", good)
	b.showsNone("refused", b.attempt(patience, b.last(), failing(refused)))
	_, heard := good.line.passed(b.last())
	body, err := bodyOf(heard)
	if err != nil {
		b.Fatal(err)
	}
	paths := leaves(body)
	if len(paths) == 0 {
		b.Fatalf("nothing in the reply: %s", body)
	}
	for i := range b.secrets(good.ready) {
		quoted := func(name string, of func(good, secret string) string) {
			a := b.attempt(patience, b.last(), b.quoting(i, of))
			b.showsNone(name, a)
		}
		for _, path := range paths {
			quoted(path+" quotes it", func(good, secret string) string {
				forged, _ := edited(good, path, func(string) string { return text(secret) })
				return httpReply("", forged)
			})
			quoted(path+" quotes it in a sentence", func(good, secret string) string {
				forged, _ := edited(good, path, func(string) string { return text("오류: " + secret + " 확인") })
				return httpReply("", forged)
			})
		}
		for _, raw := range quotes {
			quoted(raw.name, raw.of)
		}
	}
	if b.call.Decline != nil {
		for i := range b.twin.Secrets {
			a := attempt{line: &line{to: b.twin.Dial}}
			a.ready = b.call.Ready(b, b.client(a.line))
			b.call.Decline(b.call.DeclineCode, "오류 "+b.secrets(a.ready)[i]+" 확인")
			b.do(context.Background(), &a)
			b.expect("declined with a secret", a.result, gateways.Declined)
			b.showsNone("declined with a secret", a)
		}
	}
}

// quoting rewrites the reply so that it quotes the i-th secret of the call that
// it answers.
func (b *bench) quoting(i int, of func(good, secret string) string) bend {
	return b.rewritten(func(good string) string {
		secrets := b.secrets(b.current)
		return of(good, secrets[min(i, len(secrets)-1)])
	})
}

// secrets are those of the twin and of the call.
func (b *bench) secrets(of Ready) []string {
	all := append([]gateways.Secret(nil), b.twin.Secrets...)
	if of.Secrets != nil {
		all = append(all, of.Secrets()...)
	}
	var texts []string
	for _, s := range all {
		if s.Len() < 6 {
			b.Errorf("a secret of %d bytes would be found everywhere", s.Len())
		}
		texts = append(texts, s.Reveal())
	}
	return texts
}

// named is a reply that quotes a secret where no member holds it.
type named struct {
	name string
	of   func(good, secret string) string
}

var quotes = []named{
	{"a member of that name", func(good, secret string) string {
		return httpReply("", strings.TrimSuffix(good, "}")+","+text(secret)+":"+text(secret)+"}")
	}},
	{"500", func(good, secret string) string {
		return answer("500 Internal Server Error", "", `{"message":`+text(secret)+`}`)
	}},
	{"page", func(good, secret string) string { return answer("200 OK", "", "<html>"+secret) }},
	{"location", func(good, secret string) string {
		return answer("302 Found", "Location: https://example.com/?x="+secret+"\r\n", good)
	}},
	{"content type", func(good, secret string) string {
		return answer("200 OK", "Content-Type: text/"+secret+"; charset="+secret+"\r\n", good)
	}},
	{"encoding", func(good, secret string) string { return answer("200 OK", "Content-Encoding: "+secret+"\r\n", good) }},
	{"status line", func(good, secret string) string { return answer("4111 "+secret, "", good) }},
	{"bad header", func(good, secret string) string { return answer("200 OK", secret+"\r\n", good) }},
	{"bad length", func(good, secret string) string {
		return "HTTP/1.1 200 OK\r\nContent-Length: " + secret + "\r\n\r\n" + good
	}},
	{"bad chunk", func(good, secret string) string {
		return "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + secret + "\r\n" + good
	}},
	{"not http", func(_, secret string) string { return secret + " " + secret + "\r\n\r\n" }},
}

func answer(status, header, body string) string {
	return "HTTP/1.1 " + status + "\r\n" + header + "Content-Length: " + strconv.Itoa(len(body)) + "\r\n\r\n" + body
}

// showsNone looks for every secret in everything that an answer can be printed,
// logged or stored as.
func (b *bench) showsNone(what string, a attempt) {
	b.Helper()
	shown := surface(b, what, a.whole, a.result)
	for _, secret := range b.secrets(a.ready) {
		if strings.Contains(shown, strings.NewReplacer(" ", "", "-", "").Replace(secret)) {
			b.Errorf("%s: %q shows in %s", what, secret, shown)
		}
	}
}

// surface is an answer in every way in which it can be seen, without blanks and
// dashes.
func surface(b *bench, what string, whole any, result gateways.Result) string {
	b.Helper()
	stored, err := json.Marshal(result.Trace)
	if err != nil {
		b.Errorf("%s: the trace can't be stored: %v", what, err)
	}
	shown := fmt.Sprintf("%v %+v %#v %s", whole, whole, whole, stored)
	for cause := result.Cause; cause != nil; cause = errors.Unwrap(cause) {
		shown += fmt.Sprintf(" %v %+v %#v", cause, cause, cause)
	}
	return strings.NewReplacer(" ", "", "-", "").Replace(shown)
}
