package gateways

import (
	"testing"

	"golang.org/x/text/encoding/korean"
	"pgregory.net/rapid"
)

func TestBytesCP949(t *testing.T) {
	for text, want := range map[string]struct {
		bytes   int
		lacking string
	}{
		"":                   {0, ""},
		"abc 123":            {7, ""},
		"햅쌀 10kg":            {9, ""},
		"똠방각하":               {8, ""}, // in CP949, not in EUC-KR
		"漢字":                 {4, ""},
		"①㈜€·ㄱ":              {10, ""},
		"\n\t":               {2, ""},
		"떡🍡":                 {2, "🍡"},
		"🍡떡🍡🎂":               {2, "🍡🎂"}, // each once, in order
		"₩1,000":             {5, "₩"},  // the Latin won sign; KS X 1001 has the wide one
		"￦1,000":             {7, ""},
		"é":                  {0, "é"},
		"\u1100\u1161\u11a8": {0, "\u1100\u1161\u11a8"}, // 각 in its three letters: not composed
		"a\u200bb":           {2, "\u200b"},
		"\uFFFD":             {0, "\uFFFD"},
		"\xc7\xdc":           {0, "\uFFFD"}, // not UTF-8
		"값\xff":              {2, "\uFFFD"},
		"\U0010FFFF\u0085":   {0, "\U0010FFFF\u0085"},
	} {
		if bytes, lacking := BytesCP949(text); bytes != want.bytes || lacking != want.lacking {
			t.Errorf("%q: %d bytes, lacks %q, not %d, %q", text, bytes, lacking, want.bytes, want.lacking)
		}
	}
	for r := rune(0xAC00); r <= 0xD7A3; r++ {
		if bytes, lacking := BytesCP949(string(r)); bytes != 2 || lacking != "" {
			t.Fatalf("%c: %d bytes, lacks %q", r, bytes, lacking)
		}
	}
}

// What lacks nothing encodes as a whole to exactly so many bytes and comes back.
func TestBytesCP949CountsWhatIsSent(t *testing.T) {
	letter := rapid.OneOf(rapid.RuneFrom([]rune("가힣똠漢①a0 ~₩🍡é￦")), rapid.Rune())
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(letter).Draw(t, "text")
		bytes, lacking := BytesCP949(text)
		encoded, err := korean.EUCKR.NewEncoder().Bytes([]byte(text))
		if lacking != "" {
			if err == nil {
				t.Fatalf("%q lacks %q and encodes", text, lacking)
			}
			return
		}
		if err != nil || len(encoded) != bytes {
			t.Fatalf("%q: %d bytes, encoded to %d, %v", text, bytes, len(encoded), err)
		}
		if back, err := korean.EUCKR.NewDecoder().Bytes(encoded); err != nil || string(back) != text {
			t.Fatalf("%q comes back as %q, %v", text, back, err)
		}
	})
}
