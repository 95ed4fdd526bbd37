package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Mode is what an Entry takes.
type Mode int

// Free takes any text. Digits takes ASCII digits, turns full-width ones into them and ignores everything else.
const (
	Free Mode = iota
	Digits
)

// EntryOptions say what an Entry is for. They do not change after it is made.
type EntryOptions struct {
	Mode        Mode
	Group       Group  // a grouping other than GroupNone means Digits
	Max         int    // most digits or runes; zero is the grouping's limit, or none
	Masked      bool   // shown as dots and never revealable; implies Digits and Sensitive
	Secret      bool   // any text, shown as dots until SetShown; implies Sensitive
	Sensitive   bool   // never copied, cut or dragged out, no menu; pasting is allowed
	MultiLine   bool   // Enter makes a new line
	Rows        int    // visible lines of a MultiLine entry; zero means 3
	Bold        bool   // heavier weight
	Large       bool   // three sizes up from a field's text: the amount
	Placeholder string // shown in soft ink while empty
}

// Entry is the one text entry of the program: every key a person types as text goes through it. Use Value, SetValue
// and Wipe; the embedded entry's own SetText and Text are its inside. It is drawn without a frame: put it in a Field.
type Entry struct {
	widget.Entry

	OnChanged   func(value string)               // the bare digits or the text, after each change, SetValue included
	OnEnter     func()                           // Enter; nil moves the focus on. Not called in a MultiLine entry
	OnEscape    func()                           // Esc; nil passes it to the window
	OnCtrlEnter func()                           // Ctrl or ⌘ with Enter; nil passes it to the window
	OnFull      func()                           // typing has just reached Max digits with the caret at the end
	OnKey       func(*fyne.KeyEvent) (used bool) // sees every key first
	OnShortcut  func(fyne.Shortcut) (used bool)  // sees every shortcut first
	focusTold   func(bool)

	o     EntryOptions
	value string
	quiet bool
}

var _ fyne.Focusable = (*Entry)(nil)

// NewEntry makes an entry.
func NewEntry(o EntryOptions) *Entry {
	if o.Masked {
		o.Mode, o.Sensitive = Digits, true
	}
	if o.Secret {
		o.Sensitive = true
	}
	if o.Group != GroupNone {
		o.Mode = Digits
		if o.Max == 0 {
			o.Max = o.Group.Limit()
		}
	}
	e := &Entry{o: o}
	e.Wrapping = fyne.TextWrap(fyne.TextTruncateClip)
	e.MultiLine = o.MultiLine
	if o.MultiLine {
		e.Wrapping = fyne.TextWrapWord
		e.Entry.SetMinRowsVisible(max(o.Rows, 0))
	}
	e.TextStyle.Bold = o.Bold
	e.Password = o.Masked || o.Secret
	if e.Password {
		e.ActionItem = box(0) // an empty place where Fyne would put its reveal button
	}
	e.PlaceHolder = o.Placeholder
	e.ExtendBaseWidget(e)
	e.Entry.OnChanged = func(string) { e.report() }
	return e
}

// Value is the bare digits, or the text.
func (e *Entry) Value() string { return e.value }

// Options are what the entry was made with.
func (e *Entry) Options() EntryOptions { return e.o }

// SetValue replaces the content, puts the caret behind it and forgets what could be undone.
func (e *Entry) SetValue(v string) {
	if e.o.Mode == Digits {
		digits, _ := e.o.Group.settled(e.limited(bareDigits(v)), false)
		e.show(digits, len(digits))
		return
	}
	e.SetText(e.limited(v))
	e.CursorRow, e.CursorColumn = 0, len([]rune(e.Text))
	e.Refresh()
}

// SetShown shows or hides what stands in a Secret entry.
func (e *Entry) SetShown(shown bool) {
	if e.o.Secret && e.Password == shown {
		e.Password = !shown
		e.Refresh()
	}
}

// Shown tells whether the content can be read.
func (e *Entry) Shown() bool { return !e.Password }

// Wipe empties the entry together with everything undo could bring back.
func (e *Entry) Wipe() {
	e.quiet = true
	e.SetText("")
	e.quiet = false
	e.CursorRow, e.CursorColumn = 0, 0
	e.Refresh()
	e.report()
}

// Focus gives the entry the keyboard; it does nothing before the entry is shown.
func (e *Entry) Focus() { focus(e) }

// AcceptsTab is false: Tab always moves on.
func (e *Entry) AcceptsTab() bool { return false }

// FocusGained is Fyne's.
func (e *Entry) FocusGained() {
	e.Entry.FocusGained()
	if e.focusTold != nil {
		e.focusTold(true)
	}
	tellFocused(e)
}

