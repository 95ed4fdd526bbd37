package kit

import (
	"runtime"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"golang.org/x/text/unicode/norm"
)

// KeyDown is Fyne's: a key was pressed.
func (e *Entry) KeyDown(ev *fyne.KeyEvent) {
	keyWentDown(e, ev)
	e.clicked = click{}
	if e.keyboard().wentDown(ev) {
		e.Switch()
	}
}

// KeyUp is Fyne's: a key was let go.
func (e *Entry) KeyUp(ev *fyne.KeyEvent) {
	keyWentUp(e, ev)
	e.keyboard().wentUp(ev)
}

// TypedRune is Fyne's: the character that the system made of a key.
func (e *Entry) TypedRune(r rune) {
	if !e.Disabled() && !e.keyboard().heard(r) {
		e.typed(r)
	}
}

// typed takes a character.
func (e *Entry) typed(r rune) {
	if e.o.Mode == Digits {
		if d, ok := bareDigit(r); ok {
			e.edit(true, func() { e.buffer.Insert(string(d)) })
		}
		return
	}
	if e.buffer.Insert(string(r)) {
		e.changed()
	}
}

// TypedKey is Fyne's: a key went down, or repeats. A letter key is a jamo while the entry is in Korean; every other key
// first completes the syllable that is growing, but for Backspace, which takes its last jamo, and keys that are only held
// with others.
func (e *Entry) TypedKey(ev *fyne.KeyEvent) {
	if isEnter(ev.Name) && heldElsewhere(e, ev.Name) {
		return
	}
	e.keyboard().settle()
	letter := e.keyboard().letter(ev)
	if letter == 0 && ev.Name != fyne.KeyBackspace && !isModifier(ev.Name) {
		e.Complete()
	}
	if e.OnKey != nil && e.OnKey(ev) {
		return
	}
	switch {
	case letter != 0 && !e.Disabled():
		e.keyboard().press(e, letter)
	case isEnter(ev.Name):
		e.enter()
	case ev.Name == fyne.KeyEscape && e.OnEscape != nil:
		e.OnEscape()
	case ev.Name == fyne.KeyBackspace, ev.Name == fyne.KeyDelete:
		e.erase(ev.Name)
	case e.movesWith(ev.Name):
		e.move(ev.Name, e.keyboard().shiftDown())
	case ev.Name == fyne.KeyEscape, isFunctionKey(ev.Name), ev.Name == fyne.KeyPageUp, ev.Name == fyne.KeyPageDown:
		passKey(e, ev)
	}
}

// movesWith tells the keys that move the caret.
func (e *Entry) movesWith(key fyne.KeyName) bool {
	switch key {
	case fyne.KeyLeft, fyne.KeyRight, fyne.KeyHome, fyne.KeyEnd, fyne.KeyUp, fyne.KeyDown:
		return true
	case fyne.KeyPageUp, fyne.KeyPageDown:
		return e.o.MultiLine
	}
	return false
}

func (e *Entry) enter() {
	switch {
	case e.o.MultiLine:
		e.change(func() bool { return e.buffer.Insert("\n") })
	case e.OnEnter != nil:
		e.OnEnter()
	default:
		focusNext(e)
	}
}

// erase is Backspace or Delete.
func (e *Entry) erase(key fyne.KeyName) {
	take := e.buffer.Backspace
	if key == fyne.KeyDelete {
		take = e.buffer.Delete
	}
	e.change(func() bool {
		if e.o.Mode == Digits {
			e.skipSeparators(key)
		}
		return take()
	})
}

// move moves the caret, and with extend the end of the selection.
func (e *Entry) move(key fyne.KeyName, extend bool) {
	b := &e.buffer
	switch key {
	case fyne.KeyLeft:
		b.Left(extend)
	case fyne.KeyRight:
		b.Right(extend)
	case fyne.KeyHome:
		b.MoveTo(e.view.lineStart(), extend)
	case fyne.KeyEnd:
		b.MoveTo(e.view.lineEnd(), extend)
	case fyne.KeyUp:
		b.MoveTo(e.view.up(1), extend)
	case fyne.KeyDown:
		b.MoveTo(e.view.down(1), extend)
	case fyne.KeyPageUp:
		b.MoveTo(e.view.up(e.view.rows()), extend)
	case fyne.KeyPageDown:
		b.MoveTo(e.view.down(e.view.rows()), extend)
	}
	e.view.paint()
}

