package gateways

import "testing"

func TestBaseURL(t *testing.T) {
	const constant = "https://api.payup.co.kr"
	for override, accepted := range map[string]bool{
		"":                               true,
		"https://127.0.0.1:8443":         true,
		"https://127.9.9.9":              true,
		"https://[::1]:8443":             true,
		"https://localhost:8443":         true,
		"http://127.0.0.1:8080":          true, // the Exchange takes it only over a Dial
		"https://api.payup.co.kr":        false,
		"https://evil.example":           false,
		"https://127.0.0.1.evil.example": false,
		"https://localhost.evil.example": false,
		"https://0.0.0.0:8443":           false,
		"https://192.168.0.2":            false,
		"https://2130706433":             false,
		"https://[::ffff:10.0.0.1]":      false,
		"https://127.0.0.1@evil.example": false,
		"https://user@127.0.0.1":         false,
		"https://127.0.0.1/path":         false,
		"https://127.0.0.1/":             false,
		"https://127.0.0.1?x":            false,
		"https://127.0.0.1#x":            false,
		"ftp://127.0.0.1":                false,
		"127.0.0.1:8443":                 false,
		"//127.0.0.1":                    false,
		"https://":                       false,
		"https://127.0.0.1\r\nX: y":      false,
	} {
		got, err := BaseURL(constant, override)
		if (err == nil) != accepted {
			t.Errorf("%q: %q, %v", override, got, err)
		}
		if want := override; err == nil && override != "" && got != want || override == "" && got != constant {
			t.Errorf("%q gives %q", override, got)
		}
	}
}
