package proof

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding/korean"
)

// dress is one way in which a secret can lie in a file.
type dress struct {
	name string
	sign string // the bytes to look for
	// alone says that it only counts where no letter or digit touches it: short
	// digits are found inside longer ones by chance.
	alone bool
}

// dressesOf are the ways in which a secret can be written down, by accident or
// by some encoder. Digits in groups, with NULs between, and the like are found
// by digitRuns instead, and the two-digit secrets by tellingWords.
func dressesOf(s sentinel) []dress {
	var all []dress
	add := func(name, sign string, alone bool) {
		if d := (dress{name, sign, alone}); sign != "" && !slices.Contains(all, d) {
			all = append(all, d)
		}
	}
	switch s.kind {
	case month, year, password:
		return nil
	}
	short := s.kind == birth
	for _, text := range spellings(s) {
		add("plain", text, short)
		add("reversed", reversed(text), short)
		add("UTF-16 LE", utf16Text(text, 0), false)
		add("UTF-16 BE", utf16Text(text, 1), false)
		add("hex", hex.EncodeToString([]byte(text)), false)
		add("hex capitals", strings.ToUpper(hex.EncodeToString([]byte(text))), false)
		add("JSON escapes", jsonEscaped(text, "%04x"), false)
		add("JSON escapes capitals", jsonEscaped(text, "%04X"), false)
		if encoded := percent(text); encoded != text {
			add("URL", encoded, false)
		}
		add("URL of all bytes", percentAll(text), false)
		if legacy, err := korean.EUCKR.NewEncoder().String(text); err == nil {
			add("CP949", legacy, short)
		}
		for i, shifted := range base64Inside(text) {
			add(fmt.Sprintf("base64 at %d", i), shifted, false)
			add(fmt.Sprintf("base64 URL at %d", i), strings.NewReplacer("+", "-", "/", "_").Replace(shifted), false)
		}
	}
	if s.kind == number || s.kind == birth {
		add("full-width digits", fullWidth(s.text), false)
	}
	if s.kind == number {
		for name, sum := range hashes(s.text) {
			add(name, sum, false)
			add(name+" in hex", hex.EncodeToString([]byte(sum)), false)
			add(name+" in hex capitals", strings.ToUpper(hex.EncodeToString([]byte(sum))), false)
			add(name+" in base64", base64.RawStdEncoding.EncodeToString([]byte(sum)), false)
		}
	}
	return all
}

// spellings are how a person or a program would spell the secret.
func spellings(s sentinel) []string {
	switch s.text {
	case buyerPhone:
		return []string{s.text, s.text[:3] + "-" + s.text[3:7] + "-" + s.text[7:], s.text[1:]}
	case businessNumber:
		return []string{s.text, s.text[:3] + "-" + s.text[3:5] + "-" + s.text[5:]}
	}
	if s.kind == keyText {
		return []string{s.text, strings.ToUpper(s.text)}
	}
	return []string{s.text}
}

// hashes are the unkeyed hashes of a card number. There are so few cards that
// any of them is as good as the number.
func hashes(text string) map[string]string {
	b := []byte(text)
	m, s1, s256, s512 := md5.Sum(b), sha1.Sum(b), sha256.Sum256(b), sha512.Sum512(b)
	return map[string]string{
		"MD5": string(m[:]), "SHA-1": string(s1[:]), "SHA-256": string(s256[:]), "SHA-512": string(s512[:]),
	}
}

func reversed(text string) string {
	letters := []rune(text)
	slices.Reverse(letters)
	return string(letters)
}

// utf16Text encodes with the low byte at this place of each pair.
func utf16Text(text string, low int) string {
	var out []byte
	for _, unit := range utf16.Encode([]rune(text)) {
		pair := [2]byte{}
		pair[low], pair[1-low] = byte(unit), byte(unit>>8)
		out = append(out, pair[:]...)
	}
	return string(out)
}

func jsonEscaped(text, form string) string {
	var out strings.Builder
	for _, unit := range utf16.Encode([]rune(text)) {
		fmt.Fprintf(&out, `\u`+form, unit)
	}
	return out.String()
}

func percent(text string) string { return url.QueryEscape(text) }

func percentAll(text string) string {
	var out strings.Builder
	for _, b := range []byte(text) {
		fmt.Fprintf(&out, "%%%02X", b)
	}
	return out.String()
}

func fullWidth(digits string) string {
	return strings.Map(func(r rune) rune { return r - '0' + '０' }, digits)
}

// base64Inside is what base64 shows of the text wherever it begins in what was
// encoded: the letters that depend on nothing around it.
func base64Inside(text string) [3]string {
	var all [3]string
	for before := range 3 {
		encoded := base64.RawStdEncoding.EncodeToString(append(make([]byte, before), text...))
		from, to := (before*8+5)/6, (before+len(text))*8/6
		all[before] = encoded[from:to]
	}
	return all
}
