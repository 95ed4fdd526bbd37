package kit

import "fyne.io/fyne/v2"

// ready makes sure the embedded entry has its inside before it is asked to edit.
func (e *Entry) ready() { e.MinSize() }

// edit lets the embedded entry change its text and then sets the digits anew. The caret stays behind the digit it was
// behind. Setting the text also empties the undo history, so that no digit can be brought back after it was wiped.
func (e *Entry) edit(typed bool, change func()) {
	before, column := e.value, e.CursorColumn
	hadText := e.Text

	e.quiet = true
	change()
	e.quiet = false

	if e.Text == hadText {
		return // the caret or the selection moved, nothing else
	}
	digits := bareDigits(e.Text)
	count := len(bareDigits(head(e.Text, e.CursorColumn)))
	digits, shift := e.o.Group.settled(digits, typed)
	count += shift
	if over := e.o.Max > 0 && len(digits) > e.o.Max; over && typed {
		e.showAt(before, column) // full: the digit is not taken
		return
	} else if over {
		digits = e.limited(digits)
	}
	e.show(digits, count)
	if typed && e.o.Max > 0 && len(digits) == e.o.Max && count == len(digits) && digits != before && e.OnFull != nil {
		e.OnFull()
	}
}

// skipSeparators moves the caret over separators, so that the key that follows takes a digit.
func (e *Entry) skipSeparators(key fyne.KeyName) {
	if e.SelectedText() != "" {
		return
	}
	text := []rune(e.Text)
	if key == fyne.KeyBackspace {
		for e.CursorColumn > 0 && e.CursorColumn <= len(text) && !isDigit(text[e.CursorColumn-1]) {
			e.CursorColumn--
		}
		return
	}
	for e.CursorColumn < len(text) && !isDigit(text[e.CursorColumn]) {
		e.CursorColumn++
	}
}

// show sets digits with the caret behind the first count of them.
func (e *Entry) show(digits string, count int) {
	shaped := e.o.Group.Format(digits)
	e.showAt(digits, caretAfter(shaped, min(max(count, 0), len(digits))))
}

func (e *Entry) showAt(digits string, column int) {
	e.quiet = true
	e.SetText(e.o.Group.Format(digits))
	e.quiet = false
	e.CursorRow, e.CursorColumn = 0, column
	e.Refresh()
	e.report()
}

// report tells OnChanged, once for each new value.
func (e *Entry) report() {
	if e.quiet {
		return
	}
	v := e.Text
	if e.o.Mode == Digits {
		v = bareDigits(v)
	}
	if v == e.value {
		return
	}
	e.value = v
	if e.OnChanged != nil {
		e.OnChanged(v)
	}
}

// limited is s cut to Max.
func (e *Entry) limited(s string) string {
	if runes := []rune(s); e.o.Max > 0 && len(runes) > e.o.Max {
		return string(runes[:e.o.Max])
	}
	return s
}

func head(s string, runes int) string {
	all := []rune(s)
	return string(all[:min(max(runes, 0), len(all))])
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }
