package kit

import (
	"time"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"keyindesk/ui/hangul"
)

// Script is what the letter keys write in an entry.
type Script int

// The scripts. Korean and Latin are what an entry starts in, and the 한/영 key changes from one to the other. Code stays:
// Latin letters and figures, whatever the keyboard is set to.
const (
	Korean Script = iota
	Latin
	Code
)

// Keyboard is what the entries of a window share about typing. The keys, not the characters that the system makes of
// them, write a text: so a syllable stands in its entry from its first jamo on, and no system can deliver it late to
// another. Set its fields before the window is shown; System may change later.
//
// A letter key is followed by the character that the system made of it. An entry that has dealt with the key leaves that
// character out. Where the system composes beside the program and can't be told not to (Beside), no character follows a
// letter key, and a syllable arrives later, wherever the keyboard is by then: it is left out too.
type Keyboard struct {
	System   bool                                     // the system's own input method composes; entries take what it sends
	Beside   bool                                     // the system may compose although the keys arrive as well
	Switches func(ev *fyne.KeyEvent, shift bool) bool // whether a key is 한/영; nil: none is
	Lend     func(system bool)                        // gives the window's system input method back, or takes it away; may be nil
	Letter   func(ev *fyne.KeyEvent) rune             // the letter of a letter key, 'A' to 'Z', else zero; nil: by the key's name
	Later    func(func())                             // runs f once the events at hand are dealt with; needed with Beside
	Words    func() EntryWords                        // of an entry's menu, in the language of the moment; nil: English

	scripts map[string]Script // what the entries of a name were left in
	pressed *pressedLetter    // a letter key whose character has not come yet
	late    bool              // the system has a syllable of its own that it will send some time
	seen    Script            // what the system last made of a letter key
	known   bool              // seen holds
	shifted bool              // Shift is down, for drivers that don't tell
	space   bool              // the space bar is down, and has switched
	held    int               // the scan code of the key that last switched, until it is let go
	heldAt  time.Time         // when it was last pressed, or repeated
}

// pressedLetter is a letter key and the entry that it was pressed in.
type pressedLetter struct {
	entry    *Entry
	letter   rune // 'A' to 'Z'
	shift    bool
	composed bool   // it was taken as a jamo
	before   func() // undoes that
}

// keyboard is the one of the window the entry stands in, or one of its own where there is no Window.
func (e *Entry) keyboard() *Keyboard {
	if w := windowOf(e); w != nil {
		if w.Keyboard == nil {
			w.Keyboard = &Keyboard{}
		}
		return w.Keyboard
	}
	if e.ownKeyboard == nil {
		e.ownKeyboard = &Keyboard{}
	}
	return e.ownKeyboard
}

// shiftDown tells whether Shift is held.
func (k *Keyboard) shiftDown() bool {
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		return d.CurrentKeyModifiers()&fyne.KeyModifierShift != 0
	}
	return k.shifted
}

// wentDown notes a key that was pressed. It tells whether that switches between Korean and Latin.
func (k *Keyboard) wentDown(ev *fyne.KeyEvent) (switches bool) {
	k.settle()
	if isShift(ev.Name) {
		k.shifted = true
	}
	switches = !k.System && k.Switches != nil && k.Switches(ev, k.shiftDown())
	k.space = switches && ev.Name == fyne.KeySpace
	return switches && !k.repeats(ev.Physical.ScanCode)
}

// longestRepeat is more than the pause before a held key repeats, and less than a person takes to press it once more on
// purpose after looking.
const longestRepeat = 600 * time.Millisecond

// repeats notes a key that switches. It tells whether that is only held: the toolkit reports a key it has no name for as
// pressed anew each time that it repeats, and some keyboards never say that 한/영 was let go.
func (k *Keyboard) repeats(scanCode int) bool {
	again := k.held == scanCode && time.Since(k.heldAt) < longestRepeat
	k.held, k.heldAt = scanCode, time.Now()
	return again
}

// passed notes a key that was pressed where no text is typed. A system that composes beside does so there too.
func (k *Keyboard) passed(ev *fyne.KeyEvent) {
	k.wentDown(ev)
	if k.Beside && k.letter(ev) != 0 {
		k.late = true
	}
}