// FocusLost is Fyne's.
func (e *Entry) FocusLost() {
	e.Entry.FocusLost()
	if e.focusTold != nil {
		e.focusTold(false)
	}
}

// TappedSecondary opens Fyne's menu, except where it could copy what must not be copied.
func (e *Entry) TappedSecondary(ev *fyne.PointEvent) {
	if e.o.Sensitive {
		e.Focus()
		return
	}
	e.Entry.TappedSecondary(ev)
}

// TypedRune is Fyne's: a typed character.
func (e *Entry) TypedRune(r rune) {
	if e.Disabled() {
		return
	}
	e.ready()
	if e.o.Mode == Digits {
		if d, ok := bareDigit(r); ok {
			e.edit(true, func() { e.Entry.TypedRune(d) })
		}
		return
	}
	if e.o.Max > 0 && len([]rune(e.Text)) >= e.o.Max && e.SelectedText() == "" {
		return
	}
	e.Entry.TypedRune(r)
}

// KeyDown is Fyne's: a key was pressed.
func (e *Entry) KeyDown(ev *fyne.KeyEvent) {
	keyWentDown(e, ev)
	e.Entry.KeyDown(ev)
}

// KeyUp is Fyne's: a key was let go.
func (e *Entry) KeyUp(ev *fyne.KeyEvent) {
	keyWentUp(e, ev)
	e.Entry.KeyUp(ev)
}

// TypedKey is Fyne's: a key that is not a character.
func (e *Entry) TypedKey(ev *fyne.KeyEvent) {
	if isEnter(ev.Name) && heldElsewhere(e, ev.Name) {
		return
	}
	if e.OnKey != nil && e.OnKey(ev) {
		return
	}
	e.ready()
	switch ev.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		switch {
		case e.o.MultiLine:
			e.Entry.TypedKey(ev)
		case e.OnEnter != nil:
			e.OnEnter()
		default:
			focusNext(e)
		}
	case fyne.KeyEscape:
		if e.OnEscape != nil {
			e.OnEscape()
			return
		}
		passKey(e, ev)
	case fyne.KeyBackspace, fyne.KeyDelete:
		if e.o.Mode == Digits {
			e.edit(false, func() { e.skipSeparators(ev.Name); e.Entry.TypedKey(ev) })
			return
		}
		e.Entry.TypedKey(ev)
	case fyne.KeyLeft, fyne.KeyRight, fyne.KeyHome, fyne.KeyEnd, fyne.KeyUp, fyne.KeyDown:
		e.Entry.TypedKey(ev)
	case fyne.KeyPageUp, fyne.KeyPageDown:
		if e.o.MultiLine {
			e.Entry.TypedKey(ev)
			return
		}
		passKey(e, ev)
	default:
		if isFunctionKey(ev.Name) {
			passKey(e, ev)
			return
		}
		e.Entry.TypedKey(ev)
	}
}

// TypedShortcut is Fyne's: a key with Ctrl, Alt or ⌘.
func (e *Entry) TypedShortcut(s fyne.Shortcut) {
	if shortcutHeldElsewhere(e, s) || e.OnShortcut != nil && e.OnShortcut(s) {
		return
	}
	e.ready()
	switch s := s.(type) {
	case *fyne.ShortcutCopy:
		if e.o.Sensitive {
			return
		}
	case *fyne.ShortcutCut:
		if e.o.Sensitive {
			return
		}
	case *fyne.ShortcutUndo, *fyne.ShortcutRedo:
		if e.o.Sensitive || e.o.Mode == Digits {
			return
		}
	case *fyne.ShortcutPaste, *fyne.ShortcutSelectAll:
	case *desktop.CustomShortcut:
		if isCtrlEnter(s) && e.OnCtrlEnter != nil {
			e.OnCtrlEnter()
			return
		}
		if !movesInText(s.KeyName) {
			passShortcut(e, s)
			return
		}
	default:
		passShortcut(e, s)
		return
	}
	if e.o.Mode == Digits {
		e.edit(false, func() { e.Entry.TypedShortcut(s) })
		return
	}
	e.Entry.TypedShortcut(s)
	if v := e.limited(e.Text); v != e.Text {
		e.SetValue(v)
	}
}

// movesInText tells the keys which, with a modifier, move the caret or delete by words.
func movesInText(k fyne.KeyName) bool {
	switch k {
	case fyne.KeyLeft, fyne.KeyRight, fyne.KeyBackspace, fyne.KeyDelete:
		return true
	}
	return false
}

func (e *Entry) tellFocus(told func(bool)) { e.focusTold = told }
