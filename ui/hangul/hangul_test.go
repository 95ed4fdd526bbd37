package hangul

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

// The keys of every part of a syllable, in Unicode's order: a letter is its key,
// a capital with Shift. The tests write keys like this, with '<' for Backspace
// and '.' for what completes the syllable, such as Tab.
var (
	initialKeys = strings.Fields("r R s e E f a q Q t T d w W c z x v g")
	vowelKeys   = strings.Fields("k o i O j p u P h hk ho hl y n nj np nl b m ml l")
	finalKeys   = append([]string{""},
		strings.Fields("r R rt s sw sg e f fr fa fq ft fx fv fg a q qt t T d w c z x v g")...)
)

const (
	// The 33 keys that carry a jamo of their own, and all that can be pressed.
	jamoKeys   = "rRseEfaqQtTdwWczxvgkoiOjpuPhynbml"
	letterKeys = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
)

// press does what one key does to c: what it completes, and whether there was
// anything to do.
func press(c *Composer, key byte) (done string, taken bool) {
	switch {
	case key == '<':
		return "", c.Backspace()
	case key == '.':
		return c.Complete(), true
	case key >= 'a':
		jamo, ok := Key(rune(key-'a'+'A'), false)
		return c.Type(jamo), ok
	default:
		jamo, ok := Key(rune(key), true)
		return c.Type(jamo), ok
	}
}

// TestTyping: what people know from any editor. After every key stands what is
// complete and what grows, with a bar between.
func TestTyping(t *testing.T) {
	for _, c := range []struct{ rule, keys, want string }{
		{"a_name", "ghdrlfehd", "|ㅎ |호 |홍 홍|ㄱ 홍|기 홍|길 홍길|ㄷ 홍길|도 홍길|동"},
		{"a_final_moves_on_to_a_vowel", "rkrk", "|ㄱ |가 |각 가|가"},
		{"half_of_a_double_final_moves_on", "djqtdl", "|ㅇ |어 |업 |없 없|ㅇ 없|이"},
		{"half_of_a_double_final_moves_on_to_a_vowel", "rkqtl", "|ㄱ |가 |갑 |값 갑|시"},
		{"a_final_with_Shift_moves_on_whole", "rkRk", "|ㄱ |가 |갂 가|까"},
		{"the_same_final_twice_is_two", "rkrr", "|ㄱ |가 |각 각|ㄱ"},
		{"the_same_initial_twice_is_two", "rrk", "|ㄱ ㄱ|ㄱ ㄱ|가"},
		{"what_ends_no_syllable_begins_one", "rkEk", "|ㄱ |가 가|ㄸ 가|따"},
		{"a_vowel_of_two_keys", "dhkdml", "|ㅇ |오 |와 |왕 와|으 와|의"},
		{"a_third_vowel_stands_alone", "rhkl", "|ㄱ |고 |과 과|ㅣ"},
		{"a_vowel_alone_takes_no_final", "hkr", "|ㅗ |ㅘ ㅘ|ㄱ"},
		{"consonants_alone_pair_like_finals", "rtrtk", "|ㄱ |ㄳ ㄳ|ㄱ ㄳ|ㄳ ㄳㄱ|사"},
		{"backspace_takes_off_one_key", "rhkqt<<<<<<", "|ㄱ |고 |과 |괍 |괎 |괍 |과 |고 |ㄱ | !|"},
		{"backspace_leaves_what_is_complete", "rkrk<<<", "|ㄱ |가 |각 가|가 가|ㄱ 가| !가|"},
		{"typing_goes_on_after_backspace", "rkqt<l", "|ㄱ |가 |갑 |값 |갑 가|비"},
		{"Tab_completes", "gks.rmf.", "|ㅎ |하 |한 한| 한|ㄱ 한|그 한|글 한글|"},
		{"nothing_to_complete", ".", "|"},
	} {
		t.Run(c.rule, func(t *testing.T) {
			var composer Composer
			var complete string
			var got []string
			for _, key := range []byte(c.keys) {
				done, taken := press(&composer, key)
				complete += done
				mark := ""
				if !taken {
					mark = "!"
				}
				got = append(got, mark+complete+"|"+composer.Text())
			}
			if got := strings.Join(got, " "); got != c.want {
				t.Errorf("%s gives\n%s, not\n%s", c.keys, got, c.want)
			}
		})
	}
}

