// Package hangul makes syllables of keys: the 두벌식 automaton, with which a
// field of text can show a Korean syllable as it grows, on every system alike.
//
// It knows which jamo a key carries (KS X 5002, the standard's two-set layout),
// how jamo become a syllable (the Unicode Standard, section 3.12) and where one
// syllable ends and the next begins. It must not know fields, carets, the
// toolkit or the operating system: what is complete it gives away, and where
// that goes is its caller's.
//
// What a key does is what libhangul does by default for its keyboard "2", key
// by key; `make hangul` holds the two side by side.
//
// Start reading at Key and Composer.Type.
package hangul

// Composer is the syllable that grows while its keys are pressed. The zero
// value is empty. It is a plain value: a copy is a snapshot to come back to, and
// two that hold the same jamo are equal.
type Composer struct {
	// The jamo in the order of their keys, zeros behind them: an initial, and
	// two each for a vowel and a final that are made of two, are the most.
	typed [5]rune
}

// Type takes the jamo of one key, as Key gives it, and returns what of the text
// is complete by it, "" while the syllable only grows. What it returns belongs
// before Text. A consonant that already stood as a final moves on to a vowel
// that follows it: 각 and ㅏ make 가 complete, and 가 grows.
//
// A rune that is neither a vowel nor an initial is no part of a syllable: Type
// completes what there is, and returns that rune behind it.
func (c *Composer) Type(jamo rune) (done string) {
	if !isVowel(jamo) && !isInitial(jamo) {
		return c.Complete() + string(jamo)
	}
	n := c.len()
	if p := c.parts(); p.add(jamo) {
		c.typed[n] = jamo
		return ""
	}
	next := Composer{[5]rune{jamo}}
	if last := c.typed[n-1]; isVowel(jamo) && !isVowel(last) {
		c.Backspace()
		next = Composer{[5]rune{last, jamo}}
	}
	done = c.Text()
	*c = next
	return done
}

// Backspace takes off the jamo of the last key. It says false if there is none:
// then what stands before the caret is the caller's to delete.
func (c *Composer) Backspace() bool {
	n := c.len()
	if n == 0 {
		return false
	}
	c.typed[n-1] = 0
	return true
}

// Text is the growing syllable: one Hangul syllable, one jamo (U+3131 to U+3163)
// while it is not more, "" if nothing has been typed.
func (c Composer) Text() string {
	p := c.parts()
	if p == (parts{}) {
		return ""
	}
	return string(p.character())
}

// Complete ends the syllable where it is: it returns Text and leaves c empty.
func (c *Composer) Complete() string {
	text := c.Text()
	*c = Composer{}
	return text
}

func (c Composer) len() int {
	for n, jamo := range c.typed {
		if jamo == 0 {
			return n
		}
	}
	return len(c.typed)
}

// parts reads the syllable anew from its jamo. Nothing else is kept, so that
// Backspace has nothing to undo.
func (c Composer) parts() (p parts) {
	for _, jamo := range c.typed[:c.len()] {
		p.add(jamo)
	}
	return p
}
