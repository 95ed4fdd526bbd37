package proof

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const sampleKey = "0c1f5ab2e7d94433a1b2c3d4e5f60718"

// TestSearcher plants secrets in all the dresses that a leak could wear. A
// searcher that misses one would make TestLeaks worthless.
func TestSearcher(t *testing.T) {
	card := cardNumbers[1]
	wide := func(text string, gap string) string { return strings.Join(strings.Split(text, ""), gap) }
	for name, planted := range map[string]string{
		"plain":                 "card " + card + " ok",
		"in_longer_digits":      "99" + card + "77",
		"grouped_by_spaces":     "9490 2200 0661 1406",
		"grouped_by_hyphens":    "9490-2200-0661-1406",
		"six_and_four":          "949022 000661 1406",
		"amex":                  "3700-000000-00002",
		"full_width":            fullWidth(card),
		"nul_between":           wide(card, "\x00"),
		"utf16":                 utf16Text(card, 0),
		"utf16_name":            utf16Text(buyerName, 1),
		"utf32":                 wide(card, "\x00\x00\x00"),
		"hex":                   hex.EncodeToString([]byte("no=" + card)),
		"base64":                base64.StdEncoding.EncodeToString([]byte(card)),
		"base64_shifted_by_one": base64.StdEncoding.EncodeToString([]byte("x" + card + "yz")),
		"base64_shifted_by_two": base64.URLEncoding.EncodeToString([]byte("xx" + card + "y")),
		"json_escapes":          jsonEscaped(card, "%04x"),
		"json_escaped_name":     jsonEscaped(buyerName, "%04X"),
		"url":                   percent(buyerName),
		"url_of_digits":         percentAll(card),
		"reversed":              reversed(card),
		"eleven_digits":         card[3:14],
		"sha256":                hex.EncodeToString([]byte(hashes(card)["SHA-256"])),
		"md5_raw":               hashes(card)["MD5"],
		"gzip":                  squeezed(t, "the card "+card, func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) }),
		"zlib_inside":           "noise" + squeezed(t, card, func(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) }),
		"key":                   "key=" + sampleKey,
		"key_in_capitals":       strings.ToUpper(sampleKey),
		"business_number":       "617-81-34769",
		"birth_date":            `"birthday":"590817"`,
		"birth_date_in_hex":     hex.EncodeToString([]byte(birthDate)),
		"password_in_json":      `{"cardPw":"83"}`,
		"password_in_go":        "Password:83 Network",
		"password_in_korean":    "비밀번호(83) 오류",
		"month_in_a_form":       "expireMonth=11&x",
		"year_in_json":          `"expireYear": "87"`,
		"expiry":                "valid 11/87,",
		"expiry_as_one":         "유효기간(8711)",
		"password_in_utf16":     utf16Text(`"cardPw":"83"`, 0),
		"phone":                 "010-9371-7264",
		"email":                 "to " + buyerEmail,
		"name_in_cp949":         "\xb3\xb2\xb1\xc3\xc7\xa5\xbd\xc4",
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, "file"), []byte("before\n"+planted+"\nbehind"), 0o600); err != nil {
				t.Fatal(err)
			}
			s := newSearcher(sentinels(sampleKey))
			if err := s.searchTree(dir); err != nil {
				t.Fatal(err)
			}
			if len(s.leaks) == 0 {
				t.Fatal("not found")
			}
			for _, one := range sentinels(sampleKey) {
				if one.kind != month && one.kind != year && one.kind != password && strings.Contains(fmt.Sprint(s.leaks), one.text) {
					t.Errorf("the report shows the secret: %v", s.leaks)
				}
			}
		})
	}

	t.Run("what_may_stay", func(t *testing.T) {
		s := newSearcher(sentinels(sampleKey))
		s.search("file", []byte("949022******1406 411111******1111 1406 order P261121-7Q-0083 at 2026-11-21T11:59:08.170Z "+
			"20261121590817ST0083 amount 11000 83 87 1187 expired 11000 5908170"))
		if len(s.leaks) > 0 {
			t.Error(s.leaks)
		}
	})
}

func squeezed(t *testing.T, text string, by func(io.Writer) io.WriteCloser) string {
	t.Helper()
	var out bytes.Buffer
	w := by(&out)
	if _, err := io.WriteString(w, text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}