// wentUp notes a key that was let go.
func (k *Keyboard) wentUp(ev *fyne.KeyEvent) {
	if isShift(ev.Name) {
		k.shifted = false
	}
	k.space = k.space && ev.Name != fyne.KeySpace
	if ev.Physical.ScanCode == k.held {
		k.heldAt = time.Time{}
	}
}

// script is what an entry was left in, or starts in.
func (k *Keyboard) script(e *Entry) Script {
	if s, ok := k.scripts[e.name]; ok && e.o.Script != Code {
		return s
	}
	return e.o.Script
}

// remember keeps what an entry was switched to, for all entries of its name.
func (k *Keyboard) remember(e *Entry, s Script) {
	if k.scripts == nil {
		k.scripts = map[string]Script{}
	}
	k.scripts[e.name] = s
}

// entered readies the system's input method for an entry that got the keyboard, also with its window: even where the
// system's own is wanted, an entry for codes does without.
func (k *Keyboard) entered(e *Entry) {
	if k.Lend != nil {
		k.Lend(k.System && e.o.Script != Code)
	}
}

// press deals with a letter key. In Korean it is a jamo; else the character that follows is what counts.
func (k *Keyboard) press(e *Entry, letter rune) {
	if k.System {
		return
	}
	p := &pressedLetter{entry: e, letter: letter, shift: k.shiftDown()}
	if e.script == Korean {
		if k.Beside {
			p.before = e.keep()
		}
		p.composed = true
		e.typeJamo(p.letter, p.shift)
	}
	k.pressed = p
	if k.Beside && k.Later != nil {
		k.Later(func() {
			if k.pressed == p {
				k.settle()
			}
		})
	}
}

// heard tells whether a character belongs to a key that has been dealt with, and is to be left out.
func (k *Keyboard) heard(r rune) bool {
	late := k.late && isHangul(r)
	k.late = false // before it sends anything else, the system completes what it composes
	switch p := k.pressed; {
	case k.System:
		return false
	case r == ' ' && k.space:
		return true
	case p != nil && unicode.ToUpper(r) == p.letter:
		k.pressed = nil
		if k.made(Latin) {
			p.follow(Latin)
		}
		return p.composed
	}
	return late || k.Beside && isHangul(r) && k.pressed != nil
}

// settle ends the wait for a letter key's character: none came, so the system is composing.
func (k *Keyboard) settle() {
	p := k.pressed
	k.pressed = nil
	if p == nil || !k.Beside {
		return
	}
	k.late = true
	if k.made(Korean) {
		p.follow(Korean)
	}
	if !p.composed {
		p.entry.typed(p.latin())
	}
}

// made notes what the system made of a letter key. It tells whether a person has switched the system since the last one:
// the entry follows, so that it writes what the system's own sign for it shows.
func (k *Keyboard) made(s Script) bool {
	switched := k.Beside && k.known && k.seen != s
	k.seen, k.known = s, true
	return switched
}

// follow puts the key's entry into what the system was switched to. If that is another, the key is taken back and, in
// Korean, taken anew.
func (p *pressedLetter) follow(s Script) {
	if p.entry.script == s || p.entry.o.Script == Code {
		return
	}
	if p.before != nil {
		p.before()
	}
	p.entry.Switch()
	if p.composed = p.entry.script == Korean; p.composed {
		p.entry.typeJamo(p.letter, p.shift)
	}
}

// latin is the key's letter.
func (p *pressedLetter) latin() rune {
	if p.shift {
		return p.letter
	}
	return unicode.ToLower(p.letter)
}

// typeJamo takes a letter key as the jamo that is on it.
func (e *Entry) typeJamo(letter rune, shift bool) {
	jamo, _ := hangul.Key(letter, shift) // every letter's key has one
	if e.buffer.Type(jamo) {
		e.changed()
	}
}

// letter is the letter of a letter key, or zero.
func (k *Keyboard) letter(ev *fyne.KeyEvent) rune {
	if k.Letter != nil {
		return k.Letter(ev)
	}
	return letterOf(ev.Name)
}

// letterOf is the letter of a key's name, or zero.
func letterOf(k fyne.KeyName) rune {
	if len(k) == 1 && k[0] >= 'A' && k[0] <= 'Z' {
		return rune(k[0])
	}
	return 0
}

func isShift(k fyne.KeyName) bool { return k == desktop.KeyShiftLeft || k == desktop.KeyShiftRight }

func isHangul(r rune) bool { return unicode.Is(unicode.Hangul, r) }
