package kit

import (
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
)

// textLine is one drawn line of a text, in runes. A line break belongs to no textLine.
type textLine struct {
	from, to int
	wrapped  bool // it ends because the width did, not the line
}

// wrap cuts a text into lines no wider than width: at spaces where there are any, within a word where not.
func wrap(text []rune, width float32, wide func(rune) float32) []textLine {
	var all []textLine
	from, brk := 0, -1 // where the line began, and behind its last space
	used, sinceBreak := float32(0), float32(0)
	for i, r := range text {
		if r == '\n' {
			all = append(all, textLine{from: from, to: i})
			from, brk, used, sinceBreak = i+1, -1, 0, 0
			continue
		}
		w := wide(r)
		for used+w > width && i > from && !unicode.IsSpace(r) { // twice where a word is wider than a line
			at, rest := i, float32(0)
			if brk > from {
				at, rest = brk, sinceBreak
			}
			all = append(all, textLine{from: from, to: at, wrapped: true})
			from, brk, used = at, -1, rest
		}
		used += w
		sinceBreak += w
		if unicode.IsSpace(r) {
			brk, sinceBreak = i+1, 0
		}
	}
	return append(all, textLine{from: from, to: len(text)})
}

// rowOf is the line that a position stands in.
func rowOf(textLines []textLine, position int) int {
	for i, s := range textLines {
		if position < s.to || position == s.to && !s.wrapped {
			return i
		}
	}
	return len(textLines) - 1
}

// lettering is the size and weight of an entry's letters.
type lettering struct {
	size float32
	bold bool
}

func (l lettering) width(s string) float32 { return measure(s, l.size, l.bold).Width }

func (l lettering) style() fyne.TextStyle { return fyne.TextStyle{Bold: l.bold} }

// lettering is the entry's.
func (e *Entry) lettering() lettering {
	if e.o.Masked {
		return lettering{26 * textScale(), e.o.Bold} // the dots are small in the face
	}
	return lettering{e.figures(), e.o.Bold}
}

// figures is the size of the entry's letters and figures, which may be hidden.
func (e *Entry) figures() float32 {
	if e.o.Large {
		return 20 * textScale()
	}
	return Subtitle.Size()
}

// drawn is the part of the text from one position to another as it is shown.
func (e *Entry) drawn(from, to int) string {
	if e.hidden {
		return strings.Repeat("•", to-from)
	}
	return e.buffer.Slice(from, to)
}

// x is how far a position stands from the start of its line.
func (e *Entry) x(s textLine, position int) float32 {
	if position <= s.from {
		return 0
	}
	return e.lettering().width(e.drawn(s.from, min(position, s.to)))
}

// nearest is the position of a line that stands nearest to a distance from its start.
func (e *Entry) nearest(s textLine, x float32) int {
	low, high := s.from, s.to
	for low < high { // the first position that stands at or behind x
		middle := (low + high) / 2
		if e.x(s, middle) < x {
			low = middle + 1
		} else {
			high = middle
		}
	}
	if low > s.from && x-e.x(s, low-1) < e.x(s, low)-x {
		return low - 1
	}
	return low
}
