package ui

import (
	"testing"

	"fyne.io/fyne/v2"
)

// late is a Runner that comes back when it is told to, as the running program's
// does after the events of the moment.
type late struct {
	*inline
	waiting []func()
}

func (l *late) Do(f func()) { l.waiting = append(l.waiting, f) }

func (l *late) comeBack() {
	for len(l.waiting) > 0 {
		next := l.waiting[0]
		l.waiting = l.waiting[1:]
		next()
	}
}

// A keyboard tells of a letter twice: as a key, then as a character.
func TestLetterIsNotTypedIntoWhatItOpens(t *testing.T) {
	c := openCounter(t, nil)
	c.press(fyne.KeyF6)
	runner := &late{inline: c.time}
	c.runner = runner
	c.press(fyne.KeyN)
	if focused := c.canvas().Focused(); focused != nil {
		focused.TypedRune('n')
	}
	runner.comeBack()
	form, ok := c.screens[screenWallet].(*walletScreen).view.(*registerView)
	if !ok {
		t.Fatal("N does not open the registration")
	}
	if name := form.name.Value(); name != "" {
		t.Errorf("the letter was typed into the name: %q", name)
	}
}