// TestKey: each of the 33 jamo has one key, Shift changes seven, and nothing but
// the letters has a jamo.
func TestKey(t *testing.T) {
	met := map[rune]bool{}
	changed := 0
	for letter := rune(-1); letter < 256; letter++ {
		low, ok := Key(letter, false)
		high, okHigh := Key(letter, true)
		if is := letter >= 'A' && letter <= 'Z'; ok != is || okHigh != is || !is && (low != 0 || high != 0) {
			t.Errorf("%q carries %q, %v, with Shift %q, %v", letter, low, ok, high, okHigh)
		} else if !is {
			continue
		}
		met[low], met[high] = true, true
		if low != high {
			changed++
		}
	}
	for jamo := range met {
		if jamo < 'ㄱ' || jamo > 'ㅣ' {
			t.Errorf("%q is no compatibility jamo", jamo)
		}
	}
	if len(met) != 33 || changed != 7 {
		t.Errorf("%d jamo, %d of them by Shift", len(met), changed)
	}
}

// TestOtherRunes: what no key carries is not lost and joins nothing.
func TestOtherRunes(t *testing.T) {
	for _, other := range []rune{'a', ' ', '가', 'ㄳ', 'ㆍ', '㄰', 'ㅤ'} {
		var c Composer
		press(&c, 'r')
		press(&c, 'k')
		if done := c.Type(other); done != "가"+string(other) || c != (Composer{}) {
			t.Errorf("%q behind 가 gives %q, and %q grows", other, done, c.Text())
		}
		if done := c.Type(other); done != string(other) || c != (Composer{}) {
			t.Errorf("%q alone gives %q, and %q grows", other, done, c.Text())
		}
	}
}

// TestNoKeyIsLost: whatever is pressed, the text is worth exactly the keys that
// Backspace left of it, what grows is one character or none, and a key that
// completed nothing is undone by one Backspace.
func TestNoKeyIsLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		keys := rapid.StringOfN(rapid.SampledFrom([]rune(jamoKeys+"<<<<<<<<<<.")), 0, 60, -1).Draw(t, "keys")
		var c Composer
		var complete, left string
		for i, key := range []byte(keys) {
			before := c
			done, taken := press(&c, key)
			complete += done
			switch {
			case key == '<' && taken != (before != Composer{}):
				t.Fatalf("%s: Backspace on %q is taken: %v", keys[:i+1], before.Text(), taken)
			case key == '<' && taken:
				left = left[:len(left)-1]
			case key != '<' && key != '.':
				left += string(key)
				if back := c; done == "" && (!back.Backspace() || back != before) {
					t.Fatalf("%s: Backspace gives %q, not %q", keys[:i+1], back.Text(), before.Text())
				}
			}
			if got := keysOf(complete + c.Text()); got != left {
				t.Fatalf("%s: %q and %q are worth %q, not %q", keys[:i+1], complete, c.Text(), got, left)
			}
			if !oneAtMost(c.Text()) || (c.Text() == "") != (c == Composer{}) {
				t.Fatalf("%s: %q grows", keys[:i+1], c.Text())
			}
			if !oneAtMost(done) || done != "" && key == '<' {
				t.Fatalf("%s: %q is complete", keys[:i+1], done)
			}
		}
	})
}

// oneAtMost says whether text is a syllable or a jamo, or empty.
func oneAtMost(text string) bool {
	r, size := utf8.DecodeRuneInString(text)
	return size == len(text) && (text == "" || r >= '가' && r <= '힣' || r >= 'ㄱ' && r <= 'ㅣ')
}

// keysOf is what has to be typed for text, by Unicode's own taking apart.
func keysOf(text string) string {
	const firstInitial, firstVowel, beforeFinals = 0x1100, 0x1161, 0x11A7 // conjoining jamo
	alone := map[rune]string{}
	for i, keys := range initialKeys {
		alone[[]rune(initials)[i]] = keys
	}
	for i, keys := range vowelKeys {
		alone['ㅏ'+rune(i)] = keys
	}
	for i, keys := range finalKeys[1:] {
		alone[[]rune(finals)[i]] = keys
	}
	var keys strings.Builder
	for _, r := range norm.NFD.String(text) {
		switch {
		case r > beforeFinals && r < beforeFinals+rune(len(finalKeys)):
			keys.WriteString(finalKeys[r-beforeFinals])
		case r >= firstVowel && r < firstVowel+rune(len(vowelKeys)):
			keys.WriteString(vowelKeys[r-firstVowel])
		case r >= firstInitial && r < firstInitial+rune(len(initialKeys)):
			keys.WriteString(initialKeys[r-firstInitial])
		default:
			keys.WriteString(alone[r])
		}
	}
	return keys.String()
}

// BenchmarkKey is one key of a sentence, with the text that it leaves to show.
func BenchmarkKey(b *testing.B) {
	var jamo []rune
	for _, key := range "ghdrlfehddlqslekrkqtl" {
		j, _ := Key(key-'a'+'A', false)
		jamo = append(jamo, j)
	}
	b.ReportAllocs()
	var c Composer
	for i := 0; b.Loop(); i++ {
		c.Type(jamo[i%len(jamo)])
		if c.Text() == "" {
			b.Fatal("nothing grows")
		}
	}
}
