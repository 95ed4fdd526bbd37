package editing

import "unicode"

// kind is what a character is for moving by words.
type kind int

const (
	space kind = iota
	letter
	mark
)

func kindOf(r rune) kind {
	switch {
	case isSpace(r):
		return space
	case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r), r == '_':
		return letter
	}
	return mark
}

func isSpace(r rune) bool { return unicode.IsSpace(r) }

// wordStart is the start of the word that ends at or before a position.
func (b *Buffer) wordStart(position int) int {
	for position > 0 && isSpace(b.text[position-1]) {
		position--
	}
	for first := position; position > 0 && kindOf(b.text[position-1]) == kindOf(b.text[first-1]); {
		position--
	}
	return position
}

// wordEnd is the end of the word that begins at or behind a position.
func (b *Buffer) wordEnd(position int) int {
	for position < len(b.text) && isSpace(b.text[position]) {
		position++
	}
	for first := position; position < len(b.text) && kindOf(b.text[position]) == kindOf(b.text[first]); {
		position++
	}
	return position
}
