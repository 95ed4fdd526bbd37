package editing

import (
	"unicode/utf8"

	"keyindesk/ui/hangul"
)

// Type adds a jamo of the 두벌식 layout (a compatibility jamo, see hangul.Key): to the syllable under composition, or as
// the first of one in place of the selection. It tells whether the jamo was taken; it is not where the text would become
// longer than the limit.
func (b *Buffer) Type(jamo rune) bool {
	next := b.composer
	done := next.Type(jamo)
	from, to := b.caret-b.growing, b.caret
	if b.growing == 0 {
		from, to = b.Selection()
	}
	grown := next.Text()
	length := utf8.RuneCountInString(done) + utf8.RuneCountInString(grown)
	if b.Limit > 0 && len(b.text)-(to-from)+length > b.Limit {
		return false
	}
	b.note(typing)
	b.replace(from, to, []rune(done+grown))
	b.composer, b.growing = next, utf8.RuneCountInString(grown)
	return true
}

// Growing is the part of the text that is under composition; from equals to where none is.
func (b *Buffer) Growing() (from, to int) { return b.caret - b.growing, b.caret }

// Complete ends the composition: the syllable stays in the text as it is. It tells whether there was one.
func (b *Buffer) Complete() bool {
	was := b.growing > 0
	b.drop()
	return was
}

// shrink takes the last jamo off the growing syllable.
func (b *Buffer) shrink() {
	b.composer.Backspace()
	left := []rune(b.composer.Text())
	b.note(typing)
	b.replace(b.caret-b.growing, b.caret, left)
	b.growing = len(left)
}

// drop forgets the composition and leaves the text.
func (b *Buffer) drop() { b.composer, b.growing = hangul.Composer{}, 0 }
