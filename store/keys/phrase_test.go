package keys

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"
)

// TestWordList holds the list against the one of the specification.
func TestWordList(t *testing.T) {
	const published = "9e95f86c167de88f450f0aaf89e87f6624a57f973c67b516e338e8e8b8897f60"
	if sum := sha256.Sum256([]byte(korean)); hex.EncodeToString(sum[:]) != published {
		t.Error("not the list of BIP-39")
	}
	seen := map[string]bool{}
	for _, w := range vocabulary() {
		seen[w] = true
	}
	if len(seen) != 2048 || len(numbers()) != 2048 {
		t.Error(len(seen), "words,", len(numbers()), "by their letters")
	}
}

// TestPhrase compares with an implementation of another hand: testdata was
// written by the audited @scure/bip39 2.0.1 from the Korean list.
func TestPhrase(t *testing.T) {
	content, err := os.ReadFile("testdata/phrases.txt")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(content)), "\n")
	for _, line := range lines {
		entropy, words, _ := strings.Cut(line, " ")
		var p Phrase
		if _, err := hex.Decode(p.entropy[:], []byte(entropy)); err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(p.Words(), " "); got != norm.NFC.String(words) {
			t.Errorf("%s gives %s", entropy, got)
		}
		for how, typed := range map[string]string{
			"as written":    words,
			"composed":      norm.NFC.String(words),
			"decomposed":    norm.NFD.String(words),
			"numbered":      numbered(norm.NFC.String(words)),
			"with commas":   strings.ReplaceAll(norm.NFC.String(words), " ", ",  "),
			"a line a word": strings.ReplaceAll(norm.NFC.String(words), " ", "\r\n") + "\n",
			"loose letters": loose(t, words),
			"half width":    width.Narrow.String(loose(t, words)),
			"no break":      strings.ReplaceAll("\ufeff"+words, " ", "\u00a0\u200b"),
			"full width":    width.Widen.String(numbered(norm.NFC.String(words))),
		} {
			if got, err := ParsePhrase(typed); err != nil || got != p {
				t.Errorf("%s, %s: %v", entropy, how, err)
			}
		}
	}
	if len(lines) != 64 {
		t.Error(len(lines))
	}
}

// loose is a text in the letters that stand on a Korean keyboard's keys, and
// those that Unicode has for clusters: ㄱㅏㄱㅕㄱ.
func loose(t *testing.T, text string) string {
	const leads, vowels, finals = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ", "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ", "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
	var out strings.Builder
	for _, r := range norm.NFC.String(text) {
		if r == ' ' {
			out.WriteRune(r)
			continue
		}
		at := int(r - '가')
		if at < 0 || at >= 19*21*28 {
			t.Fatalf("%q is no syllable", r)
		}
		out.WriteRune([]rune(leads)[at/(21*28)])
		out.WriteRune([]rune(vowels)[at/28%21])
		if final := at % 28; final > 0 {
			out.WriteRune([]rune(finals)[final-1])
		}
	}
	return out.String()
}

// TestWords: each word of the list is known in every form, and is no other.
func TestWords(t *testing.T) {
	for i, w := range vocabulary() {
		for _, typed := range []string{w, norm.NFD.String(w), loose(t, w), width.Narrow.String(loose(t, w)), " 3. " + w + ",\u200b"} {
			if !KnownWord(typed) || !SameWord(typed, w) || SameWord(typed, vocabulary()[(i+1)%2048]) {
				t.Errorf("%q of %q", typed, w)
			}
		}
	}
	for _, none := range []string{"", " ", "3.", "가격 가격", "가", "뷁뷁"} {
		if KnownWord(none) {
			t.Errorf("%q is known", none)
		}
	}
}

func numbered(words string) string {
	var out strings.Builder
	for i, w := range strings.Fields(words) {
		fmt.Fprintf(&out, "%d. %s ", i+1, w)
	}
	return out.String()
}

func TestPhraseRefused(t *testing.T) {
	good := "가격 가격 가격 가격 가격 가격 가격 가격 가격 가격 가격 가능"
	for name, c := range map[string]struct {
		typed string
		want  PhraseError
	}{
		"nothing":         {"", PhraseError{"count", 0}},
		"a word too few":  {good[:len(good)-len(" 가능")], PhraseError{"count", 11}},
		"a word too many": {good + " 가능", PhraseError{"count", 13}},
		"not on the list": {strings.Replace(good, "가격 가능", "뷁뷁 가능", 1), PhraseError{"word", 11}},
		"two exchanged":   {strings.Replace(good, "가격 가능", "가능 가격", 1), PhraseError{"checksum", 0}},
		"another word":    {strings.Replace(good, "가능", "가득", 1), PhraseError{"checksum", 0}},
	} {
		_, err := ParsePhrase(c.typed)
		var said *PhraseError
		if !errors.As(err, &said) || *said != c.want {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestNewPhrase(t *testing.T) {
	p, q := NewPhrase(), NewPhrase()
	if p == q || p == (Phrase{}) {
		t.Error("not random")
	}
	if again, err := ParsePhrase(strings.Join(p.Words(), " ")); err != nil || again != p {
		t.Error(err)
	}
	salt := []byte("0123456789abcdef")
	if len(p.Key(salt)) != 32 || !bytes.Equal(p.Key(salt), p.Key(salt)) ||
		bytes.Equal(p.Key(salt), q.Key(salt)) || bytes.Equal(p.Key(salt), p.Key([]byte("another"))) {
		t.Error("the key does not follow phrase and salt")
	}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		if got := fmt.Sprintf(verb, p); got != "[phrase]" {
			t.Errorf("%s shows %s", verb, got)
		}
	}
	if out, err := json.Marshal(p); err == nil {
		t.Errorf("encoded as %s", out)
	}
	p.Wipe()
	if p != (Phrase{}) {
		t.Error("not wiped")
	}
}