// TypedShortcut is Fyne's: a key with Ctrl, Alt or ⌘.
func (e *Entry) TypedShortcut(s fyne.Shortcut) {
	if shortcutHeldElsewhere(e, s) {
		return
	}
	e.keyboard().settle()
	e.Complete()
	if e.OnShortcut != nil && e.OnShortcut(s) {
		return
	}
	switch s := s.(type) {
	case *fyne.ShortcutSelectAll:
		e.buffer.SelectAll()
		e.view.paint()
	case *fyne.ShortcutCopy:
		e.copy(s.Clipboard)
	case *fyne.ShortcutCut:
		if e.copy(s.Clipboard) {
			e.erase(fyne.KeyDelete)
		}
	case *fyne.ShortcutPaste:
		e.paste(s.Clipboard)
	case *fyne.ShortcutUndo:
		e.change(e.buffer.Undo)
	case *fyne.ShortcutRedo:
		e.change(e.buffer.Redo)
	case *desktop.CustomShortcut:
		switch {
		case isCtrlEnter(s) && e.OnCtrlEnter != nil:
			e.OnCtrlEnter()
		case s.KeyName == fyne.KeyZ && s.Modifier == fyne.KeyModifierShortcutDefault|fyne.KeyModifierShift:
			e.change(e.buffer.Redo)
		case !e.moveBy(s):
			passShortcut(e, s)
		}
	default:
		passShortcut(e, s)
	}
}

// change lets something change the text, which by tells, unless the entry is disabled.
func (e *Entry) change(by func() bool) {
	switch {
	case e.Disabled():
	case e.o.Mode == Digits:
		e.edit(false, func() { by() })
	case by():
		e.changed()
	}
}

// copy hands on what is selected, unless it must not be; it tells whether there was something.
func (e *Entry) copy(to fyne.Clipboard) bool {
	text := e.SelectedText()
	if text != "" {
		to.SetContent(text)
	}
	return text != "" && !e.Disabled()
}

// paste puts the clipboard's text in place of the selection: in one line where the entry has only one, and with syllables
// that came in parts, as macOS writes them in file names, put together.
func (e *Entry) paste(from fyne.Clipboard) {
	text := norm.NFC.String(visible(from.Content()))
	if !e.o.MultiLine {
		text = strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\t' }), " ")
	}
	e.change(func() bool { return e.buffer.Paste(text) })
}

// visible is a text with one sign for the end of a line and without what can't be seen: control characters, and those that
// change how others are drawn. A name with one of them in it would be found no more. The joiner that emoji need stays.
func visible(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\v', r == '\f', r == '\r', r == '\u0085', r == '\u2028', r == '\u2029':
			return '\n'
		case r == '\n', r == '\t', r == '\u200d':
			return r
		case unicode.In(r, unicode.Cc, unicode.Cf):
			return -1
		}
		return r
	}, strings.ReplaceAll(text, "\r\n", "\n"))
}

// moveBy is the keys that, with a modifier, move the caret or delete by words, or go to an end; it tells whether s is one
// of them.
func (e *Entry) moveBy(s *desktop.CustomShortcut) bool {
	words, ends := fyne.KeyModifierControl, fyne.KeyModifier(0)
	if runtime.GOOS == "darwin" {
		words, ends = fyne.KeyModifierAlt, fyne.KeyModifierSuper
	}
	extend := s.Modifier&fyne.KeyModifierShift != 0
	held := s.Modifier &^ fyne.KeyModifierShift
	b := &e.buffer
	switch {
	case held == words && s.KeyName == fyne.KeyLeft:
		b.WordLeft(extend)
	case held == words && s.KeyName == fyne.KeyRight:
		b.WordRight(extend)
	case held == words && s.KeyName == fyne.KeyHome:
		b.MoveTo(0, extend)
	case held == words && s.KeyName == fyne.KeyEnd:
		b.MoveTo(b.Len(), extend)
	case held == words && (s.KeyName == fyne.KeyBackspace || s.KeyName == fyne.KeyDelete):
		e.change(func() bool { return b.DeleteWord(s.KeyName == fyne.KeyBackspace) })
	case held == ends && ends != 0 && s.KeyName == fyne.KeyLeft:
		e.move(fyne.KeyHome, extend)
	case held == ends && ends != 0 && s.KeyName == fyne.KeyRight:
		e.move(fyne.KeyEnd, extend)
	default:
		return false
	}
	e.view.paint()
	return true
}

// isModifier tells the keys that do nothing but change what others do.
func isModifier(k fyne.KeyName) bool {
	switch k {
	case desktop.KeyShiftLeft, desktop.KeyShiftRight, desktop.KeyControlLeft, desktop.KeyControlRight, desktop.KeyAltLeft,
		desktop.KeyAltRight, desktop.KeySuperLeft, desktop.KeySuperRight, desktop.KeyCapsLock, fyne.KeyUnknown:
		return true
	}
	return false
}
