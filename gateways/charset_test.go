package gateways

import (
	"testing"
)

func TestDecodeCharset(t *testing.T) {
	const korean, cp949 = "정상처리", "\xc1\xa4\xbb\xf3\xc3\xb3\xb8\xae"
	const beyondEUC, beyondEUC949 = "똠방", "\x8c\x63\xb9\xe6" // in CP949, not in EUC-KR
	for name, c := range map[string]struct{ body, contentType, want string }{
		"UTF-8 named":             {korean, "application/json; charset=UTF-8", korean},
		"UTF-8 unnamed":           {korean, "application/json", korean},
		"UTF-8 quoted":            {korean, `application/json;charset="utf-8"`, korean},
		"no content type":         {korean, "", korean},
		"broken content type":     {korean, ";;=", korean},
		"EUC-KR named":            {cp949, "text/html; charset=EUC-KR", korean},
		"EUC-KR unnamed":          {cp949, "application/json", korean},
		"EUC-KR named as UTF-8":   {cp949, "application/json;charset=UTF-8", korean},
		"EUC-KR named as Latin-1": {cp949, "text/plain;charset=ISO-8859-1", korean},
		"CP949 beyond EUC-KR":     {beyondEUC949, "application/json;charset=ms949", beyondEUC},
		"byte order mark":         {"\ufeff{}", "application/json", "{}"},
	} {
		if got, err := decodeCharset([]byte(c.body), c.contentType); err != nil || got != c.want {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	for name, c := range map[string]struct{ body, contentType string }{
		"neither":       {"\xff\xff{}", "application/json"},
		"UTF-16 named":  {"{}", "application/json; charset=utf-16"},
		"UTF-7 named":   {"{}", "application/json; charset=utf-7"},
		"cut in a sign": {"{\"a\":\"\xc1\"}", "application/json; charset=euc-kr"},
	} {
		if got, err := decodeCharset([]byte(c.body), c.contentType); err == nil {
			t.Errorf("%s: read as %q", name, got)
		}
	}
}
