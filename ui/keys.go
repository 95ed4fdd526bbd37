package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// addKeys gives the window the keys that work on every screen: F2, F3, F7 and
// F8 switch, Ctrl+Enter does the main thing, Ctrl+F searches, Ctrl+Q leaves,
// and in practice F9 opens the admin page and F10 chooses the next answer.
func (w *Window) addKeys() {
	c := w.canvas()
	c.SetOnTypedKey(w.key)
	for key, act := range map[fyne.KeyName]func(){
		fyne.KeyReturn: w.mainAct,
		fyne.KeyEnter:  w.mainAct,
		fyne.KeyF:      w.search,
		fyne.KeyQ:      w.quit,
	} {
		for _, modifier := range []fyne.KeyModifier{fyne.KeyModifierControl, fyne.KeyModifierSuper} {
			c.AddShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: modifier}, func(fyne.Shortcut) { act() })
		}
	}
}

// screenKeys leads from a function key to a screen.
var screenKeys = map[fyne.KeyName]string{
	fyne.KeyF2: screenCharge, fyne.KeyF3: screenHistory, fyne.KeyF7: screenSettings, fyne.KeyF8: screenInDoubt,
}

// key answers what no widget used.
func (w *Window) key(ev *fyne.KeyEvent) {
	if name, ok := screenKeys[ev.Name]; ok {
		w.show(name)
		return
	}
	switch ev.Name {
	case fyne.KeyF9:
		w.showAdmin()
		return
	case fyne.KeyF10:
		w.chooseBehaviour()
		return
	}
	if s, ok := w.screens[w.on]; ok {
		s.key(ev)
	}
}

func (w *Window) mainAct() {
	if s, ok := w.screens[w.on]; ok {
		s.main()
	}
}

// search leads to the history's search box from anywhere.
func (w *Window) search() {
	if w.on != screenHistory {
		w.show(screenHistory)
	}
	if h, ok := w.screens[screenHistory].(*historyScreen); ok {
		h.focusSearch()
	}
}
