package kit

import "fyne.io/fyne/v2"

// edit lets a change of the text happen and then sets the digits anew. The caret stays behind the digit it was behind.
func (e *Entry) edit(typed bool, change func()) {
	before, caret, had := e.value, e.buffer.Caret(), e.buffer.Text()
	change()
	text := e.buffer.Text()
	if text == had {
		e.view.paint() // the caret or the selection moved, nothing else
		return
	}
	digits, count := bareDigits(text), len(bareDigits(e.buffer.Slice(0, e.buffer.Caret())))
	digits, shift := e.o.Group.settled(digits, typed)
	count += shift
	if over := e.o.Max > 0 && len(digits) > e.o.Max; over && typed {
		e.buffer.Set(had, caret) // full: the digit is not taken
		e.changed()
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
	if from, to := e.buffer.Selection(); from != to {
		return
	}
	b, at := &e.buffer, e.buffer.Caret()
	if key == fyne.KeyBackspace {
		for at > 0 && bareDigits(b.Slice(at-1, at)) == "" {
			at--
		}
	} else {
		for at < b.Len() && bareDigits(b.Slice(at, at+1)) == "" {
			at++
		}
	}
	b.MoveTo(at, false)
}

// show sets digits with the caret behind the first count of them.
func (e *Entry) show(digits string, count int) {
	shaped := e.o.Group.Format(digits)
	e.buffer.Set(shaped, caretAfter(shaped, min(max(count, 0), len(digits))))
	e.changed()
}

// limited is digits cut to Max.
func (e *Entry) limited(digits string) string {
	if e.o.Max > 0 && len(digits) > e.o.Max {
		return digits[:e.o.Max]
	}
	return digits
}
