package gatewaytest

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"

	"keyindesk/gateways"
)

// pageIsOnTheirOwnHost: only a page of the gateway's own is ever handed on to a
// browser, whatever the reply says.
func pageIsOnTheirOwnHost(b *bench) {
	if b.call.Page == "" {
		b.skip("it opens no page")
	}
	if !b.capabilities().Window {
		b.Error("it opens a page and does not say so")
	}
	own := b.attempt(patience, 1, straight)
	b.expect("their own page", own.result, gateways.Approved)
	address := b.addressIn(own, b.last(), b.call.Page)
	for _, foreign := range foreignPages(address) {
		a := b.attempt(patience, b.last(), b.rewritten(func(good string) string {
			forged, _ := edited(good, b.call.Page, func(string) string { return text(foreign) })
			return httpReply("", forged)
		}))
		if shown := fmt.Sprintf("%+v", a.whole); a.result.Outcome == gateways.Approved || len(foreign) > 8 && strings.Contains(shown, foreign) {
			b.Errorf("the page %q: %s", foreign, shown)
		}
	}
}

// credentialsStayOnTheirOwnHost: a call whose address comes from the reply before
// it carries credentials, and goes nowhere but to the gateway that was asked.
func credentialsStayOnTheirOwnHost(b *bench) {
	if b.call.Next == "" {
		b.skip("it goes where it always goes")
	}
	own := b.attempt(patience, 1, straight)
	b.expect("their own address", own.result, gateways.Approved)
	host := own.line.hosts[0]
	for _, foreign := range foreignPages(b.addressIn(own, 1, b.call.Next)) {
		if foreign == "" {
			continue // names nothing; another member may
		}
		a := b.attempt(patience, 1, b.rewritten(func(good string) string {
			forged, _ := edited(good, b.call.Next, func(string) string { return text(foreign) })
			return httpReply("", forged)
		}))
		b.learntNothing(fmt.Sprintf("sent to %q", foreign), 1, a.result)
		if a.happened() != 0 {
			b.Errorf("sent to %q: it happened", foreign)
		}
		for _, called := range a.line.hosts {
			if called != host {
				b.Errorf("sent to %q: %s was called", foreign, called)
			}
		}
	}
}

// nothingIsAskedWithoutAWholeToken: half of what the first connection has to
// give is nothing to go on with.
func nothingIsAskedWithoutAWholeToken(b *bench) {
	if len(b.call.Needs) == 0 {
		b.skip("it needs no token")
	}
	for _, member := range b.call.Needs {
		for name, value := range map[string]string{"no": "", "an empty": `""`, "a blank": `" "`, "a null as": "null"} {
			a := b.attempt(patience, 1, b.rewritten(func(good string) string {
				forged, found := edited(good, member, func(string) string { return value })
				if !found {
					b.Errorf("the twin's reply has no %s: %s", member, good)
				}
				return httpReply("", forged)
			}))
			b.expect(name+" "+member, a.result, gateways.NotSent)
			if a.line.count() != 1 || a.happened() != 0 {
				b.Errorf("%s %s: %d connections", name, member, a.line.count())
			}
		}
	}
}

// addressIn is the address that a member of the from-th connection's reply
// names.
func (b *bench) addressIn(a attempt, from int, member string) (address string) {
	b.Helper()
	_, heard := a.line.passed(from)
	body, err := bodyOf(heard)
	if err != nil {
		b.Fatal(err)
	}
	if _, found := edited(body, member, func(raw string) string {
		_ = json.Unmarshal([]byte(raw), &address)
		return raw
	}); !found || address == "" {
		b.Fatalf("no %s in %s", member, body)
	}
	return address
}

// foreignPages are addresses that look like own and aren't.
func foreignPages(own string) []string {
	if decoded, err := url.QueryUnescape(own); err == nil {
		own = decoded
	}
	page, err := url.Parse(own)
	if err != nil {
		return nil
	}
	host, rest := page.Host, page.RequestURI()
	all := []string{
		"", "/", "about:blank", "javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "null",
		"http://elsewhere.example" + rest, "//elsewhere.example" + rest,
		"https://elsewhere.example/?" + host, "https://elsewhere.example#" + host, "https://elsewhere.example\\@" + host,
		"https://" + host + ".elsewhere.example" + rest, "https://" + page.Hostname() + ".elsewhere.example" + rest,
		"https://" + host + "@elsewhere.example" + rest, page.Scheme + "://" + host + "@elsewhere.example" + rest,
		page.Scheme + "://elsewhere.example" + rest, page.Scheme + "://" + host + ".elsewhere.example" + rest,
		"https://x:y@" + host + rest, "ftp://" + host + rest, "https://" + page.Hostname() + ":8443" + rest,
		"https://" + host + "\n.elsewhere.example" + rest, "https://" + host + "\\.elsewhere.example" + rest,
		"https://" + strings.Replace(page.Hostname(), ".", "。", 1) + ".elsewhere.example" + rest,
	}
	for _, address := range all[7:] {
		all = append(all, url.QueryEscape(address))
	}
	return all
}
