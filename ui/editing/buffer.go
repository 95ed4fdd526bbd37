// Package editing is the inside of a text entry: the text, the caret, what is selected, the syllable that is still
// growing, and what can be undone.
//
// It must not know Fyne, nor how a text is drawn, nor what is typed into it: which key is which jamo is the business of
// ui/hangul, and what a card number looks like that of ui/kit. Positions are counted in runes from the start of the text.
//
// Start reading at Buffer; compose.go has the growing syllable, undo.go the history.
package editing

import (
	"slices"

	"keyindesk/ui/hangul"
)

// Buffer is the text of one entry with its caret. The zero value is empty and takes any length.
//
// At most one syllable is under composition. It stands in the text right before the caret, is counted and selected like
// the rest of it, and is complete as soon as anything but another jamo or Backspace follows.
type Buffer struct {
	Limit   int  // most runes the text may have; zero is no limit
	Forgets bool // keeps no history: Undo and Redo do nothing

	text          []rune
	caret, anchor int // the selection lies between them
	composer      hangul.Composer
	growing       int // runes under composition, right before the caret
	history
}

// Text is the whole text, the growing syllable included.
func (b *Buffer) Text() string { return string(b.text) }

// Len is the length of the text in runes.
func (b *Buffer) Len() int { return len(b.text) }

// Slice is the part of the text from one position to another.
func (b *Buffer) Slice(from, to int) string {
	from, to = b.within(from), b.within(to)
	return string(b.text[min(from, to):max(from, to)])
}

// Caret is where typing goes.
func (b *Buffer) Caret() int { return b.caret }

// Selection is what is selected; from equals to where nothing is.
func (b *Buffer) Selection() (from, to int) { return min(b.caret, b.anchor), max(b.caret, b.anchor) }

// Selected is the selected text.
func (b *Buffer) Selected() string { return b.Slice(b.anchor, b.caret) }

// Set replaces the whole text and puts the caret at a position. It forgets what could be undone. A text longer than the
// limit is cut.
func (b *Buffer) Set(text string, caret int) {
	b.drop()
	clear(b.text) // it may have been a card number
	b.text = append(b.text[:0], []rune(text)...)
	if b.Limit > 0 && len(b.text) > b.Limit {
		b.text = b.text[:b.Limit]
	}
	b.caret = b.within(caret)
	b.anchor = b.caret
	b.history = history{}
}

// Insert completes what is growing and puts text in place of the selection. What the limit has no room for is left
// out; it tells whether anything was changed.
func (b *Buffer) Insert(text string) bool { return b.insert([]rune(text), b.runOf) }

// Paste is Insert for what was not typed: it is undone by itself, be it one character.
func (b *Buffer) Paste(text string) bool {
	return b.insert([]rune(text), func([]rune) run { return apart })
}

func (b *Buffer) insert(runes []rune, r func([]rune) run) bool {
	b.Complete()
	from, to := b.Selection()
	if room := b.Limit - (len(b.text) - (to - from)); b.Limit > 0 && len(runes) > room {
		runes = runes[:max(room, 0)]
	}
	if len(runes) == 0 {
		return false
	}
	b.note(r(runes))
	b.replace(from, to, runes)
	return true
}

// runOf is the run that typing a piece of text belongs to: one character goes with those before it, a longer piece stands
// alone.
func (b *Buffer) runOf(runes []rune) run {
	switch {
	case len(runes) > 1:
		return apart
	case isSpace(runes[0]):
		return spacing
	}
	return typing
}

// Backspace takes off the last jamo of a growing syllable, else what is selected, else the character before the caret.
// It tells whether anything was changed.
func (b *Buffer) Backspace() bool {
	if b.growing > 0 {
		b.shrink()
		return true
	}
	return b.erase(b.caret - 1)
}

// Delete takes off what is selected, else the character behind the caret.
func (b *Buffer) Delete() bool {
	b.Complete()
	return b.erase(b.caret + 1)
}

// DeleteWord takes off what is selected, else everything up to the end of a word: the one before the caret where back
// is true, the one behind it otherwise.
func (b *Buffer) DeleteWord(back bool) bool {
	b.Complete()
	if back {
		return b.erase(b.wordStart(b.caret))
	}
	return b.erase(b.wordEnd(b.caret))
}

// erase takes off the selection, or where nothing is selected all up to a position.
func (b *Buffer) erase(to int) bool {
	from, end := b.Selection()
	if from == end {
		from, end = min(b.caret, b.within(to)), max(b.caret, b.within(to))
	}
	if from == end {
		return false
	}
	b.note(erasing)
	b.replace(from, end, nil)
	return true
}

// MoveTo completes what is growing and puts the caret at a position. With extend the selection reaches from where it
// began to there; without, nothing is selected.
func (b *Buffer) MoveTo(position int, extend bool) {
	b.Complete()
	b.caret = b.within(position)
	if !extend {
		b.anchor = b.caret
	}
	b.run = apart // typing elsewhere is another step back
}

// Left and Right move the caret by one character. Without extend they leave a selection at that end of it.
func (b *Buffer) Left(extend bool) { b.step(-1, extend) }

// Right is Left's other way.
func (b *Buffer) Right(extend bool) { b.step(1, extend) }

func (b *Buffer) step(by int, extend bool) {
	b.Complete()
	from, to := b.Selection()
	switch {
	case from == to || extend:
		b.MoveTo(b.caret+by, extend)
	case by < 0:
		b.MoveTo(from, false)
	default:
		b.MoveTo(to, false)
	}
}

// WordLeft and WordRight move the caret to the start of the word before it, or behind the end of the next.
func (b *Buffer) WordLeft(extend bool)  { b.Complete(); b.MoveTo(b.wordStart(b.caret), extend) }
func (b *Buffer) WordRight(extend bool) { b.Complete(); b.MoveTo(b.wordEnd(b.caret), extend) }

// SelectAll selects the whole text.
func (b *Buffer) SelectAll() { b.Select(0, len(b.text)) }

// SelectWord selects the word, or the run of spaces or marks, that a position stands in.
func (b *Buffer) SelectWord(position int) {
	b.Complete()
	position = b.within(position)
	if len(b.text) == 0 {
		return
	}
	at := min(position, len(b.text)-1)
	from, to := at, at+1
	for from > 0 && kindOf(b.text[from-1]) == kindOf(b.text[at]) {
		from--
	}
	for to < len(b.text) && kindOf(b.text[to]) == kindOf(b.text[at]) {
		to++
	}
	b.Select(from, to)
}

// Select completes what is growing and selects from one position to another, where the caret then is.
func (b *Buffer) Select(from, to int) {
	b.MoveTo(from, false)
	b.MoveTo(to, true)
}

// replace puts runes in place of a part of the text, with the caret behind them and nothing selected.
func (b *Buffer) replace(from, to int, runes []rune) {
	b.text = slices.Replace(b.text, from, to, runes...)
	b.caret = from + len(runes)
	b.anchor = b.caret
}

func (b *Buffer) within(position int) int { return min(max(position, 0), len(b.text)) }
