package gatewaytest

import (
	"strings"

	"keyindesk/gateways"
)

// rewritten is a bend that hands the body of the twin's reply to of and sends
// what that makes of it, which is a whole reply.
func (b *bench) rewritten(of func(body string) string) bend {
	return rewritten(func(reply []byte) []byte {
		body, err := bodyOf(reply)
		if err != nil {
			b.Errorf("the twin's reply can't be read: %v", err)
		}
		return []byte(of(strings.TrimSpace(body)))
	})
}

// hostileRepliesAreUnknown: whatever comes in the place of their reply, with
// their yes inside, says nothing.
func hostileRepliesAreUnknown(b *bench) {
	for _, d := range badDresses() {
		for _, from := range b.stages() {
			b.learntNothing(d.name, from, b.attempt(patience, from, b.rewritten(d.of)).result)
		}
	}
}

// redirectsAreNotFollowed: nothing reaches the place that a reply points to, be
// it another host, the same host, plain http or nowhere.
func redirectsAreNotFollowed(b *bench) {
	for _, location := range []string{"https://elsewhere.example/", "http://elsewhere.example/", "/again", "//elsewhere.example/", "https:///", ""} {
		for _, status := range []string{"301", "302", "303", "307", "308"} {
			for _, from := range b.stages() {
				a := b.attempt(patience, from, b.rewritten(func(good string) string {
					return strings.Replace(httpReply("Location: "+location+"\r\n", good), "200 OK", status+" Go", 1)
				}))
				b.learntNothing(status+" to "+location, from, a.result)
				for _, host := range a.line.hosts {
					if host != a.line.hosts[0] {
						b.Errorf("%s to %q: %s was called", status, location, host)
					}
				}
			}
		}
	}
}

// anyHonestDressIsRead: the gateways' own servers differ in how they send the
// same reply, and change it without notice.
func anyHonestDressIsRead(b *bench) {
	for _, d := range honestDresses() {
		for _, from := range b.stages() {
			b.expect(d.name, b.attempt(patience, from, b.rewritten(d.of)).result, gateways.Approved)
		}
	}
	// Korean text in UTF-8 that calls itself EUC-KR is either no text at all or
	// the wrong words around the right numbers.
	a := b.attempt(patience, b.last(), b.rewritten(func(good string) string {
		return httpReply("Content-Type: application/json;charset=euc-kr\r\n", strings.TrimSuffix(good, "}")+`,"x":"꽃"}`)
	}))
	if a.result.Outcome != gateways.Approved {
		b.learntNothing("UTF-8, said to be EUC-KR", b.last(), a.result)
	}
}

// yesNeedsEveryEcho: a yes to something else, or to nothing in particular, is
// no yes to this call.
func yesNeedsEveryEcho(b *bench) {
	if len(b.call.Echoes) == 0 {
		b.Error("no echo proves a yes to this call")
	}
	for _, echo := range b.call.Echoes {
		for name, change := range echo.changes() {
			b.expect(name+" for "+echo.Member, b.forge(echo, change), gateways.Unknown)
		}
		if echo.Alias != "" {
			a := b.attempt(patience, b.last(), b.rewritten(func(good string) string {
				return httpReply("", strings.Replace(good, text(echo.Member), text(echo.Alias), 1))
			}))
			b.expect(echo.Alias+" in place of "+echo.Member, a.result, gateways.Unknown)
		}
	}
}

// yesNeedsItsCode: a reply with all marks of a yes and another code, or a plain
// no where the code was, says neither.
func yesNeedsItsCode(b *bench) {
	code := b.call.Code
	if code.Member == "" {
		b.skip("a yes has no code")
	}
	changes := code.changes()
	if code.Optional {
		changes = map[string]func(string) string{}
	}
	changes["a number"] = func(string) string { return "0" }
	changes["spelt with a blank"] = func(raw string) string { return `" ` + strings.Trim(raw, `"`) + `"` }
	if b.call.DeclineCode != "" {
		changes["a plain no"] = func(string) string { return text(b.call.DeclineCode) }
	}
	for name, change := range changes {
		b.expect(name+" for "+code.Member, b.forge(code, change), gateways.Unknown)
	}
}

// forge makes the call and changes a member of the twin's yes to it. The reply
// is sealed anew, as the gateway itself would, unless the seal is what changes.
func (b *bench) forge(echo Echo, change func(raw string) string) gateways.Result {
	b.Helper()
	return b.attempt(patience, b.last(), b.rewritten(func(good string) string {
		forged, found := edited(good, echo.Member, change)
		if !found || forged == good {
			b.Errorf("the twin's reply has no %s: %s", echo.Member, good)
		}
		if b.call.Resign != nil && !echo.Seal {
			forged = b.call.Resign(forged)
		}
		return httpReply("", forged)
	})).result
}

// changes are what makes a yes of another's, or of nobody's.
func (e Echo) changes() map[string]func(raw string) string {
	none := func(string) string { return "" }
	wrapped := func(raw string) string { return `{"x":` + raw + `}` }
	switch {
	case e.Optional:
		return map[string]func(string) string{"another": another}
	case e.Any:
		return map[string]func(string) string{"none": none, "an object": wrapped}
	}
	return map[string]func(string) string{
		"another": another, "none": none, "an object": wrapped,
		"empty": func(string) string { return `""` },
		"null":  func(string) string { return "null" },
	}
}
