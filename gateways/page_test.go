package gateways

import (
	"net/url"
	"strings"
	"testing"
)

func TestPageURL(t *testing.T) {
	const host, page = "testapi.easypay.co.kr", "https://testapi.easypay.co.kr/cert.do?registerTid=wAb0%2B%2BY0TH%3D&a=1"
	for raw, want := range map[string]string{
		page:                            page,
		"  " + page + "\r\n":            page,
		"https://payple.kr/x":           "https://payple.kr/x",
		"HTTPS://" + host + "/x":        "https://" + host + "/x",
		"https://" + host:               "https://" + host,
		"https://" + host + "/x#step-2": "https://" + host + "/x#step-2",
		"https://" + host + "/a@b?u=https://evil.example": "https://" + host + "/a@b?u=https://evil.example",

		// Encoded as a whole, in either case, its own escapes and pluses intact.
		url.QueryEscape(page):                               page,
		strings.ToLower(url.QueryEscape("https://" + host)): "https://" + host,
		"https%3A%2F%2F" + host + "%2Fx%3Fa%3D%252B":        "https://" + host + "/x?a=%2B",
		"https%3A%2F%2F" + host + "%2Fx%3Fa=b+c":            "https://" + host + "/x?a=b+c",

		// Another scheme, or none.
		"":                            "",
		"   ":                         "",
		"http://" + host + "/x":       "",
		"javascript:alert(1)":         "",
		"file:///etc/passwd":          "",
		"data:text/html,x":            "",
		"//" + host + "/x":            "",
		host + "/x":                   "",
		"/x":                          "",
		"https:" + host + "/x":        "",
		"https:/" + host + "/x":       "",
		"https:///" + host + "/x":     "",
		"https:///x":                  "",
		"view-source:https://" + host: "",
		" \x00https://" + host:        "",

		// Look-alikes.
		"https://payple.kr.evil.example/x":             "",
		"https://payple.kr@evil.example/x":             "",
		"https://payple.kr%40evil.example/x":           "",
		"https://payple.kr:443@evil.example/x":         "",
		"https://evil.example/payple.kr":               "",
		"https://evil.example?payple.kr":               "",
		"https://evil.example#@payple.kr/":             "",
		"https://evil.example\\@payple.kr/":            "",
		"https://evil.example/@payple.kr":              "",
		"https://xpayple.kr/":                          "",
		"https://x.payple.kr/":                         "",
		"https://payple.kr./":                          "",
		"https://payple.kr%2eevil.example/":            "",
		"https://payple.kr%00.evil.example/":           "",
		"https://payple.kr%2F.evil.example/":           "",
		"https://p\u0430yple.kr/":                      "", // a Cyrillic letter
		"https://payple\u3002kr/":                      "", // an ideographic full stop
		"https://\uff50ayple.kr/":                      "",
		"https://PAYPLE.kr/":                           "",
		"https%3A%2F%2Fpayple.kr%40evil.example%2Fx":   "",
		"https%3A%2F%2Fpayple.kr.evil.example":         "",
		"https%3A%2F%2Fevil.example%5C%40payple.kr%2F": "",

		// User, port and addresses.
		"https://@payple.kr/":            "",
		"https://user@payple.kr/":        "",
		"https://user:word@payple.kr/":   "",
		"https://payple.kr:443/":         "",
		"https://payple.kr:8443/":        "",
		"https://payple.kr:/":            "",
		"https://payple.kr:x/":           "",
		"https://127.0.0.1/":             "",
		"https://[::1]/":                 "",
		"https://payple.kr,evil.example": "",

		// Signs that browsers and Go read differently, or that a command line reads.
		"https://payple.kr\\x":              "",
		"https:\\\\payple.kr\\x":            "",
		"https://payple.kr/a b":             "",
		"https://payple.kr/a\tb":            "",
		"https://pay\nple.kr/":              "",
		"https://payple.kr/\x00":            "",
		"https://payple.kr/\x7f":            "",
		"https://payple.kr/한글":              "",
		`https://payple.kr/?a="&calc"`:      "",
		"https://payple.kr/?a=<script>":     "",
		"https://payple.kr/?a=`x`":          "",
		"https://payple.kr/?a=^x":           "",
		"https://payple.kr/%zz":             "",
		"https%3A%2F%2Fpayple.kr%2F%0D%0Ax": "",
		"https%3A%2F%2Fpayple.kr%2":         "",

		// Encoded twice.
		url.QueryEscape(url.QueryEscape(page)): "",
		"https%253A%252F%252Fpayple.kr":        "",
	} {
		got, err := PageURL(raw, host, "payple.kr")
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q, %v", raw, got, err)
		}
		if err != nil && raw != "" && strings.Contains(err.Error(), raw) {
			t.Errorf("the error quotes %q", raw)
		}
	}
	for _, hosts := range [][]string{nil, {""}, {"other.example"}} {
		for _, raw := range []string{page, "https:///x", "https://"} {
			if got, err := PageURL(raw, hosts...); err == nil {
				t.Errorf("%q with hosts %q: %q", raw, hosts, got)
			}
		}
	}
}

func TestPracticePageURL(t *testing.T) {
	const base = "http://127.0.0.1:8090"
	for raw, want := range map[string]string{
		base + "/cert?a=%2B&b=c+d":                   base + "/cert?a=%2B&b=c+d",
		" " + base + "\n":                            base,
		url.QueryEscape(base + "/cert?a=%2B"):        base + "/cert?a=%2B",
		"":                                           "",
		"https://127.0.0.1:8090/cert":                "",
		"http://127.0.0.1/cert":                      "",
		"http://127.0.0.1:8091/cert":                 "",
		"http://localhost:8090/cert":                 "",
		"http://127.0.0.1:8090@evil.example/":        "",
		"http://evil.example/#http://127.0.0.1:8090": "",
		"http://127.0.0.1:8090.evil.example/":        "",
		"http://127.0.0.1:8090\\@evil.example/":      "",
		"http://u@127.0.0.1:8090/":                   "",
		"http:127.0.0.1:8090/":                       "",
		base + "/a b":                                "",
		base + "/\"x":                                "",
		"http%3A%2F%2Fevil.example%2F":               "",
		url.QueryEscape(url.QueryEscape(base)):       "",
	} {
		if got, err := PracticePageURL(raw, base); got != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q, %v", raw, got, err)
		}
	}
	for _, other := range []string{"", "http://", "http://192.168.0.2:8090", "http://evil.example", "http://127.0.0.1.evil.example", "https://127.0.0.1:8090"} {
		if got, err := PracticePageURL(other+"/cert", other); err == nil {
			t.Errorf("a twin at %q: %q", other, got)
		}
	}
	if _, err := PracticePageURL("http://[::1]:8090/x", "http://[::1]:8090"); err != nil {
		t.Error(err)
	}
}
