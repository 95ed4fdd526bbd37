package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"keyindesk/ui/editing"
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
	Script      Script // what the letter keys write at first; Code where the entry is not Free, or is Sensitive
	Group       Group  // a grouping other than GroupNone means Digits
	Max         int    // most digits or runes; zero is the grouping's limit, or none
	Masked      bool   // shown as dots and never revealable; implies Digits and Sensitive
	Secret      bool   // any text, shown as dots until SetShown; implies Sensitive
	Sensitive   bool   // never copied, cut or dragged out, no menu, no undo; pasting is allowed
	MultiLine   bool   // Enter makes a new line
	Rows        int    // visible lines of a MultiLine entry; zero means 3
	Bold        bool   // heavier weight
	Large       bool   // three sizes up from a field's text: the amount
	Placeholder string // shown in soft ink while empty
}

// Entry is the one text entry of the program: every key a person types as text goes through it. In Korean it composes
// the syllables from the keys itself (see Keyboard), so that the one that is growing stands in the text, underlined, and
// is complete before anything else happens: another key, a click, a page that opens. It is drawn without a frame: put it
// in a Field.
//
// Start reading at entry_keys.go for what a key does and at entry_view.go for what is drawn.
type Entry struct {
	widget.DisableableWidget

	OnChanged   func(value string)               // the bare digits or the text, after each change, SetValue included
	OnEnter     func()                           // Enter; nil moves the focus on. Not called in a MultiLine entry
	OnEscape    func()                           // Esc; nil passes it to the window
	OnCtrlEnter func()                           // Ctrl or ⌘ with Enter; nil passes it to the window
	OnFull      func()                           // typing has just reached Max digits with the caret at the end
	OnKey       func(*fyne.KeyEvent) (used bool) // sees every key first
	OnShortcut  func(fyne.Shortcut) (used bool)  // sees every shortcut first
	focusTold   func(bool)

	o           EntryOptions
	name        string // of the field: entries of one name share what 한/영 was left at
	buffer      editing.Buffer
	value       string // what OnChanged was last told
	script      Script
	hidden      bool // dots for characters
	focused     bool
	clicked     click // the last press of the mouse
	done        bool  // that press has done all it does: dragging on selects nothing
	ownKeyboard *Keyboard
	view        *entryView
}

var (
	_ fyne.Focusable         = (*Entry)(nil)
	_ fyne.Shortcutable      = (*Entry)(nil)
	_ fyne.Draggable         = (*Entry)(nil)
	_ desktop.Keyable        = (*Entry)(nil)
	_ desktop.Mouseable      = (*Entry)(nil)
	_ desktop.Cursorable     = (*Entry)(nil)
	_ fyne.SecondaryTappable = (*Entry)(nil)
)

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
	if o.Mode == Digits || o.Sensitive {
		o.Script = Code
	}
	e := &Entry{o: o, script: o.Script, hidden: o.Masked || o.Secret}
	e.buffer.Forgets = o.Sensitive || o.Mode == Digits
	if o.Mode == Free {
		e.buffer.Limit = o.Max
	}
	e.ExtendBaseWidget(e)
	e.view = newEntryView(e)
	return e
}

// Value is the bare digits, or the text, a growing syllable included.
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
	e.buffer.Set(v, len([]rune(v)))
	e.changed()
}

// Wipe empties the entry together with everything undo could bring back.
func (e *Entry) Wipe() {
	e.buffer.Set("", 0)
	e.changed()
}

// SetPlaceHolder changes what is shown in soft ink while the entry is empty.
func (e *Entry) SetPlaceHolder(text string) {
	e.o.Placeholder = text
	e.view.paint()
}

// SetShown shows or hides what stands in a Secret entry.
func (e *Entry) SetShown(shown bool) {
	if e.o.Secret && e.hidden == shown {
		e.hidden = !shown
		e.view.paint()
	}
}

// Shown tells whether the content can be read.
func (e *Entry) Shown() bool { return !e.hidden }

// SelectedText is what is selected; nothing while the content must not be copied.
func (e *Entry) SelectedText() string {
	if e.o.Sensitive {
		return ""
	}
	return e.buffer.Selected()
}

// CaretAtEnd tells whether the caret stands behind the whole content.
func (e *Entry) CaretAtEnd() bool { return e.buffer.Caret() == e.buffer.Len() }

// Script is what the letter keys write now.
func (e *Entry) Script() Script { return e.script }

// Switch changes from Korean to Latin letters or back, for all entries of the field's name, after completing what is
// growing. An entry for codes stays as it is.
func (e *Entry) Switch() {
	if e.o.Script == Code {
		return
	}
	e.Complete()
	e.script = Korean + Latin - e.script
	e.keyboard().remember(e, e.script)
	e.view.paint()
}

// Complete ends the composition: the growing syllable stays as it stands.
func (e *Entry) Complete() {
	if e.buffer.Complete() {
		e.view.paint()
	}
}

// Focus gives the entry the keyboard; it does nothing before the entry is shown.
func (e *Entry) Focus() { focus(e) }

// FocusGained is Fyne's. A disabled entry gets the keyboard by a click, so that it can be copied from.
func (e *Entry) FocusGained() {
	k := e.keyboard()
	e.script = k.script(e)
	k.entered(e)
	e.focused = true
	e.view.paint()
	if e.focusTold != nil {
		e.focusTold(true)
	}
	tellFocused(e)
}

// FocusLost is Fyne's: another widget gets the keyboard, or another window does. The system may tell of that ahead of the
// character of the last key, which is waited for on.
func (e *Entry) FocusLost() {
	if k := e.keyboard(); k.Beside {
		k.settle()
	}
	e.Complete()
	e.focused, e.clicked = false, click{}
	e.view.paint()
	if e.focusTold != nil {
		e.focusTold(false)
	}
}

// CreateRenderer is Fyne's: the entry is seen, for the first time or again.
func (e *Entry) CreateRenderer() fyne.WidgetRenderer {
	e.view.paint()
	return e.view
}

// changed draws what was changed and tells OnChanged, once for each new value.
func (e *Entry) changed() {
	e.view.caret.still()
	e.view.paint()
	v := e.buffer.Text()
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

// keep remembers the content; what it returns puts it back.
func (e *Entry) keep() (restore func()) {
	was := e.buffer.Clone()
	return func() {
		e.buffer = was
		e.changed()
	}
}

func (e *Entry) tellFocus(told func(bool)) { e.focusTold = told }
